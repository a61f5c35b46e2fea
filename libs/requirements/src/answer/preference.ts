import type { LinearModel, Solution, Term } from '../assignment/linear-model.js';
import type { Solver } from '../assignment/solver.js';

/** Something wanted: a sum that is 0 or 1. */
export interface Wish {
  readonly terms: readonly Term[];
  /** An earlier wish without which this one cannot be fulfilled. */
  readonly needs: Wish | null;
}

/** Wishes whose order one solve can decide: the weights stay far below what rounding could blur. */
const atOnce = 10;
/** An explanation is not worth more solves than this; what is left undecided is as the last solution has it. */
const mostSolves = 40;

/** A solution in which earlier wishes are fulfilled before later ones. Null when there is none, or none in time. */
export function preferred(model: LinearModel, wishes: readonly Wish[], solver: Solver): Solution | null {
  let best = model.maximise(wishes.flatMap(({ terms }) => terms), solver);
  if (best.status !== 'OPTIMAL') return null;
  const denied = new Set<Wish>();
  let solves = 1;
  for (let at = 0; at < wishes.length && solves < mostSolves; ) {
    const wish = wishes[at]!;
    if (isFulfilled(wish.terms, best)) model.equal(wish.terms, 1);
    if (isFulfilled(wish.terms, best) || isVain(wish, denied)) {
      at += 1;
      continue;
    }
    const until = endOfBlock(wishes, at, denied);
    const block = wishes.slice(at, until).filter((one) => !isVain(one, denied));
    const found = model.maximise(block.flatMap(({ terms }, of) => terms.map(([one, variable]): Term => [one * 2 ** (atOnce - of), variable])), solver);
    solves += 1;
    if (found.status !== 'OPTIMAL') break;
    best = found;
    for (const one of block) {
      const isGranted = isFulfilled(one.terms, best);
      model.equal(one.terms, isGranted ? 1 : 0);
      if (!isGranted) denied.add(one);
    }
    at = until;
  }
  return best;
}

export const isFulfilled = (terms: readonly Term[], { value }: Solution): boolean => terms.reduce((sum, [one, variable]) => sum + one * value(variable), 0) > 0.5;

function isVain(wish: Wish, denied: Set<Wish>): boolean {
  if (denied.has(wish)) return true;
  const { needs, terms } = wish;
  if (terms.length > 0 && (needs === null || !isVain(needs, denied))) return false;
  denied.add(wish);
  return true;
}

function endOfBlock(wishes: readonly Wish[], from: number, denied: Set<Wish>): number {
  let until = from;
  for (let taken = 0; until < wishes.length && taken < atOnce; until += 1) if (!isVain(wishes[until]!, denied)) taken += 1;
  return until;
}

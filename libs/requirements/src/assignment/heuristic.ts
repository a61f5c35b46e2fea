import type { CountingNode, Node, SumOf } from '../language/pathway.js';
import { countedIn, descend, isCounting, isSumOf } from '../language/tree.js';
import type { Ground } from './ground.js';
import type { Pair } from './matching.js';
import { isPlain, isPlainSumOf } from './plain.js';
import { Picks } from './picks.js';
import { thresholdOf } from './threshold.js';
import { isValidAssignment } from './valid-assignment.js';

/**
 * An assignment that is quickly found: requirements in declared order, and the scarcest
 * first (section 11, step 4), each a few times with those first that were left before. Only what it finds counts: a smaller number than wanted proves nothing. Null where nodes
 * have constraints, edges bind or sharing is limited: then it is not tried.
 */
export function assignmentByHeuristic(roots: readonly Node[], ground: Ground): Guess | null {
  if (!isAdmitted(roots, ground)) return null;
  const wanted = wantedBy(roots, ground);
  const slack = slackOf(ground);
  const scarcest: Order = (nodes) => [...nodes].sort((a, b) => slack(a) - slack(b));
  let best: Guess | null = null;
  for (const order of [(nodes) => nodes, scarcest] as readonly Order[]) {
    let next = order(roots);
    // What found nothing left has the first choice in the next round.
    for (let round = 0; round < rounds; round += 1) {
      const { guess, left } = tryIn(next, ground, order, wanted);
      if (!best || guess.satisfied > best.satisfied) best = guess;
      if (best.satisfied === roots.length) return best;
      next = [...left, ...next.filter((root) => !left.includes(root))];
    }
  }
  return best;
}

type Order = <T extends Node>(nodes: readonly T[]) => readonly T[];

const rounds = 6;

export interface Guess {
  readonly satisfied: number;
  readonly picks: Picks;
}

function isAdmitted(roots: readonly Node[], { sharing, edges, limits }: Ground): boolean {
  if (sharing.isLimited || limits.length > 0) return false;
  const all = roots.flatMap((root) => [...descend(root, true)]);
  if (edges.length > 0) {
    const ids = new Set(all.map(({ id }) => id));
    if (edges.some(({ before, after }) => ids.has(before) || ids.has(after))) return false;
  }
  return all.every((node) => (isCounting(node) ? isPlain(node) : !isSumOf(node) || isPlainSumOf(node)));
}

function tryIn(roots: readonly Node[], ground: Ground, order: Order, wanted: ReadonlyMap<string, number>): { readonly guess: Guess; readonly left: readonly Node[] } {
  const picks = new Picks(ground.sharing);
  const chooser = new Chooser(ground, picks, order, wanted);
  const chosen = roots.filter((root) => chooser.choose(root));
  const guess = isValidAssignment(chosen, picks, ground) ? { satisfied: chosen.length, picks } : { satisfied: 0, picks: new Picks(ground.sharing) };
  return { guess, left: roots.filter((root) => !chosen.includes(root)) };
}

/** Chooses nodes one by one from what is left, and takes back what a node that fails has taken. */
class Chooser {
  constructor(
    private readonly ground: Ground,
    private readonly picks: Picks,
    private readonly order: Order,
    private readonly wanted: ReadonlyMap<string, number>,
  ) {}

  choose(node: Node): boolean {
    const { picks, ground } = this;
    const mark = picks.mark();
    if (this.ordinarily(node)) {
      picks.choose(node.id);
      return true;
    }
    picks.undo(mark);
    if (!ground.situation.isWaived(node)) return false;
    picks.choose(node.id);
    return true;
  }

  private ordinarily(node: Node): boolean {
    const { situation } = this.ground;
    const need = thresholdOf(node, situation);
    if (isCounting(node)) return need <= 0 || this.count(node, need);
    if (!('of' in node)) return situation.holds(node);
    if (isSumOf(node)) return need <= 0 || this.addUp(node, need);
    const children = this.order(countedIn(node.of));
    let chosen = 0;
    for (const child of children) {
      if (chosen >= need) break;
      if (this.choose(child)) chosen += 1;
      else if (node.kind === 'all') return false;
    }
    return chosen >= need;
  }

  private count(node: CountingNode, need: number): boolean {
    let have = 0;
    for (const pair of this.free(node)) {
      if (have >= need) break;
      if (this.picks.take(pair)) have += pair.amount;
    }
    return have >= need;
  }

  /** Children as they can be had, then more of what those count, until the sum is reached. */
  private addUp(node: SumOf, need: number): boolean {
    const counting = [...descend(node, true)].filter(isCounting);
    const reached = () => this.picks.sumAt(counting, (pair) => this.ground.situation.amountAt(node, pair.view)) >= need;
    const children = this.order(countedIn(node.of));
    for (const child of children) {
      if (reached()) return true;
      this.choose(child);
    }
    for (const one of counting) {
      if (one.kind === 'award' || !this.picks.isChosen(one.id)) continue;
      for (const pair of this.free(one)) {
        if (reached()) return true;
        this.picks.take(pair);
      }
    }
    return reached();
  }

  /** The largest first at a sum, else what is wanted least elsewhere. */
  private free(node: CountingNode): readonly Pair[] {
    const pairs = this.ground.situation.pairsAt(node);
    if (pairs.length < 2) return pairs;
    return [...pairs].sort((a, b) => b.amount - a.amount || this.wanted.get(a.unit)! - this.wanted.get(b.unit)!);
  }
}

/** Unit -> how many nodes may count it. */
function wantedBy(roots: readonly Node[], { situation }: Ground): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const root of roots) for (const node of descend(root, true)) if (isCounting(node)) for (const { unit } of situation.pairsAt(node)) wanted.set(unit, (wanted.get(unit) ?? 0) + 1);
  return wanted;
}

/** How much more there is for a node than it needs. */
function slackOf({ situation }: Ground): (node: Node) => number {
  const known = new Map<Node, number>();
  const slack = (node: Node): number => {
    let found = known.get(node);
    if (found === undefined) {
      if (isCounting(node)) found = situation.pairsAt(node).reduce((sum, { amount }) => sum + amount, 0) / Math.max(1, thresholdOf(node, situation));
      else found = 'of' in node ? Math.min(...countedIn(node.of).map(slack)) : 0;
      known.set(node, found);
    }
    return found;
  };
  return slack;
}

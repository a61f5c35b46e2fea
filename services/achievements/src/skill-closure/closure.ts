import type { AssociationText } from '../skill-framework/framework-text.js';

/** A skill, one that it falls under, and the fewest steps between them. */
export type ClosurePair = readonly [descendant: string, ancestor: string, steps: number];

export const pairsMax = 1_000_000;

/**
 * What an association says of falling under: a child, a part and a narrower skill fall under the other in one step, equals
 * (exact matches) under each other in none. The other kinds say nothing of it.
 */
export function stepsOf({ kind, from, to }: Pick<AssociationText, 'kind' | 'from' | 'to'>): ClosurePair[] {
  switch (kind) {
    case 'CHILD_OF':
    case 'PART_OF':
    case 'BROADER_MATCH':
      return [[from, to, 1]];
    case 'NARROWER_MATCH':
      return [[to, from, 1]];
    case 'EXACT_MATCH':
      return [
        [from, to, 0],
        [to, from, 0],
      ];
    default:
      return [];
  }
}

/**
 * All pairs that follow from steps and have one of the framework's own skills at an end or on the way: pairs between
 * skills of others are theirs to tell. Every own skill falls under itself in 0 steps. Steps may run in circles.
 *
 * @returns undefined when there are more than `max` pairs
 */
export function closureOf(own: readonly string[], steps: readonly ClosurePair[], max = pairsMax): ClosurePair[] | undefined {
  const mine = new Set(own);
  const up = new Map<string, ClosurePair[]>();
  for (const step of steps) {
    const known = up.get(step[0]);
    if (known) known.push(step);
    else up.set(step[0], [step]);
  }
  const pairs: ClosurePair[] = [];
  for (const start of new Set([...own, ...up.keys()])) {
    for (const [ancestor, { steps: count, through }] of above(start, up, mine)) if (through) pairs.push([start, ancestor, count]);
    if (pairs.length > max) return undefined;
  }
  return pairs;
}

interface Reached {
  readonly steps: number;
  /** Whether the way goes through an own skill, its ends included. */
  readonly through: boolean;
}

/** Everything above a skill. Of two ways the shorter counts; `through` is whether any way goes through an own skill. */
function above(start: string, up: ReadonlyMap<string, readonly ClosurePair[]>, mine: ReadonlySet<string>): Map<string, Reached> {
  const reached = new Map<string, Reached>([[start, { steps: 0, through: mine.has(start) }]]);
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const here = reached.get(node);
    if (!here) continue;
    for (const [, next, count] of up.get(node) ?? []) {
      const known = reached.get(next);
      const steps = Math.min(known?.steps ?? Infinity, here.steps + count);
      const through = (known?.through ?? false) || here.through || mine.has(next);
      if (known && known.steps === steps && known.through === through) continue;
      reached.set(next, { steps, through });
      open.push(next);
    }
  }
  return reached;
}

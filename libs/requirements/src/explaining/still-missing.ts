import { hundredths } from '../assignment/amount.js';
import type { Situation } from '../assignment/situation.js';
import { groupsOf } from '../eligibility/award-view.js';
import { matches } from '../eligibility/matches.js';
import type { GroupBy } from '../language/constraints.js';
import type { Node, SumOf } from '../language/pathway.js';
import type { Selector } from '../language/selector.js';
import { isCounting, isSumOf } from '../language/tree.js';
import type { NodeExplanation } from './explain.js';

/** How much a `count` or `sum` still lacks, and of what. */
export interface StillMissing {
  /** A decimal of at most two places for a measure, else whole. */
  readonly amount: number;
  /** `awards`, `groups`, or the name of a measure. */
  readonly unit: string;
  /** What the awards have to be; null where children say it. */
  readonly of: Selector | null;
  /** Set with `groups`: by what they are told apart. */
  readonly by: GroupBy | 'unit' | null;
}

/** Null for nodes of another kind, and where it is not an amount that is lacking. */
export function stillMissing(node: Node, { have, need, blocking }: NodeExplanation, situation: Situation): StillMissing | null {
  if ((node.kind !== 'count' && node.kind !== 'sum') || blocking === null) return null;
  if (have < need) return amountMissing(node.kind === 'sum' ? node.measure : null, need - have, isSumOf(node) ? null : node.from);
  if (blocking.code === 'FLOOR') return floorMissing(node, situation);
  if (blocking.code === 'GROUPS' && node.distinctGroupsAtLeast && isCounting(node)) {
    const { by, atLeast } = node.distinctGroupsAtLeast;
    const groups = new Set(situation.pairsAt(node).flatMap(({ view }) => groupsOf(view, by)));
    return { amount: Math.max(1, atLeast - groups.size), unit: 'groups', of: node.from, by };
  }
  return null;
}

/** The first floor that the eligible awards do not reach. */
function floorMissing(node: Extract<Node, { kind: 'count' | 'sum' }>, situation: Situation): StillMissing | null {
  if (!isCounting(node)) return null;
  const { equivalences, world } = situation.judging;
  for (const { where, atLeast, unit = 'measure' } of node.floors ?? []) {
    const about = situation.pairsAt(node).filter(({ view }) => matches(where, view, equivalences, world));
    const inMeasure = node.kind === 'sum' && unit === 'measure';
    const lacking = inMeasure ? hundredths(atLeast) - about.reduce((sum, { amount }) => sum + amount, 0) : atLeast - about.length;
    if (lacking > 0) return amountMissing(inMeasure && node.kind === 'sum' ? node.measure : null, lacking, where);
  }
  return null;
}

const amountMissing = (measure: SumOf['measure'] | null, lacking: number, of: Selector | null): StillMissing => ({
  ...{ amount: measure === null ? lacking : lacking / 100, unit: measure ?? 'awards', of },
  by: null,
});

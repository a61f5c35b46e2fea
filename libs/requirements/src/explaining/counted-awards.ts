import type { Witness } from '../answer/draft.js';
import { hundredths } from '../assignment/amount.js';
import type { Pair } from '../assignment/matching.js';
import type { Situation } from '../assignment/situation.js';
import { matches } from '../eligibility/matches.js';
import type { Node } from '../language/pathway.js';
import { descend, isSumOf } from '../language/tree.js';
import { placesOf } from './places.js';

/** An award counted at or beneath a node. */
export interface CountedAward {
  readonly award: string;
  /** Hundredths that it adds to a `sum`, 1 for a `count`, else null. */
  readonly units: number | null;
  /** Other counting nodes that count the same unit. */
  readonly sharedWith: readonly string[];
}

export function countedAwards(node: Node, situation: Situation, witness: Witness): CountedAward[] {
  const beneath = new Set([...descend(node, true)].map(({ id }) => id));
  const units = new Map<string, Pair>();
  for (const id of beneath) for (const pair of witness.pairs.get(id) ?? []) units.set(pair.view.award.id, pair);
  const pairs = [...units.values()];
  const added = unitsOf(node, pairs, situation);
  return pairs.map((pair, at) => ({
    award: pair.view.award.id,
    units: added?.[at] ?? null,
    sharedWith: placesOf(pair.unit, witness).filter((other) => !beneath.has(other)),
  }));
}

/** What each adds: where a clipping cap cuts, the later awards are cut. */
function unitsOf(node: Node, pairs: readonly Pair[], situation: Situation): number[] | null {
  if (node.kind === 'count') return pairs.map(() => 1);
  if (node.kind !== 'sum') return null;
  const { equivalences, world } = situation.judging;
  const left = (node.caps ?? []).filter(({ mode, unit }) => mode !== 'whole' && unit !== 'awards').map(({ where, atMost }) => ({ where, amount: hundredths(atMost) }));
  return pairs.map(({ view, amount }) => {
    const binding = left.filter(({ where }) => matches(where, view, equivalences, world));
    const adds = Math.min(isSumOf(node) ? situation.amountAt(node, view) : amount, ...binding.map((cap) => cap.amount));
    for (const cap of binding) cap.amount -= adds;
    return adds;
  });
}

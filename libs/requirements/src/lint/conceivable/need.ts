import { hundredths } from '../../assignment/amount.js';
import { amountOf, viewOf } from '../../eligibility/award-view.js';
import type { AwardFact, World } from '../../facts/facts.js';
import type { CountingNode, Node, Pathway, SumOf } from '../../language/pathway.js';
import { childrenOf, isCounting, isSumOf, nodesIn } from '../../language/tree.js';

/**
 * How many awards like one a node has use for at most: of an assignment that satisfies it, those can be left out that no
 * threshold, floor or spread needs, and no more remain than these ask for; likewise for the sums that it is beneath.
 */
export function usefulness(pathway: Pathway, world: World): (node: CountingNode, award: AwardFact) => number {
  const sumsOver = new Map<string, readonly SumOf[]>();
  const enter = (node: Node, above: readonly SumOf[]): void => {
    if (isCounting(node)) sumsOver.set(node.id, above);
    const over = isSumOf(node) ? [...above, node] : above;
    for (const child of childrenOf(node)) enter(child, over);
  };
  for (const root of nodesIn(pathway.requirements)) enter(root, []);
  return (node, award) => (node.kind === 'award' ? 1 : [node, ...(sumsOver.get(node.id) ?? [])].reduce((sum, one) => sum + usefulTo(one, award, pathway, world), 0));
}

function usefulTo(node: CountingNode | SumOf, award: AwardFact, { policy }: Pathway, world: World): number {
  if (node.kind === 'award') return 1;
  const amount = node.kind === 'sum' ? amountOf(viewOf(award, award.issuedOn, policy, world), node.measure, policy) : 1;
  const inMeasure = (wanted: number): number => (node.kind === 'sum' ? (amount > 0 ? Math.ceil(hundredths(wanted) / amount) : 0) : Math.ceil(wanted));
  const floors = (node.floors ?? []).reduce((sum, { atLeast, unit }) => sum + (unit === 'awards' ? Math.ceil(atLeast) : inMeasure(atLeast)), 0);
  // A cap may cut one award in two.
  const most = Math.max(0, inMeasure(node.atLeast)) + floors + Math.max(0, node.distinctGroupsAtLeast?.atLeast ?? 0) + (node.caps ?? []).length;
  return Math.min(most, Math.max(0, node.repeat?.atMost ?? Infinity));
}

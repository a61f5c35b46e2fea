import type { Node } from '../language/pathway.js';
import { countedIn, descend, isCounting, isSumOf } from '../language/tree.js';
import type { Ground } from './ground.js';
import type { Pair } from './matching.js';
import type { Picks } from './picks.js';
import { thresholdOf } from './threshold.js';

/** S7 for nodes without constraints, asked anew of what a heuristic found: nothing is taken from how it was found. */
export function isValidAssignment(roots: readonly Node[], picks: Picks, { situation, sharing }: Ground): boolean {
  const pairs = picks.all();
  const eligibleAt = new Map([...new Set(pairs.map(({ node }) => node))].map((node) => [node, new Set(situation.pairsAt(node))]));
  const eligible = pairs.every((pair) => eligibleAt.get(pair.node)!.has(pair) && picks.isChosen(pair.node.id));
  const mayMeet = (a: Pair, b: Pair) => a.node !== b.node && (!sharing.conflict(a.node.id, b.node.id) || sharing.allowed(a.node.id, b.node.id));
  const apart = [...Map.groupBy(pairs, ({ unit }) => unit).values()].every((same) => same.every((a, at) => same.slice(at + 1).every((b) => mayMeet(a, b))));
  return eligible && apart && roots.every((root) => isChosenRightly(root, picks, situation));
}

function isChosenRightly(node: Node, picks: Picks, situation: Ground['situation']): boolean {
  if (!picks.isChosen(node.id)) return !('of' in node) || [...descend(node, true)].every(({ id }) => !picks.isChosen(id));
  const need = thresholdOf(node, situation);
  if (isCounting(node)) {
    const counted = picks.at(node);
    const named = new Set(counted.map(({ identity }) => identity)).size === counted.length;
    const have = counted.reduce((sum, { pair }) => sum + pair.amount, 0);
    return named && (node.kind === 'award' ? have === 1 : have >= need) ? true : situation.isWaived(node) && counted.length === 0;
  }
  if (!('of' in node)) return situation.holds(node) || situation.isWaived(node);
  const children = countedIn(node.of);
  if (!children.every((child) => isChosenRightly(child, picks, situation))) return false;
  const chosen = children.filter(({ id }) => picks.isChosen(id)).length;
  const counting = [...descend(node, true)].filter(isCounting);
  const holds = isSumOf(node) ? picks.sumAt(counting, ({ view }) => situation.amountAt(node, view)) >= need : chosen === Math.max(0, need);
  return holds || (situation.isWaived(node) && chosen === 0);
}

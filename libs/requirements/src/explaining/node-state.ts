import type { Witness } from '../answer/draft.js';
import { thresholdOf } from '../assignment/threshold.js';
import type { Day } from '../history/day.js';
import type { Node } from '../language/pathway.js';
import { countedIn, descend, isCounting, isSumOf } from '../language/tree.js';

export type NodeState = 'SATISFIED' | 'SURPLUS' | 'PARTIAL' | 'UNMET' | 'BLOCKED' | 'WAIVED' | 'UNDECIDED';

export interface StateOfNode {
  readonly node: Node;
  /** Null when it could not be decided. */
  readonly alone: boolean | null;
  readonly have: number;
  /** Whether what is above it lacks something that it could give. */
  readonly isLacking: boolean;
}

/**
 * The state of a node (section 9). A node beneath a requirement that is not satisfied reads SATISFIED if it holds with the
 * awards that are left: nothing but its siblings is lacking (decided). One that may hold or not is UNDECIDED.
 */
export function stateOfNode({ node, alone, have, isLacking }: StateOfNode, day: Day, witness: Witness): NodeState {
  if (holds(node, witness)) return isByWaiver(node, day, witness) ? 'WAIVED' : 'SATISFIED';
  if (alone === null) return 'UNDECIDED';
  if (alone) return isLacking ? 'BLOCKED' : 'SURPLUS';
  const started = [...descend(node, true)].some((one) => witness.pairs.has(one.id) || (one !== node && (holds(one, witness) || day.situation.holds(one))) || (isCounting(one) && day.situation.pairsAt(one).length > 0));
  return started || have > 0 ? 'PARTIAL' : 'UNMET';
}

export const holds = ({ id }: Node, { chosen, held }: Witness): boolean => chosen.has(id) || held.has(id);

/** Whether only an exception lets it be chosen (S9). */
function isByWaiver(node: Node, { situation }: Day, witness: Witness): boolean {
  if (!situation.isWaived(node)) return false;
  if (isCounting(node)) return !witness.pairs.has(node.id) && thresholdOf(node, situation) > 0;
  if (!('of' in node)) return !situation.holds(node);
  const beneath = countedIn(node.of).filter((child) => holds(child, witness)).length;
  return isSumOf(node) ? beneath === 0 && thresholdOf(node, situation) > 0 : beneath < thresholdOf(node, situation);
}

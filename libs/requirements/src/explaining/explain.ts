import type { Answer } from '../answer/answer.js';
import type { Witness } from '../answer/draft.js';
import { nodeAnswer } from '../answer/node-answer.js';
import { witnessOfOptional } from '../answer/witness.js';
import type { Pair } from '../assignment/matching.js';
import type { Judged } from '../history/course.js';
import type { Day } from '../history/day.js';
import type { Node } from '../language/pathway.js';
import { childrenOf, isCounting, nodesIn } from '../language/tree.js';
import type { Question } from '../question.js';
import { type Blocking, blockingOf } from './blocking.js';
import { Counterfactuals } from './counterfactuals.js';
import { type CountedAward, countedAwards } from './counted-awards.js';
import { holds, type NodeState, stateOfNode } from './node-state.js';

/** One node of the governing version, as `nodes` of the result has it (section 9). Amounts of sums in hundredths. */
export interface NodeExplanation {
  readonly id: string;
  readonly state: NodeState;
  /** At least so much, where it is not exact. */
  readonly have: number;
  readonly need: number;
  /** Null when it could not be decided in time. */
  readonly alone: boolean | null;
  /** Whether nothing about the node was given up. */
  readonly exact: boolean;
  /** The awards counted at or beneath it, once each. */
  readonly counted: readonly CountedAward[];
  /** Null for a node that lacks nothing, and where it is not exact perhaps for one of which it could not be found out. */
  readonly blocking: Blocking | null;
  /** Counting nodes only: eligible awards that are not counted at it. */
  readonly surplus: readonly string[];
}

/** Of what a question may spend on solving, so much may be spent once more on explaining it. */
const ofBudget = 0.3;

/** Every node of the requirements, a parent before its children, optional ones included; none when no version governs. */
export function explain(question: Question, { judged, witness }: Pick<Answer, 'judged' | 'witness'>): readonly NodeExplanation[] {
  if (!judged) return [];
  const known = explanations.get(judged);
  if (known) return known;
  const { day } = judged;
  day.assignments.solver.renew?.(ofBudget);
  const lifted = new Counterfactuals(question, day);
  const explained: NodeExplanation[] = [];
  const visit = (node: Node, seen: Witness, isLacking: boolean): void => {
    explained.push(explainNode(node, day, seen, isLacking, lifted));
    for (const child of childrenOf(node)) {
      if (child.optional) visit(child, witnessOfOptional(child, day), false);
      else visit(child, seen, isLacking && !holds(node, seen));
    }
  };
  for (const node of nodesIn(day.rules.pathway.requirements)) visit(node, node.optional ? witnessOfOptional(node, day) : witness(), !node.optional);
  explanations.set(judged, explained);
  return explained;
}

/** Results and next steps look at the same explanation. */
const explanations = new WeakMap<Judged, readonly NodeExplanation[]>();

function explainNode(node: Node, day: Day, witness: Witness, isLacking: boolean, lifted: Counterfactuals): NodeExplanation {
  const { alone, need, have, exact } = nodeAnswer(day, node.id)!;
  const state = stateOfNode({ node, alone, have, isLacking }, day, witness);
  const isBlocked = state === 'PARTIAL' || state === 'UNMET' || state === 'BLOCKED';
  const blocking = isBlocked ? blockingOf(node, alone === true, day, witness, lifted) : null;
  const counted = countedAwards(node, day.situation, witness);
  const surplus = isCounting(node) ? uncounted(day.situation.pairsAt(node), counted) : [];
  return { id: node.id, state, have, need, alone, exact: exact && (blocking !== null || !isBlocked), counted, blocking, surplus };
}

function uncounted(pairs: readonly Pair[], counted: readonly CountedAward[]): string[] {
  const here = new Set(counted.map(({ award }) => award));
  return pairs.map(({ view }) => view.award.id).filter((award) => !here.has(award));
}

import { nodePeriods, type NodePeriods } from '../history/node-periods.js';
import type { Walk } from '../history/walk.js';
import type { Question } from '../question.js';
import { isVacuousNode } from '../history/vacuous.js';

/** A badge for a node on the way: reached in these periods, each [from, until), by the node as if it were the only requirement. */
export interface Milestone {
  readonly achievement: string;
  readonly autoIssue: boolean;
  /** None where the node holds with nothing: nobody is given a badge for that (S11). */
  readonly periods: NodePeriods['periods'];
  /** Where not every day was decided, more may have held than is told. */
  readonly isDecided: boolean;
}

/** Of what a question may spend on solving, so much may be spent once more on its milestones. */
const ofBudget = 0.3;

const never: NodePeriods = { periods: [], isDecided: true };

/** Node -> its milestone; of several versions the latest that marks the node names the badge (S12). */
export function milestonesOf(question: Question, history: Walk): Map<string, Milestone> {
  const found = new Map<string, Milestone>();
  for (const rules of [...question.versions].sort((a, b) => a.number - b.number))
    for (const node of rules.nodes.values()) {
      const { id, milestone } = node;
      if (!milestone) continue;
      if (found.size === 0) history.budget.renew(ofBudget);
      const { periods, isDecided } = isVacuousNode(node, rules, question) ? never : (found.get(id) ?? nodePeriods(history, id));
      found.set(id, { achievement: milestone.achievement, autoIssue: milestone.autoIssue === true, periods, isDecided });
    }
  return found;
}

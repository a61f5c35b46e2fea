import type { Day } from '../history/day.js';
import { descend } from '../language/tree.js';
import type { Walk } from '../history/walk.js';

export type AnswerState = 'NOT_STARTED' | 'IN_PROGRESS' | 'COMPLETE' | 'LAPSED' | 'WITHDRAWN' | 'UNDECIDED';

interface Standing {
  readonly complete: boolean | null;
  readonly history: Walk;
  readonly withdrawn: boolean;
  readonly satisfied: number;
  readonly day: Day;
}

/** The state of a pathway (section 9). A completion that was reached before a withdrawal keeps its state. */
export function stateOf({ complete, history, withdrawn, satisfied, day }: Standing): AnswerState {
  if (complete === null) return 'UNDECIDED';
  if (complete) return 'COMPLETE';
  if (history.completedOn !== null) return 'LAPSED';
  if (withdrawn) return 'WITHDRAWN';
  return satisfied === 0 && !hasStarted(day) ? 'NOT_STARTED' : 'IN_PROGRESS';
}

/** Some award may be counted: by a rule of maintenance only in a cycle, and there are none before its anchor. */
function hasStarted(day: Day): boolean {
  const { counting, maintenance } = day.rules;
  const kept = new Set(maintenance.flatMap(({ node }) => [...descend(node, true)]));
  return counting.some((node) => !kept.has(node) && day.situation.pairsAt(node).length > 0) || maintenance.some((rule) => day.cyclesOf(rule).some(({ items, have }) => items.length > 0 && have > 0));
}

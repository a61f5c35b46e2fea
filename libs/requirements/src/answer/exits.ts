import type { CivilDate } from '../civil-date.js';
import type { EarnerFacts } from '../facts/facts.js';
import type { Day } from '../history/day.js';
import { isVacuousNode } from '../history/vacuous.js';
import type { Walk } from '../history/walk.js';
import type { OffRamp } from '../language/pathway.js';
import type { Question } from '../question.js';

/** When an exit was reached. */
export interface ReachedExit {
  readonly on: CivilDate | null;
  /** False where an earlier day was left open, or any day of an exit that was not reached. */
  readonly isDecided: boolean;
}

/** Exit -> the day on which it was reached: its node judged as if it were the only requirement (section 7). */
export function exitsOf(question: Question, { days }: Walk): ReadonlyMap<string, ReachedExit> {
  const { versions, facts } = question;
  const reached = new Map<string, ReachedExit>();
  for (const { pathway } of versions) for (const { id } of pathway.offRamps ?? []) reached.set(id, { on: null, isDecided: true });
  if (reached.size === 0) return reached;
  for (const { today, judged } of days)
    for (const exit of judged?.day.rules.pathway.offRamps ?? []) {
      const { on, isDecided } = reached.get(exit.id)!;
      if (on !== null || !isOffered(exit, facts, today)) continue;
      const found = holds(exit, judged!.day, question);
      if (found !== false) reached.set(exit.id, { on: found ? today : null, isDecided: isDecided && found !== null });
    }
  return reached;
}

/** From the day of the withdrawal or of the request on. */
function isOffered({ id, when = 'withdrawal' }: OffRamp, { enrolment }: EarnerFacts, today: CivilDate): boolean {
  if (when === 'always') return true;
  if (when === 'withdrawal') return (enrolment?.withdrawnOn ?? null) !== null && enrolment!.withdrawnOn! <= today;
  return (enrolment?.exitRequests ?? []).some(({ exit, on }) => exit === id && on <= today);
}

/** What holds with nothing has held for ever where nobody is enrolled: as with a completion, there is no day to it (S11). Null where it was not decided. */
function holds({ node }: OffRamp, { rules, day, assignments }: Day, question: Question): boolean | null {
  const meant = 'ref' in node ? rules.nodes.get(node.ref) : node;
  if (meant === undefined) return false;
  const { alone, exact } = assignments.judge.of(meant);
  if (!alone) return exact ? false : null;
  return question.facts.enrolment !== null || !isVacuousNode(meant, rules, question, day);
}

import { accepted, type Decision, refusal, refused } from '@cairn/access';
import type { RequirementText } from '@cairn/events';
import { type Criterion, meets, type Outcome, partsBehind, partsOf } from '../review/review.js';
import type { DecisionKind, DecisionReason } from './decision.js';

/** What a decision is asked to say. */
export interface Wish {
  readonly kind: DecisionKind;
  readonly reason?: DecisionReason | null;
  readonly feedback?: string | null;
  /** Null: those behind the criteria below standard. */
  readonly returnedParts?: readonly string[] | null;
}

/** What it says. */
export interface Verdict {
  readonly kind: DecisionKind;
  readonly reason: DecisionReason;
  readonly feedback: string | null;
  readonly returnedParts: readonly string[];
  readonly outcomes: readonly Outcome[];
}

/** What a filing is judged by. */
export interface Judged {
  readonly outcomes: readonly Outcome[];
  readonly requirement: RequirementText | null;
  /** Filings that were made. */
  readonly attempt: number;
  /** Null: no limit. */
  readonly attemptsMax: number | null;
}

/** The words of a decision: a return names its parts and says why, and does not ask for a filing that cannot be made. */
export function verdictOf(wish: Wish, { outcomes, requirement, attempt, attemptsMax }: Judged): Decision<Verdict> {
  const { kind } = wish;
  const feedback = wish.feedback && wish.feedback.trim() !== '' ? wish.feedback : null;
  if (feedback && feedback.length > 10_000) return refused(refusal('INVALID_VALUE', 'Feedback has at most 10,000 characters.', 'feedback'));
  const reason = wish.reason ?? (kind === 'GRANT' ? 'MEETS_STANDARD' : 'BELOW_STANDARD');
  if ((reason === 'MEETS_STANDARD') !== (kind === 'GRANT')) {
    return refused(refusal('INVALID_VALUE', 'MEETS_STANDARD is the reason for granting, and for nothing else.', 'reason'));
  }
  const failing = outcomes.filter((outcome) => !outcome.meets);
  if (kind !== 'GRANT' && feedback === null && (failing.length === 0 || failing.some((outcome) => outcome.feedback === null))) {
    return refused(refusal('FEEDBACK_MISSING', 'Say what is missing: the reviews do not say it of every criterion that fails.', 'feedback'));
  }
  if (kind !== 'RETURN') return accepted({ kind, reason, feedback, returnedParts: [], outcomes });
  if (attemptsMax !== null && attempt >= attemptsMax) return refused(refusal('ATTEMPTS_USED_UP', `This was the last of ${attemptsMax} filings: grant or deny.`, 'kind'));
  const known = partsOf(requirement).map(({ key }) => key);
  const returnedParts = wish.returnedParts ?? partsBehind(failing.map(({ criterion }) => criterion), requirement);
  const unknown = returnedParts.findIndex((part) => !known.includes(part));
  if (unknown >= 0) return refused(refusal('INVALID_VALUE', `There is no such part; they are ${known.join(', ')}.`, 'returnedParts', String(unknown)));
  if (returnedParts.length === 0) return refused(refusal('FIELD_MISSING', 'A return names the parts that have to be done again.', 'returnedParts'));
  return accepted({ kind, reason, feedback, returnedParts: [...new Set(returnedParts)].sort(), outcomes });
}

/** What several reviews say together: of each criterion the middle level, of two the lower one, and all that was written. */
export function togetherOf(reviews: readonly (readonly Outcome[])[], criteria: readonly Criterion[]): Outcome[] {
  return criteria.flatMap((criterion): Outcome[] => {
    const said = reviews.flatMap((outcomes) => outcomes.filter((outcome) => outcome.criterion === criterion.key));
    const place = (level: string) => criterion.levels.findIndex(({ key }) => key === level);
    const levels = said.map(({ level }) => level).sort((a, b) => place(a) - place(b));
    const level = levels[Math.floor((levels.length - 1) / 2)];
    if (level === undefined) return [];
    const feedback = [...new Set(said.flatMap((outcome) => outcome.feedback ?? []))].join('\n\n');
    return [{ criterion: criterion.key, level, meets: meets(criterion, level), feedback: feedback === '' ? null : feedback }];
  });
}

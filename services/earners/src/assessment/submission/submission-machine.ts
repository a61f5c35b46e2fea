import { accepted, type Decision, refusal, refused } from '@cairn/access';
import type { HeldFrom, Submission, SubmissionState } from './submission.js';

/** The life of a submission (domain.md 4.3): each function is one command, and says no by a refusal. What a filing holds, who may review it and what the decision says is judged elsewhere. */

/** Files what the draft holds as the next attempt. `dueAt`: when its decision is due. */
export function submit(submission: Submission, dueAt: Date, at: Date): Decision<Submission> {
  return allowed(submission, ['DRAFT', 'RETURNED'], 'submitted') ?? accepted(next(submission, at, { state: 'SUBMITTED', attempt: submission.attempt + 1, submittedAt: at, dueAt }));
}

/** A reviewer has accepted it. */
export function takeUp(submission: Submission, at: Date): Decision<Submission> {
  return allowed(submission, ['SUBMITTED'], 'taken up for review') ?? accepted(next(submission, at, { state: 'IN_REVIEW' }));
}

/** Nobody reviews it any more: the last one who did has stepped back or ran out of time. The clock goes on. */
export function putBack(submission: Submission, at: Date): Decision<Submission> {
  return allowed(submission, ['IN_REVIEW'], 'put back') ?? accepted(next(submission, at, { state: 'SUBMITTED' }));
}

/** Asks for some parts again; all others are carried over as they are. */
export function giveBack(submission: Submission, parts: readonly string[], at: Date): Decision<Submission> {
  const no = allowed(submission, ['IN_REVIEW'], 'returned');
  if (no) return no;
  if (parts.length === 0) return refused(refusal('FIELD_MISSING', 'A return names the parts that have to be done again.', 'returnedParts'));
  return accepted(next(submission, at, { state: 'RETURNED', returnedParts: [...new Set(parts)].sort(), dueAt: null, decidedAt: at }));
}

/** @param award the award made in the same transaction */
export function grant(submission: Submission, award: string, at: Date): Decision<Submission> {
  return allowed(submission, ['IN_REVIEW'], 'granted') ?? accepted(next(submission, at, { state: 'GRANTED', award, dueAt: null, decidedAt: at }));
}

export function deny(submission: Submission, at: Date): Decision<Submission> {
  return allowed(submission, ['IN_REVIEW'], 'denied') ?? accepted(next(submission, at, { state: 'DENIED', dueAt: null, decidedAt: at }));
}

/** A committee has found misconduct in a case that it holds. */
export function denyHeld(submission: Submission, at: Date): Decision<Submission> {
  return allowed(submission, ['HELD'], 'denied for misconduct') ?? accepted(next(submission, at, { state: 'DENIED', heldFrom: null, heldAt: null, dueAt: null, decidedAt: at }));
}

/** An appeal was upheld: what was denied is granted after all. */
export function grantOnAppeal(submission: Submission, award: string, at: Date): Decision<Submission> {
  return allowed(submission, ['DENIED'], 'granted on appeal') ?? accepted(next(submission, at, { state: 'GRANTED', award, decidedAt: at }));
}

/** An appeal was upheld: what was denied is reviewed again, by others. */
export function reopen(submission: Submission, dueAt: Date, at: Date): Decision<Submission> {
  return allowed(submission, ['DENIED'], 'reviewed again') ?? accepted(next(submission, at, { state: 'SUBMITTED', dueAt, decidedAt: null }));
}

/** By the earner, or by the clock. */
export function withdraw(submission: Submission, at: Date): Decision<Submission> {
  return allowed(submission, ['DRAFT', 'SUBMITTED', 'RETURNED'], 'withdrawn') ?? accepted(next(submission, at, { state: 'WITHDRAWN', dueAt: null }));
}

/** Stops the clock. */
export function hold(submission: Submission, at: Date): Decision<Submission> {
  const { state } = submission;
  if (state !== 'SUBMITTED' && state !== 'IN_REVIEW' && state !== 'RETURNED') return stateInvalid(submission, holdable, 'held');
  return accepted(next(submission, at, { state: 'HELD', heldFrom: state, heldAt: at }));
}

/** Goes on where it was held. `dueAt`: later by the business days for which it was held; null where nothing was due. */
export function release(submission: Submission, dueAt: Date | null, at: Date): Decision<Submission> {
  const { heldFrom } = submission;
  if (submission.state !== 'HELD' || heldFrom === null) return stateInvalid(submission, ['HELD'], 'released');
  return accepted(next(submission, at, { state: heldFrom, heldFrom: null, heldAt: null, dueAt }));
}

const holdable: readonly HeldFrom[] = ['SUBMITTED', 'IN_REVIEW', 'RETURNED'];

const next = (submission: Submission, at: Date, change: Partial<Submission>): Submission => ({ ...submission, ...change, version: submission.version + 1, updatedAt: at });

const allowed = (submission: Submission, states: readonly SubmissionState[], done: string) => (states.includes(submission.state) ? undefined : stateInvalid(submission, states, done));

const stateInvalid = ({ state }: Submission, states: readonly SubmissionState[], done: string) =>
  refused(refusal('SUBMISSION_STATE_INVALID', `A submission that is ${state} cannot be ${done}; it has to be ${states.join(' or ')}.`, 'submissionId'));

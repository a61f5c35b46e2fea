import {
  type SubmissionDecidedFact,
  submissionChanged,
  submissionDenied,
  type SubmissionFact,
  submissionGranted,
  submissionReturned,
  submissionStarted,
  submissionSubmitted,
  submissionWithdrawn,
} from '@cairn/events';
import { type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { Submission } from '../assessment/submission/submission.js';

/** What is told with a decision beside the case itself. */
export type Outcome = Pick<SubmissionDecidedFact, 'businessDays' | 'levels'>;

const fact = (submission: Submission): SubmissionFact => ({
  submission: submission.id,
  version: submission.version,
  earner: submission.earner,
  issuer: submission.issuer,
  achievement: submission.achievement,
  achievementVersion: submission.achievementVersion,
  attempt: submission.attempt,
  at: submission.updatedAt.toISOString(),
});

const about = <Data>({ tenant, id, version }: Submission, contract: NewEvent<Data>['contract'], data: Data): NewEvent =>
  newEvent({ contract, tenant: asUuid(tenant), subject: asUuid(id), version, data, changed: [] });

export const submissionStartedEvent = (submission: Submission): NewEvent => about(submission, submissionStarted, fact(submission));
export const submissionSubmittedEvent = (submission: Submission): NewEvent => about(submission, submissionSubmitted, fact(submission));
export const submissionWithdrawnEvent = (submission: Submission): NewEvent => about(submission, submissionWithdrawn, fact(submission));

/** @param what `taken-up`, `put-back`, `held`, `released`, `reopened`, `moved` to another version */
export const submissionChangedEvent = (submission: Submission, what: string): NewEvent => about(submission, submissionChanged, { ...fact(submission), what });

export const submissionReturnedEvent = (submission: Submission, outcome: Outcome): NewEvent => about(submission, submissionReturned, { ...fact(submission), ...outcome });

export const submissionGrantedEvent = (submission: Submission, award: string, outcome: Outcome): NewEvent =>
  about(submission, submissionGranted, { ...fact(submission), ...outcome, award });

export const submissionDeniedEvent = (submission: Submission, reason: string, outcome: Outcome): NewEvent =>
  about(submission, submissionDenied, { ...fact(submission), ...outcome, reason });

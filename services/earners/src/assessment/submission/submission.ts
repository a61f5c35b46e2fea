/** State of a submission as stored. While it is HELD, `heldFrom` says where it goes on. domain.md 4.3. */
export type SubmissionState = 'DRAFT' | 'SUBMITTED' | 'IN_REVIEW' | 'RETURNED' | 'HELD' | 'GRANTED' | 'DENIED' | 'WITHDRAWN';

/** States in which a case is open: an earner has one such case for an achievement. */
export const submissionOpen: readonly SubmissionState[] = ['DRAFT', 'SUBMITTED', 'IN_REVIEW', 'RETURNED', 'HELD'];

/** States in which the clock of the reviewers or of the earner runs, and which a case of misconduct can hold. */
export type HeldFrom = 'SUBMITTED' | 'IN_REVIEW' | 'RETURNED';

/**
 * The case of one earner who wants one achievement: from the first words of a draft to a decision. What was filed lies in
 * its attempts, each of which is immutable. Ids are bare.
 */
export interface Submission {
  readonly id: string;
  readonly tenant: string;
  /** What people call it by: `S-` and ten characters of which the last is a check, unique in the tenant. */
  readonly number: string;
  readonly earner: string;
  /** The record whose key seals what people wrote in the case (see CaseSeals): the earner under whom it was begun. */
  readonly sealedFor: string;
  readonly issuer: string;
  readonly achievement: string;
  readonly achievementVersion: string;
  /** BCP 47 language it is written in; reviewers are found by it. */
  readonly language: string;
  readonly state: SubmissionState;
  readonly heldFrom: HeldFrom | null;
  readonly heldAt: Date | null;
  /** Number of the latest filing; 0 before the first. */
  readonly attempt: number;
  /** Keys of the requirements that may change in the next filing; null before the first one: all of them. */
  readonly returnedParts: readonly string[] | null;
  /** Counts what was saved to the draft; who saves names the one that he has seen. */
  readonly revision: number;
  readonly submittedAt: Date | null;
  /** When the decision on the present filing is due; null while there is none to make. */
  readonly dueAt: Date | null;
  readonly decidedAt: Date | null;
  /** The award that granting made. */
  readonly award: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

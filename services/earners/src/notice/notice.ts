export const noticeKinds = [
  'SUBMISSION_RECEIVED',
  'SUBMISSION_RETURNED',
  'SUBMISSION_GRANTED',
  'SUBMISSION_DENIED',
  'AWARD_OFFERED',
  'AWARD_ISSUED',
  'AWARD_REVOKED',
  'AWARD_SUSPENDED',
  'DECISION_OVERDUE',
  'REVIEW_OFFERED',
  'MISCONDUCT_NOTICE',
  'APPEAL_DECIDED',
  'ATTESTATION_ASKED',
  'GUARDIAN_ASKED',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/**
 * PENDING waits to be sent. SENDING was handed to the mail server, or is just about to be. UNCERTAIN may have gone out and is
 * not sent again. SUPPRESSED was not to be sent: `why` says for what reason.
 */
export type NoticeState = 'PENDING' | 'SENDING' | 'SENT' | 'FAILED' | 'SUPPRESSED' | 'UNCERTAIN';

/** Why a notice was not sent: the person has no address here, was erased, or the tenant wants none of its kind. */
export type NoticeReason = 'NO_ADDRESS' | 'ERASED' | 'SILENCED';

/** What a text may say beside the recipient's name: nothing of it is about a person. Values by the name of their placeholder. */
export type NoticeFacts = Readonly<Partial<Record<'title' | 'issuer' | 'number' | 'due' | 'role', string>>>;

/** What only the mail may say, sealed until it is sent. */
export interface NoticeSecrets {
  /** To whom, where that is not the earner. */
  readonly to?: string;
  /** The recipient's name, where that is not the earner's. */
  readonly name?: string;
  /** Of the earner, for somebody else. */
  readonly earner?: string;
  /** A link that opens something once. */
  readonly link?: string;
}

/** A notice to be written. Another one of the same kind about the same thing at the same version for the same earner is the same one. */
export interface NewNotice {
  readonly tenant: string;
  readonly kind: NoticeKind;
  /** Bare id of what it is about: a submission, award, assignment, case, appeal or attestation. */
  readonly about: string;
  /** Version of that at the deed; 0 where there is one notice at most. */
  readonly version: number;
  /** Who gets it, or whose affair it is where `secrets.to` names somebody else. */
  readonly earner: string;
  /** BCP 47; a language that has no texts falls back to the next. */
  readonly language: string;
  readonly facts: NoticeFacts;
  readonly secrets?: NoticeSecrets;
}

/** A notice as stored. */
export interface Notice extends Omit<NewNotice, 'secrets'> {
  readonly id: string;
  readonly sealed: Buffer | null;
  readonly state: NoticeState;
  readonly why: NoticeReason | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

const backoffMs = 60_000;
const attemptsMax = 8;

/** When a mail that was refused for now is tried again: after 1, 4, 16, … minutes; null after eight attempts. */
export const nextAttempt = (attempts: number, at: Date): Date | null => (attempts >= attemptsMax ? null : new Date(at.getTime() + backoffMs * 4 ** (attempts - 1)));

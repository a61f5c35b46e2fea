import type { Seat } from './ballot.js';

/** domain.md 4.3. */
export type MisconductState = 'REPORTED' | 'NOTIFIED' | 'VOTING' | 'UPHELD' | 'DISMISSED';

export type MisconductReason = 'PLAGIARISM' | 'EVIDENCE_NOT_OWN' | 'EVIDENCE_FALSE' | 'IMPERSONATION' | 'COLLUSION' | 'OTHER';

/** What somebody reports. Ids are bare. */
export interface Report {
  readonly about: { readonly submission: string } | { readonly award: string };
  readonly reason: MisconductReason;
  readonly statement: string;
}

/**
 * A report that something is not in order, on a submission before it is decided on or on an award, and what became of it.
 * Ids are bare. Texts are sealed (see CaseSeals), and null once the person was erased.
 */
export interface MisconductCase {
  readonly id: string;
  readonly tenant: string;
  /** The case of the earner that it is about; null for an award that was made without one. */
  readonly submission: string | null;
  readonly attempt: number | null;
  /** The award that it is about; null when there was none yet. */
  readonly award: string | null;
  readonly earner: string;
  /** The record whose key seals the texts. */
  readonly sealedFor: string;
  readonly issuer: string;
  readonly achievement: string;
  readonly achievementVersion: string;
  readonly state: MisconductState;
  readonly reason: MisconductReason;
  readonly reportedBy: string;
  readonly reportedAt: Date;
  /** What was reported; never shown to the earner. */
  readonly statement: Buffer | null;
  /** What the earner was told, and may answer. */
  readonly notice: Buffer | null;
  readonly noticeAt: Date | null;
  readonly answer: Buffer | null;
  readonly answeredAt: Date | null;
  readonly committee: readonly Seat<boolean>[];
  readonly decidedAt: Date | null;
  /** The committee's decision on the submission; null while there is none, and for an award without a submission. */
  readonly decision: string | null;
  /** The first instant at which it is too late to appeal; null unless upheld. */
  readonly appealUntil: Date | null;
  /** When nothing more was left to follow: at once, or, of an award, when it was revoked or the case was lost on appeal. */
  readonly settledAt: Date | null;
  /** The appeal by which it was undone. */
  readonly overturnedBy: string | null;
}

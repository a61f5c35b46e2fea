/** What a decision does to its case. REVOKE is a committee's, on an award that was made. */
export type DecisionKind = 'RETURN' | 'GRANT' | 'DENY' | 'REVOKE';

/** In what part somebody decided. */
export type DecidedAs = 'REVIEWER' | 'GRANTOR' | 'PANEL' | 'COMMITTEE' | 'APPEAL_PANEL';

export type DecisionReason =
  | 'MEETS_STANDARD'
  | 'BELOW_STANDARD'
  | 'EVIDENCE_INSUFFICIENT'
  | 'EVIDENCE_NOT_OWN'
  | 'MISCONDUCT'
  | 'NOT_ELIGIBLE'
  | 'APPEAL_UPHELD'
  | 'OTHER';

/** An immutable decision on one attempt of a submission. A later one may overturn it; it is never edited. */
export interface ReviewDecision {
  readonly id: string;
  readonly tenant: string;
  readonly submission: string;
  readonly attempt: number;
  readonly kind: DecisionKind;
  readonly as: DecidedAs;
  /** Members and clients who decided; of a panel or committee all who voted for it. */
  readonly by: readonly string[];
  readonly reason: DecisionReason;
  /** What the earner is told, sealed under the earner's key; null when there is nothing to say. */
  readonly feedback: Buffer | null;
  readonly returnedParts: readonly string[];
  /** Business days of the issuer from filing to decision, holds left out. */
  readonly businessDays: number;
  /** The decision that this one undoes. */
  readonly overturns: string | null;
  readonly at: Date;
}

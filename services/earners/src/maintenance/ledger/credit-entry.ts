/** Only POSTED counts. PENDING_CHECK waits for what is known of its provider. */
export type CreditState = 'POSTED' | 'PENDING_CHECK' | 'REVERSED' | 'REFUSED';
export type CreditSource = 'BY_HAND' | 'AWARD' | 'CODE' | 'IMPORT';
export type AuditFlag = 'NONE' | 'SAMPLED' | 'CONFIRMED' | 'DISALLOWED';

/** What an activity was worth, as somebody states it. Ids are bare, days civil days. */
export interface CreditFacts {
  readonly category: string | null;
  readonly measure: string;
  /** Hundredths. */
  readonly amount: number;
  readonly on: string;
  /** Issuer of this registry that gave the activity. */
  readonly provider: string | null;
  /** Whoever reports it calls the activity this; the same word is the same activity. */
  readonly activity: string | null;
  readonly evidence: string | null;
}

/** An entry of the ledger of one maintained award in its present revision. Revisions are only added. */
export interface CreditEntry extends CreditFacts {
  readonly id: string;
  readonly tenant: string;
  /** The award with which the ledger began. */
  readonly ledger: string;
  readonly source: CreditSource;
  readonly sourceAward: string | null;
  readonly reference: string | null;
  readonly state: CreditState;
  /** Why it does not count, as a code; null when it does. */
  readonly reason: string | null;
  readonly audit: AuditFlag;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** An entry as it was known at an instant. */
export type KnownEntry = Pick<CreditEntry, 'id' | 'category' | 'measure' | 'amount' | 'on' | 'provider' | 'activity' | 'state' | 'reason' | 'sourceAward'>;

/** The next revision. */
export const revised = (entry: CreditEntry, at: Date, change: Partial<CreditEntry>): CreditEntry => ({ ...entry, ...change, version: entry.version + 1, updatedAt: at });

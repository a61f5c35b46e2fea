import type { RecipientIdentifier, StepResult, VerificationResult } from '@cairn/credentials';
import type { Credential } from '../credential/credential.js';

/** What is asked about a credential beside whether it holds now. */
export interface Question {
  /** Left out: now. */
  readonly asOf?: Date;
  /** Only what was known by then counts, and nobody is asked. */
  readonly knownAsOf?: Date;
  /** Left out: not asked. */
  readonly recipient?: readonly RecipientIdentifier[];
  /** Whose trust lists count beside the operator's. */
  readonly tenant?: string | null;
  /** How long to wait for others in all, in milliseconds; left out: 1,200. */
  readonly patienceMs?: number;
}

export interface Checked {
  readonly verdict: 'VALID' | 'INVALID' | 'UNKNOWN';
  /** Steps that applied to the document, in order. */
  readonly steps: readonly StepResult[];
  readonly credential: Credential | null;
  readonly asOf: Date;
  readonly knownAsOf: Date | null;
  readonly statusAsOf: Date | null;
  /** The result as a whole; null when there was nothing to check. */
  readonly result: VerificationResult | null;
}

import type { AttestationFact, AwardFact, ExceptionFact } from '@cairn/requirements';
import type { StoredCompletion } from '../completion/completion.js';
import type { StoredDestination } from '../destination/destination.js';
import type { EnrolmentState } from '../enrolment/enrolment.js';
import type { StatedResult } from '../holding/holding.js';

/** An enrolment as the evaluator needs it, with what is recorded of it so far. Days are civil days in UTC. */
export interface EnrolmentToEvaluate {
  readonly id: string;
  readonly earner: string;
  readonly pathway: string;
  /** Version of the pathway's record: as long as it is the same, so are its published versions. */
  readonly pathwayChanges: number;
  /** The version pinned, and its number. */
  readonly pathwayVersion: string;
  readonly number: number;
  readonly state: EnrolmentState;
  readonly enrolledOn: string;
  readonly withdrawnOn: string | null;
  readonly optIns: readonly { readonly to: number; readonly on: string }[];
  readonly exitRequests: readonly { readonly exit: string; readonly on: string }[];
  readonly version: number;
  readonly completion: StoredCompletion | null;
  readonly exceptions: readonly ExceptionFact[];
  readonly attestations: readonly AttestationFact[];
  readonly destinations: readonly StoredDestination[];
  /** What the progress that is stored comes to (`fingerprintOf`); null where none is. */
  readonly fingerprint: string | null;
  /** Awards that count by what is stored. */
  readonly counted: readonly string[];
}

/** An award as it is kept; what its achievement says of it is found by its version. */
export interface HeldAward extends Pick<AwardFact, 'id' | 'achievement' | 'issuedOn' | 'expiresOn' | 'revokedOn'> {
  readonly earner: string;
  readonly achievementVersion: string;
  readonly issuer: string;
  /** Null: never. */
  readonly suspensions: AwardFact['suspensions'] | null;
  /** What it states beside its achievement; null: nothing. */
  readonly snapshot: { readonly creditsEarned?: number } | null;
  readonly result: readonly StatedResult[] | null;
  readonly version: number;
}

export interface LedgerItem {
  readonly id: string;
  readonly earner: string;
  readonly category: string | null;
  readonly measure: string;
  readonly hundredths: number;
  readonly on: string;
  readonly issuer: string | null;
}

/** A recorded completion of another pathway. */
export interface StandingCompletion {
  readonly earner: string;
  readonly pathway: string;
  readonly completedOn: string;
  readonly counted: readonly string[];
  /** Number of the version that was completed. */
  readonly number: number;
  readonly intervals: readonly { readonly from: string; readonly until: string | null }[];
}

import type { IssuerKey } from '../issuers/key-history.js';
import type { StatusPurpose } from '../status/status-entry.js';
import type { AuthorityEvidence, DefinitionEvidence } from './definition-evidence.js';
import type { TrustEntry } from './trust-evidence.js';

/**
 * All that verifying needs to know of the world, gathered beforehand by the caller: `verifyCredential` itself asks nobody.
 * Leaving something out makes a step UNKNOWN, never VALID.
 */
export interface VerificationEvidence {
  issuer: IssuerEvidence;
  status: readonly StatusObservation[];
  /** An instant before which the document is proven to have existed by other means than its own word (our record, a log). */
  existedBefore?: Date;
  /** What was found at addresses that the document names: parts of Open Badges 2.0, keys, related resources. */
  found?: readonly FoundDocument[];
  definition?: DefinitionEvidence;
  authority?: AuthorityEvidence;
  /** Entries of trust lists about this issuer. */
  trust?: readonly TrustEntry[];
  /** For each endorsement embedded in the document, in the order of `endorsementsIn`; undefined: nothing was gathered for it. */
  endorsements?: readonly (VerificationEvidence | undefined)[];
  /** For each credential inside a CLR, in the order of `credentialsIn`. */
  nested?: readonly (VerificationEvidence | undefined)[];
}

/** One look at one address. */
export type FoundDocument =
  | { outcome: 'READ'; url: string; body: Uint8Array; observedAt: Date }
  /** `status`: of the answer, where there was one; 410 (Gone) is how Open Badges 2.0 revokes what is hosted. */
  | { outcome: 'NOT_OBTAINABLE'; url: string; detail: string; status?: number; observedAt: Date };

export type IssuerEvidence =
  | {
      outcome: 'KNOWN';
      /** The id the issuer's own document or registry entry states. */
      id: string;
      keys: readonly IssuerKey[];
      observedAt: Date;
    }
  | { outcome: 'NOT_OBTAINABLE'; detail: string };

/** What a status list, or the award state received by this service, says about one purpose. */
export type StatusObservation = StatusRead | StatusNotRead;

interface StatusSource {
  source: 'STATUS_LIST' | 'AWARD_STATE';
  purpose: StatusPurpose;
  /** Which entry of which list, where a list was asked; a 1EdTechRevocationList has no index. */
  listUrl?: string;
  index?: number;
  observedAt: Date;
}

export interface StatusRead extends StatusSource {
  outcome: 'READ';
  /** The value at `observedAt`. */
  value: boolean;
  /** Complete history from the first day on; a foreign list has none and is a snapshot. */
  changes?: readonly StatusChange[];
  /** How long the source says it may be kept, in milliseconds. */
  ttlMs?: number;
}

export interface StatusNotRead extends StatusSource {
  outcome: 'NOT_OBTAINABLE' | 'LIST_INVALID' | 'INDEX_OUT_OF_RANGE';
  /** Half a sentence: why. */
  detail: string;
}

export interface StatusChange {
  value: boolean;
  at: Date;
  recordedAt: Date;
}

export interface VerificationOptions {
  /** The instant whose state is asked for. */
  asOf: Date;
  /** Only what was recorded by then counts; default: everything given. */
  knownAsOf?: Date;
  /** How old a status may be at `asOf`, in milliseconds; default 24 h. A shorter ttl of the list wins. */
  maxStatusAgeMs?: number;
  /** Who is said to be the recipient; asked for only when given. */
  recipient?: readonly RecipientIdentifier[];
}

/** Something a person is known by, in the words of Open Badges: `emailAddress`, `did`, `studentId`, … */
export interface RecipientIdentifier {
  type: string;
  value: string;
}

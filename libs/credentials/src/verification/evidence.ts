import type { IssuerKey } from '../issuers/key-history.js';
import type { StatusPurpose } from '../status/status-entry.js';

/**
 * All that verifying needs to know of the world, gathered beforehand by the caller: `verifyCredential` itself asks nobody.
 * Leaving something out makes a step UNKNOWN, never VALID.
 */
export interface VerificationEvidence {
  issuer: IssuerEvidence;
  status: readonly StatusObservation[];
  /** An instant before which the document is proven to have existed by other means than its own word (our record, a log). */
  existedBefore?: Date;
}

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
}

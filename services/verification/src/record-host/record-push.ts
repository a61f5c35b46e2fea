import { nextAttempt, type PostOutcome } from '@cairn/fetching';

/** WITHDRAWN: the completion fell away, the person changed his mind, or the host was taken away. */
export type PushState = 'PENDING' | 'DELIVERED' | 'FAILED' | 'WITHDRAWN';

/** That a host is sent the record of a completion, and what came of it. Ids are bare. */
export interface RecordPush {
  readonly tenant: string;
  readonly id: string;
  readonly host: string;
  readonly earner: string;
  readonly pathway: string;
  readonly state: PushState;
  /** The record, once it is made. */
  readonly record: string | null;
  /** Attempts made, in all rounds. */
  readonly attempts: number;
  readonly nextAt: Date | null;
  readonly recordedAt: Date;
  readonly finishedAt: Date | null;
}

/** Why an attempt failed. */
export type PushFault =
  /** The record could not be made: a credential is not signed yet, or its issuer has no active key. */
  | 'RECORD_NOT_MADE'
  /** An address leads to a network that is not public, or is not https. */
  | 'ADDRESS_NOT_ALLOWED'
  /** No connection, no valid certificate, or no complete answer within 10 s. */
  | 'NOT_ANSWERING'
  /** The host gave no access token for our id and secret. */
  | 'TOKEN_REFUSED'
  /** The host gave a token and takes no record with it (401, 403). */
  | 'NOT_AUTHORISED'
  | 'REDIRECTED'
  /** Any other answer that says that it was not taken. */
  | 'STATUS_NOT_OK';

/** What one attempt met. What the host said is not kept: it may quote the record. */
export interface Met {
  readonly at: Date;
  readonly latencyMs: number;
  /** HTTP status; null without an answer. */
  readonly status: number | null;
  /** Null when it was taken. */
  readonly error: PushFault | null;
}

export interface PushAttempt extends Met {
  readonly push: string;
  readonly number: number;
}

/** What an answer to a posted record says. */
export function faultOf(outcome: PostOutcome): PushFault | null {
  if (outcome.outcome !== 'ANSWERED') return outcome.outcome === 'ADDRESS_NOT_ALLOWED' ? 'ADDRESS_NOT_ALLOWED' : 'NOT_ANSWERING';
  const { status } = outcome;
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'REDIRECTED';
  return status === 401 || status === 403 ? 'NOT_AUTHORISED' : 'STATUS_NOT_OK';
}

/** What becomes of a push after an attempt that ended at `now`; the schedule is that of webhooks. */
export function judgePush({ roundAttempts, roundBegan }: { readonly roundAttempts: number; readonly roundBegan: Date }, error: PushFault | null, now: Date, chance: number): { state: PushState; nextAt: Date | null } {
  if (error === null) return { state: 'DELIVERED', nextAt: null };
  const nextAt = nextAttempt({ began: roundBegan, attempts: roundAttempts + 1 }, now, chance);
  return { state: nextAt ? 'PENDING' : 'FAILED', nextAt };
}

export type DeliveryState = 'PENDING' | 'DELIVERED' | 'FAILED';

/** That an endpoint is told of an event, and what came of it. */
export interface WebhookDelivery {
  readonly tenant: string;
  readonly id: string;
  readonly endpoint: string;
  readonly event: string;
  readonly type: string;
  readonly subject: string;
  readonly state: DeliveryState;
  /** Attempts made, in all rounds. */
  readonly attempts: number;
  readonly nextAt: Date | null;
  readonly recordedAt: Date;
  readonly finishedAt: Date | null;
}

/** Why an attempt failed. */
export type AttemptFault =
  /** The address leads to a network that is not public, or is not https. */
  | 'ADDRESS_NOT_ALLOWED'
  /** No connection, no valid certificate, or no complete answer within 10 s. */
  | 'NOT_ANSWERING'
  | 'REDIRECTED'
  /** An answer that says that it was not taken. */
  | 'STATUS_NOT_OK'
  /** 410: the receiver wants nothing any more. */
  | 'GONE';

/** One attempt at a delivery. */
export interface WebhookAttempt {
  readonly delivery: string;
  readonly number: number;
  readonly at: Date;
  /** HTTP status; null without an answer. */
  readonly status: number | null;
  readonly latencyMs: number;
  /** Null when it was taken. */
  readonly error: AttemptFault | null;
  readonly excerpt: string | null;
}

/** What an answer's status says. */
export function faultOfStatus(status: number): AttemptFault | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'REDIRECTED';
  return status === 410 ? 'GONE' : 'STATUS_NOT_OK';
}

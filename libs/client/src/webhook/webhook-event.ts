import type { WebhookType } from './webhook-types.js';

/** What a webhook says: a thin CloudEvent 1.0. What it is about is read from the graph, behind `data.position`. */
export interface WebhookEvent {
  readonly specversion: '1.0';
  /** The same for every attempt: what was dealt with under this id is not dealt with again. */
  readonly id: string;
  /** Address of the registry. */
  readonly source: string;
  /** New ones may come at any time: what is not known is passed over. */
  readonly type: WebhookType | (string & Record<never, never>);
  /** Id of the object. */
  readonly subject: string;
  readonly time: string;
  readonly tenantid: string;
  /** Dated version of the form of `data`. */
  readonly payloadversion: string;
  readonly data: WebhookData;
}

/** Ids, and never more; those beyond the object's own by name (`earnerId`, `replacedById`, …). */
export interface WebhookData {
  readonly id: string;
  /** Version of the object; what is older than a version that was seen is passed over. */
  readonly version: number;
  /** A read that awaits it sees at least this change. */
  readonly position: string;
  readonly [member: string]: unknown;
}

/** The event in a body that was verified; null when it is none. */
export function eventIn(body: string): WebhookEvent | null {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch {
    return null;
  }
  return isEvent(document) ? document : null;
}

function isEvent(document: unknown): document is WebhookEvent {
  if (typeof document !== 'object' || document === null) return false;
  const { specversion, id, type, subject, data } = document as Partial<WebhookEvent>;
  if (specversion !== '1.0' || ![id, type, subject].every((text) => typeof text === 'string')) return false;
  return typeof data === 'object' && data !== null && typeof data.id === 'string' && typeof data.version === 'number' && typeof data.position === 'string';
}

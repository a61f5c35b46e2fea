import { mayPass, RegistryFault } from './faults.js';
import { ndjsonLines } from './ndjson.js';
import { pause } from './pause.js';
import type { RegistryClient } from './registry-client.js';
import { retrying } from './retrying.js';

/** One change of one object (api.md section 6). Upsert by `id`; pass over a `version` older than yours. */
export interface Change {
  readonly id: string;
  readonly type: string;
  readonly op: 'UPSERT' | 'DELETE';
  readonly version: number;
  readonly changedAt: string;
  /** Why it is gone: DELETED, ERASED or NO_LONGER_VISIBLE. */
  readonly reason: string | null;
  readonly node: Readonly<Record<string, unknown>> | null;
}

/** Changes that belong together with the position that follows them: keep both or neither. */
export interface ChangeBatch {
  readonly changes: readonly Change[];
  readonly position: string;
  readonly hasMore: boolean;
  /** Once nothing more follows, everything that was committed before this instant has been told. */
  readonly asOf: string | null;
}

export interface FeedOptions {
  /** Position of the last batch that was kept, or of a payload; null: a snapshot first. */
  readonly after?: string | null;
  /** Changes in one batch, about. */
  readonly limit?: number;
  /** Kinds of object (`AWARD`, `PATHWAY`, …); left out: all. A position belongs to its kinds. */
  readonly types?: readonly string[];
  /** Milliseconds between two looks when there is nothing new; left out: ends where the feed ends for now. */
  readonly everyMs?: number;
  /** Milliseconds for which what may pass is tried again. */
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
}

interface End {
  readonly position: string | null;
  readonly hasMore: boolean;
  readonly asOf?: string | null;
  readonly error?: { readonly code: string; readonly retryable: boolean };
}

/**
 * The change feed of the client's tenant, batch after batch. The next is asked for when the one before was dealt with, and
 * begins where that one ended.
 *
 * @throws RegistryFault; with the code POSITION_EXPIRED the copy has to begin anew, without `after`
 */
export async function* changeFeed(client: RegistryClient, options: FeedOptions = {}): AsyncGenerator<ChangeBatch> {
  const { everyMs, patienceMs = 120_000, signal } = options;
  for (let after = options.after ?? null; ; ) {
    const batch = await retrying(() => readChanges(client, { ...options, after }), mayPass, { forMs: patienceMs, askedBy: waitAsked, signal });
    yield batch;
    after = batch.position;
    if (batch.hasMore) continue;
    if (everyMs === undefined) return;
    await pause(everyMs, signal);
  }
}

/** One response of `GET /sync`. A service that failed midway cuts it short; what came is good, and so is its position. */
export async function readChanges(client: RegistryClient, { after = null, limit = 10_000, types, signal }: FeedOptions): Promise<ChangeBatch> {
  const query = new URLSearchParams({ limit: String(limit), ...(after === null ? {} : { after }), ...(types === undefined ? {} : { types: types.join() }) });
  const { body } = await client.fetch(`/sync?${query}`, { signal });
  const changes: Change[] = [];
  let end: End | undefined;
  try {
    if (body) for await (const line of ndjsonLines<Change | End>(body)) {
      if ('position' in line) end = line;
      else changes.push(line);
    }
  } catch (error) {
    throw new RegistryFault(`The change feed broke off: ${(error as Error).message}`, 'UNREACHABLE', true, { cause: error });
  }
  if (end?.error && (end.position === null || changes.length === 0)) {
    throw new RegistryFault('The change feed stopped midway.', end.error.code, end.error.retryable);
  }
  if (!end?.position) throw new RegistryFault('The change feed ended without its position.', 'UNREACHABLE', true);
  return { changes, position: end.position, hasMore: end.hasMore || end.error !== undefined, asOf: end.asOf ?? null };
}

const waitAsked = (fault: unknown): number => (fault instanceof RegistryFault ? fault.waitMs : 0);

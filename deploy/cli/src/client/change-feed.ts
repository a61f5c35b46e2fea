import { RegistryFault } from './faults.js';
import { ndjsonLines } from './ndjson.js';
import type { RegistryClient } from './registry-client.js';

/** One change of one object (api.md section 6). */
export interface Change {
  readonly id: string;
  readonly type: string;
  readonly op: 'UPSERT' | 'DELETE';
  readonly version: number;
  readonly changedAt: string;
  readonly reason: string | null;
  readonly node: Readonly<Record<string, unknown>> | null;
}

/** Changes that belong together with the position that follows them. */
export interface ChangeBatch {
  readonly changes: readonly Change[];
  readonly position: string;
  readonly hasMore: boolean;
}

interface End {
  readonly position: string | null;
  readonly hasMore: boolean;
  readonly error?: { readonly code: string; readonly retryable: boolean };
}

/** One response of `GET /sync`. A service that failed midway cuts it short; what came is good, and so is its position. */
export async function readChanges(client: RegistryClient, after: string | null, limit: number): Promise<ChangeBatch> {
  const query = new URLSearchParams({ limit: String(limit), ...(after === null ? {} : { after }) });
  const { body } = await client.fetch(`/sync?${query}`);
  const changes: Change[] = [];
  let end: End | undefined;
  try {
    for await (const line of ndjsonLines<Change | End>(body ?? empty())) {
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
  return { changes, position: end.position, hasMore: end.hasMore || end.error !== undefined };
}

async function* empty(): AsyncGenerator<Uint8Array> {}

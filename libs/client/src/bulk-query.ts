import { RegistryFault } from './faults.js';
import { fetchedBytes } from './fetched-bytes.js';
import { fetchedLines } from './fetched-lines.js';
import { pause } from './pause.js';
import type { RegistryClient } from './registry-client.js';

export type BulkFormat = 'JSONL' | 'CSV' | 'PARQUET';

/** A bulk query that has ended. */
export interface BulkResult {
  readonly id: string;
  readonly state: 'QUEUED' | 'RUNNING' | 'FINISHED' | 'FAILED' | 'CANCELLED' | 'EXPIRED';
  readonly objectCount: number;
  /** Bytes of the file. */
  readonly fileSize: number;
  /** Of the file, in hexadecimal. */
  readonly sha256: string | null;
  /** Where the file is for seven days; null unless it was finished. */
  readonly url: string | null;
  /** Counts and checksums, to prove that a copy is whole. */
  readonly manifestUrl: string | null;
  readonly errorCode: string | null;
  /** The change feed after this tells what is not in the file yet. */
  readonly position: string;
}

export interface BulkOptions {
  /** CSV and PARQUET for one connection without another in it; left out: JSONL. */
  readonly format?: BulkFormat;
  /** Told now and then: objects written so far. */
  readonly working?: (objects: number) => void;
  /** Told the id as soon as there is one: with it a later process goes on waiting (`awaitBulkQuery`). */
  readonly started?: (id: string) => void;
  readonly signal?: AbortSignal;
}

const fields = 'id state objectCount fileSize sha256 url manifestUrl errorCode position';
const run = `mutation ($input: RunBulkQueryInput!) { runBulkQuery(input: $input) { bulkOperation { ${fields} } userErrors { code field message } } }`;
const look = `query ($id: ID!) { bulkOperation(id: $id) { ${fields} } }`;

/**
 * Has the registry run a query over all its pages in the background, and waits for the end.
 *
 * @param query with the connections wanted in full; their `first` means nothing
 * @throws UserErrors for a query that cannot be run so; RegistryFault where it failed or was cancelled
 */
export async function bulkQuery(client: RegistryClient, query: string, { format = 'JSONL', started = () => undefined, ...options }: BulkOptions = {}): Promise<BulkResult> {
  const asked = await client.execute<{ runBulkQuery: { bulkOperation: BulkResult | null } }>(run, { input: { query, format } }, { signal: options.signal });
  const result = asked.runBulkQuery.bulkOperation;
  if (result) started(result.id);
  return ended(client, result, options);
}

/**
 * Waits for the end of a bulk query that runs already.
 *
 * @throws RegistryFault where it is gone (NOT_FOUND), expired, failed or was cancelled
 */
export async function awaitBulkQuery(client: RegistryClient, id: string, options: Pick<BulkOptions, 'working' | 'signal'> = {}): Promise<BulkResult> {
  return ended(client, await seen(client, id, options.signal), options);
}

async function ended(client: RegistryClient, begun: BulkResult | null, { working = () => undefined, signal }: Pick<BulkOptions, 'working' | 'signal'>): Promise<BulkResult> {
  let result = begun;
  for (let pauseMs = 100; result?.state === 'QUEUED' || result?.state === 'RUNNING'; pauseMs = Math.min(pauseMs * 1.5, 2_000)) {
    working(result.objectCount);
    await pause(pauseMs, signal);
    result = await seen(client, result.id, signal);
  }
  if (!result) throw new RegistryFault('The bulk query is gone.', 'NOT_FOUND', false);
  if (result.state !== 'FINISHED') throw new RegistryFault(`The bulk query is ${result.state.toLowerCase()}.`, result.errorCode ?? result.state, false);
  working(result.objectCount);
  return result;
}

const seen = async (client: RegistryClient, id: string, signal?: AbortSignal): Promise<BulkResult | null> =>
  (await client.execute<{ bulkOperation: BulkResult | null }>(look, { id }, { signal })).bulkOperation;

/**
 * The lines of a result in JSONL, each once; nested objects have the `__parentId` of the line they belong to.
 *
 * @throws RegistryFault after the last line, where there are not as many as the registry counted
 */
export async function* bulkLines<Line = Readonly<Record<string, unknown>>>(client: RegistryClient, { url, objectCount }: Pick<BulkResult, 'url' | 'objectCount'>): AsyncGenerator<Line> {
  let lines = 0;
  for await (const line of fetchedLines<Line>(client, pathOf(client, url))) {
    lines += 1;
    yield line;
  }
  if (lines !== objectCount) throw new RegistryFault(`The file has ${lines} of ${objectCount} lines.`, 'UNREACHABLE', true);
}

/**
 * The bytes of a result in any format. After a break they go on where they broke off.
 *
 * @param after bytes at the beginning that the caller has already
 * @throws RegistryFault after the last byte, where there are not as many as the registry counted
 */
export async function* bulkBytes(client: RegistryClient, { url, fileSize, sha256 }: Pick<BulkResult, 'url' | 'fileSize' | 'sha256'>, after = 0): AsyncGenerator<Uint8Array> {
  let told = after;
  if (told < fileSize) {
    for await (const bytes of fetchedBytes(client, pathOf(client, url), sha256, after)) {
      told += bytes.length;
      yield bytes;
    }
  }
  if (told !== fileSize) throw new RegistryFault(`The file has ${told} of ${fileSize} bytes.`, 'UNREACHABLE', true);
}

/** The registry names itself as it is known; it is asked where the client reaches it. */
function pathOf(client: RegistryClient, url: string | null): string {
  if (url === null) throw new RegistryFault('The bulk query has no file.', 'NOT_FOUND', false);
  const { pathname, search } = new URL(url, client.url);
  return `${pathname}${search}`;
}

import { once } from 'node:events';
import type { Log } from '@cairn/telemetry';
import type { Request, RequestHandler, Response } from 'express';
import type { SubgraphSource } from '../datasource.js';
import type { Deadlines } from '../deadlines.js';
import type { Principals } from '../principal.js';
import type { Accounts } from '../rate/accounts.js';
import { Refused } from '../refused.js';
import { requestIdOf, statementFor } from '../request-statement.js';
import { changeStream, type SyncEnd, type SyncRequest } from './change-stream.js';
import { slices } from './slices.js';

const limitDefault = 10_000;
const limitMax = 1_000_000;

/**
 * `GET /sync?after=&types=&first=&limit=`: the change feed of the caller's tenant as NDJSON. A line for each change, then
 * `{ position, hasMore, asOf }`; ask again with `after=<position>`. Should a service fail midway, the last line carries
 * `error` beside the position that is still good. Refusals before the first line are problem documents.
 */
export function syncEndpoint(sources: ReadonlyMap<string, SubgraphSource>, principals: Principals, accounts: Accounts, deadlines: Deadlines, log: Log): RequestHandler {
  return async (request, response) => {
    const requestId = requestIdOf(request);
    const caller = await principals.of(request.headers, requestId);
    const { principal } = caller;
    if (principal.tenant === null) throw new Refused(401, 'UNAUTHENTICATED', 'Send an API key as `Authorization: Bearer <key>`.');
    accounts.of(caller, request).beginBulk(response);
    const end: SyncEnd = { position: null, hasMore: true, asOf: null };
    const statement = () => statementFor(request, principal, requestId, deadlines);
    try {
      for await (const changes of changeStream(readSync(request), sources, statement, end)) {
        if (response.destroyed) return;
        begin(response);
        await write(response, changes);
      }
      begin(response);
      response.end(`${JSON.stringify(end)}\n`);
    } catch (error) {
      if (!response.headersSent) throw error;
      if (!(error instanceof Refused)) log.error({ err: error, requestId }, 'the change feed failed midway');
      const { code, retryable } = error instanceof Refused ? error : new Refused(500, 'INTERNAL', '', true);
      response.end(`${JSON.stringify({ ...end, error: { code, retryable, requestId } })}\n`);
    }
  };
}

function begin(response: Response): void {
  if (response.headersSent) return;
  response.status(200).set({ 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
}

/** Waits when the client reads more slowly than the services answer. */
async function write(response: Response, changes: readonly unknown[]): Promise<void> {
  if (changes.length === 0) return void response.flushHeaders();
  if (response.write(changes.map((change) => `${JSON.stringify(change)}\n`).join(''))) return;
  const settled = new AbortController();
  try {
    await Promise.race([once(response, 'drain', settled), once(response, 'close', settled)]);
  } finally {
    // The loser's listener goes too; a long feed would gather thousands.
    settled.abort();
  }
}

const known = new Set(slices.flatMap(({ types }) => types));

function readSync({ query }: Request): SyncRequest {
  const types = textOf(query.types)?.split(',').filter(Boolean) ?? null;
  const strange = types?.find((type) => !known.has(type));
  if (strange !== undefined) throw badInput(`\`types\` names kinds of object, separated by commas: ${[...known].join(', ')}.`);
  return {
    after: textOf(query.after) ?? null,
    types: types?.length ? types : null,
    first: countOf('first', query.first, 500, 1_000),
    limit: countOf('limit', query.limit, limitDefault, limitMax),
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function countOf(name: string, value: unknown, otherwise: number, max: number): number {
  if (value === undefined) return otherwise;
  const count = typeof value === 'string' && /^\d{1,7}$/.test(value) ? Number(value) : 0;
  if (count < 1 || count > max) throw badInput(`\`${name}\` is 1 to ${max.toLocaleString('en')}.`);
  return count;
}

const badInput = (message: string) => new Refused(400, 'BAD_USER_INPUT', message);

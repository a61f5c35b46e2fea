import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'undici';
import { Refused } from './refused.js';
import type { LocalSubgraph } from './subgraph.js';

/** Lets a service answer a request itself. Ends when the answer is on its way; throws only while nothing was sent. */
export type HandOver = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** An upload's answer comes only after its last byte. */
const headersTimeoutMs = 600_000;

/** Of one connection, not of the message (RFC 9110 section 7.6.1), and `expect`, which Node has answered already. */
const connectionHeaders = new Set(['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'proxy-connection', 'expect', 'host']);

export function localHandOver({ http }: LocalSubgraph): HandOver | undefined {
  return http && ((request, response) => Promise.resolve(http(request, response)));
}

/** Streams both ways; nothing is held in memory beyond the sockets' buffers. */
export function remoteHandOver(pool: Pool): HandOver {
  return async (request, response) => {
    const abort = new AbortController();
    response.once('close', () => abort.abort());
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
    const answer = await pool
      .request({
        method: (request.method ?? 'GET') as 'GET',
        path: request.url ?? '/',
        headers: messageHeaders(request.headers),
        body: hasBody ? request : null,
        headersTimeout: headersTimeoutMs,
        bodyTimeout: headersTimeoutMs,
        signal: abort.signal,
      })
      .catch(() => {
        throw new Refused(503, 'SUBGRAPH_UNAVAILABLE', 'The service cannot be reached at present.', true);
      });
    response.writeHead(answer.statusCode, messageHeaders(answer.headers));
    await pipeline(answer.body, response).catch(() => response.destroy());
  };
}

const messageHeaders = (headers: Record<string, string | string[] | undefined>): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined && !connectionHeaders.has(entry[0])),
  );

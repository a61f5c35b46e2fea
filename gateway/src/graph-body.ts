import type { IncomingMessage } from 'node:http';
import { limits } from './limits/limits.js';
import { isShallow, tooDeep, tooLong } from './limits/long-values.js';
import { Refused } from './refused.js';
import { hashIn } from './stored/operation-hash.js';
import type { SentDocument } from './stored/stored-operations.js';

/** One operation as it is sent: the document by text or hash, and what goes with it. */
export interface SentOperation extends SentDocument {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** Whether it is longer or deeper than operations are that carry no definition: these are looked at once its types are known. */
  readonly isLong: boolean;
}

/** JSON, in UTF-8 where a charset is named; other parameters mean nothing. */
const json = /^\s*application\/json\s*(?:;(?!\s*charset\s*=)[^;]*)*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?(?:;(?!\s*charset\s*=)[^;]*)*$/i;

/**
 * Reads one operation: a JSON object of at most `bytesMax`, identity encoding. Because only `application/json` is taken, a
 * foreign page cannot make a browser send one without asking first (CSRF).
 */
export async function readGraphRequest(request: IncomingMessage, bytesMax: number): Promise<SentOperation> {
  if (!json.test(request.headers['content-type'] ?? '')) {
    throw new Refused(415, 'BAD_REQUEST', 'Send the operation as `content-type: application/json`, in UTF-8.');
  }
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new Refused(415, 'BAD_REQUEST', 'Send the operation uncompressed.');
  }
  return operationIn(await readBody(request, bytesMax));
}

/** The body; 413 as soon as it is known to be too long. */
function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) return Promise.reject(tooLong());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bytesMax) {
        request.removeAllListeners('data');
        request.resume();
        reject(tooLong());
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

function operationIn(sent: Buffer): SentOperation {
  const body = parsed(sent.toString('utf8'));
  if (Array.isArray(body)) throw badRequest('One operation in a request; arrays of operations are not taken.');
  if (!isRecord(body) || (body.query !== undefined && body.query !== null && typeof body.query !== 'string')) throw badRequest('The body is `{ "query": "…" }`.');
  const { query, variables, operationName } = body;
  if (variables !== undefined && variables !== null && !isRecord(variables)) throw badRequest('`variables` is an object.');
  if (query && query.length > limits.bodyBytes) throw tooLong();
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw badRequest('`operationName` is a text.');
  }
  if (variables && !isShallow(variables, limits.longVariablesDepth)) throw tooDeep(limits.longVariablesDepth);
  const isLong = sent.length > limits.bodyBytes || !isShallow(variables, limits.variablesDepth);
  return { query: query || undefined, hash: hashIn(body), variables: variables ?? undefined, operationName: operationName || undefined, isLong };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the input; ours says what to do.
    throw badRequest('The body is not JSON.');
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const badRequest = (message: string) => new Refused(400, 'BAD_REQUEST', message);

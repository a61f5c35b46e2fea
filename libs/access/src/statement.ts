import { createHmac, createSecretKey, hash, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Numbered, Once } from './once.js';
import type { Principal } from './principal.js';

/** What of the graph a caller is shown, each within the next. It is no access rule. */
export type ContractName = 'public' | 'partner' | 'internal';

/** What the gateway states about a request when it calls a subgraph. */
export interface RequestStatement {
  readonly principal: Principal;
  readonly requestId: string;
  /** Epoch milliseconds after which nobody waits for the answer. */
  readonly deadline: number;
  /** Positions to await before reading, as the client sent them. */
  readonly awaitPosition: string | null;
  /** How long to wait for them, in ms. */
  readonly awaitMs: number;
  /** The contract the client's operation was checked against; null for what is no operation of a client. */
  readonly contract: ContractName | null;
  /** SHA-256 of the client's document, in hexadecimal, which is its id among stored operations; null where there is none. */
  readonly operation: string | null;
  /** Only for operations that ask for it. */
  readonly rateLimit?: RateLimitFigures;
  /** Only for operations that ask for queries to be run in the background: what speaks against each, by `bulkQueryKey`. */
  readonly bulkQueries?: Readonly<Record<string, readonly BulkQueryFault[]>>;
}

/** Why a query cannot run in the background. Only the gateway has the whole schema, so it judges and the service refuses. */
export interface BulkQueryFault {
  /** A UserErrorCode. */
  readonly code: string;
  readonly message: string;
}

/** Stands for a query and its format in a statement, which is to stay short. */
export const bulkQueryKey = (format: string, query: string): string => digest(`${format}\n${query}`);

/** What the field `rateLimit` answers. A root field belongs to a subgraph, and only the gateway knows the figures. */
export interface RateLimitFigures {
  /** Points the operation could cost at most. */
  readonly cost: number;
  /** Objects its answer could hold at most. */
  readonly nodeCount: number;
  /** Points in a full bucket. */
  readonly limit: number;
  /** Points left with the operation charged. */
  readonly remaining: number;
  /** Epoch milliseconds at which every point is there again. */
  readonly resetAt: number;
}

/** The one request that a statement is for. */
export interface StatedRequest {
  /** Name of the service. */
  readonly service: string;
  readonly method: string;
  readonly path: string;
  /** Null for streams, which are signed without their body. */
  readonly body: string | Buffer | null;
}

/** The members that bind a statement to a request, beside what is stated. */
interface Signed extends RequestStatement, Numbered {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  /** SHA-256 of the body, base64url; null for streams. */
  readonly body: string | null;
  /** Epoch milliseconds. */
  readonly until: number;
}

export const STATEMENT_HEADER = 'cairn-statement';
const lifeMs = 30_000;
const headerLengthMax = 131_072;

const digest = (body: string | Buffer): string => hash('sha256', body, 'base64url');

/**
 * Signs and checks the statement that binds a principal to one request (service, method, path, body) for 30 s, once. A
 * subgraph answers nothing else.
 */
export class Statements {
  /** A key object: a bare buffer is made into one for each MAC, at seven times the price of the MAC itself. */
  private readonly key: KeyObject;
  private readonly signer = randomBytes(9).toString('base64url');
  private signed = 0;
  private readonly seen: Once;

  constructor(
    secret: Buffer,
    private readonly now: () => number = Date.now,
  ) {
    this.key = createSecretKey(secret);
    this.seen = new Once(lifeMs);
  }

  /** A statement for one sending of the request: whoever sends it again signs anew. */
  sign(statement: RequestStatement, { service, method, path, body }: StatedRequest): string {
    const content: Signed = {
      ...statement,
      service,
      method,
      path,
      body: body === null ? null : digest(body),
      until: this.now() + lifeMs,
      signer: this.signer,
      number: this.signed++,
    };
    const text = Buffer.from(JSON.stringify(content)).toString('base64url');
    return `${text}.${this.mac(text)}`;
  }

  /** The statement; undefined when it is not the gateway's, not for this request, too old, or was used before. Never throws. */
  check(header: string | undefined, { service, method, path, body }: StatedRequest): RequestStatement | undefined {
    if (!header || header.length > headerLengthMax) return undefined;
    const dot = header.indexOf('.');
    if (dot < 0) return undefined;
    const text = header.slice(0, dot);
    const given = Buffer.from(header.slice(dot + 1));
    const wanted = Buffer.from(this.mac(text));
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
    // Whatever carries the MAC was written by `sign`, so it is JSON of this shape.
    const content = JSON.parse(Buffer.from(text, 'base64url').toString()) as Signed;
    const now = this.now();
    if (!(content.until >= now) || content.service !== service || content.method !== method || content.path !== path) return undefined;
    if (content.body !== (body === null ? null : digest(body))) return undefined;
    return this.seen.first(content, now) ? content : undefined;
  }

  private mac(text: string): string {
    return createHmac('sha256', this.key).update(`statement\n${text}`).digest('base64url');
  }
}

import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Principal } from './principal.js';

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
}

interface Signed extends RequestStatement {
  readonly method: string;
  readonly path: string;
  /** SHA-256 of the body, base64url; null for streams, which are signed without their body. */
  readonly body: string | null;
  /** Epoch milliseconds. */
  readonly until: number;
}

export const STATEMENT_HEADER = 'cairn-statement';
const lifeMs = 30_000;

const digest = (body: string | Buffer): string => hash('sha256', body, 'base64url');

/**
 * Signs and checks the statement that binds a principal to one request (method, path, body) for 30 s. A subgraph
 * answers nothing else.
 */
export class Statements {
  /** A key object: a bare buffer is made into one for each MAC, at seven times the price of the MAC itself. */
  private readonly key: KeyObject;

  constructor(
    secret: Buffer,
    private readonly now: () => number = Date.now,
  ) {
    this.key = createSecretKey(secret);
  }

  sign(statement: RequestStatement, method: string, path: string, body: string | null): string {
    const content: Signed = { ...statement, method, path, body: body === null ? null : digest(body), until: this.now() + lifeMs };
    const text = Buffer.from(JSON.stringify(content)).toString('base64url');
    return `${text}.${this.mac(text)}`;
  }

  /** The statement, or undefined when it is not the gateway's, not for this request, or too old. */
  check(header: string | undefined, method: string, path: string, body: string | Buffer | null): RequestStatement | undefined {
    if (!header) return undefined;
    const [text = '', mac = ''] = header.split('.');
    const given = Buffer.from(mac);
    const wanted = Buffer.from(this.mac(text));
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
    const content = JSON.parse(Buffer.from(text, 'base64url').toString()) as Signed;
    if (content.until < this.now() || content.method !== method || content.path !== path) return undefined;
    if (content.body !== (body === null ? null : digest(body))) return undefined;
    return content;
  }

  private mac(text: string): string {
    return createHmac('sha256', this.key).update(`statement\n${text}`).digest('base64url');
  }
}

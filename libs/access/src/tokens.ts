import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

/**
 * Opaque tokens that clients keep for us (cursors, positions): base64url JSON and a MAC over it and its purpose. A token
 * made for one purpose is no token for another.
 */
export class OpaqueTokens {
  private readonly key: KeyObject;

  constructor(secret: Buffer) {
    this.key = createSecretKey(secret);
  }

  seal(purpose: string, content: unknown): string {
    const body = Buffer.from(JSON.stringify(content)).toString('base64url');
    return `${body}.${this.mac(purpose, body)}`;
  }

  /** The content, or undefined when the token was not made here for this purpose. */
  open<T>(purpose: string, token: string): T | undefined {
    const dot = token.indexOf('.');
    if (dot < 0 || token.length > 8_192) return undefined;
    const body = token.slice(0, dot);
    const given = Buffer.from(token.slice(dot + 1));
    const wanted = Buffer.from(this.mac(purpose, body));
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
    return JSON.parse(Buffer.from(body, 'base64url').toString()) as T;
  }

  private mac(purpose: string, body: string): string {
    return createHmac('sha256', this.key).update(`${purpose}\n${body}`).digest().subarray(0, 16).toString('base64url');
  }
}

import { createHash, randomBytes } from 'node:crypto';
import type { OpaqueTokens } from '@cairn/access';

const purpose = 'wallet nonce';

/** How long a nonce is good for, in ms (5 minutes). */
export const nonceLifeMs = 5 * 60_000;

/** A nonce that says by itself when it lapses; nothing is kept of it until it is used. */
export const newNonce = (tokens: OpaqueTokens, now: number): string => tokens.seal(purpose, [now + nonceLifeMs, randomBytes(16).toString('base64url')]);

/** When a nonce lapses, and what is kept of it once it was used; undefined when it was not made here, or has lapsed. */
export function openNonce(tokens: OpaqueTokens, nonce: string, now: number): { until: Date; hash: Buffer } | undefined {
  const [until] = tokens.open<[number, string]>(purpose, nonce) ?? [0];
  return until > now ? { until: new Date(until), hash: createHash('sha256').update(nonce).digest() } : undefined;
}

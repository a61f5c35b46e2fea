import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/**
 * The id under which an earner appears in credentials of one issuer, as a UUID (version 8). The same pair gives the same
 * id for ever; two issuers cannot tell by their ids that they know the same earner.
 *
 * @param keySecret the registry's key secret, 32 bytes; a key for this purpose alone is derived from it
 */
export function pairwiseSubject(keySecret: Buffer, issuer: string, earner: string): string {
  const bytes = createHmac('sha256', keyOf(keySecret)).update(`${issuer}\n${earner}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Deriving it, and handing its bytes over each time, costs more than everything else here, and a bulk load asks for it thousands of times. */
function keyOf(keySecret: Buffer): KeyObject {
  const key = keys.get(keySecret) ?? createSecretKey(Buffer.from(hkdfSync('sha256', keySecret, '', 'cairn pairwise subject', 32)));
  keys.set(keySecret, key);
  return key;
}

const keys = new WeakMap<Buffer, KeyObject>();

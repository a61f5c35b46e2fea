import { p256 } from '@noble/curves/nist.js';
import { base58Decode, base58Encode } from './base58.js';
import type { PublicJwk } from './jwk.js';

export { base58Decode, base58Encode } from './base58.js';

/** The multicodec prefixes, as varints: Ed25519 0xed, compressed P-256 0x1200. */
const ED25519_PUBLIC = [0xed, 0x01] as const;
const P256_PUBLIC = [0x80, 0x24] as const;

/** 32 raw public bytes as W3C Multikey text, always `z6Mk…`. */
export function writeMultikey(publicKey: Uint8Array): string {
  if (publicKey.length !== 32) throw new Error('an Ed25519 public key has 32 bytes');
  return 'z' + base58Encode(Uint8Array.from([...ED25519_PUBLIC, ...publicKey]));
}

/** The 32 raw public bytes, or undefined when the text is anything but an Ed25519 Multikey. */
export function readMultikey(text: string): Uint8Array | undefined {
  return text.startsWith('z6Mk') ? bytesAfter(ED25519_PUBLIC, text, 32) : undefined;
}

/** An Ed25519 (`z6Mk…`) or P-256 (`zDn…`) public key as Multikey text; RSA has none that is in use. */
export function multikeyOfJwk(jwk: PublicJwk): string | undefined {
  if (jwk.kty === 'OKP') return writeMultikey(Buffer.from(jwk.x, 'base64url'));
  if (jwk.kty === 'RSA') return undefined;
  const [x, y] = [Buffer.from(jwk.x, 'base64url'), Buffer.from(jwk.y, 'base64url')];
  return 'z' + base58Encode(Uint8Array.from([...P256_PUBLIC, 2 + ((y.at(-1) ?? 0) & 1), ...x]));
}

/** The key inside an Ed25519 or P-256 Multikey; undefined for any other text. */
export function jwkOfMultikey(text: string): PublicJwk | undefined {
  const ed25519 = readMultikey(text);
  if (ed25519) return { kty: 'OKP', crv: 'Ed25519', x: base64url(ed25519) };
  const compressed = text.startsWith('zDn') ? bytesAfter(P256_PUBLIC, text, 33) : undefined;
  if (!compressed) return undefined;
  try {
    const point = p256.Point.fromBytes(compressed).toBytes(false);
    return { kty: 'EC', crv: 'P-256', x: base64url(point.subarray(1, 33)), y: base64url(point.subarray(33)) };
  } catch {
    return undefined;
  }
}

function bytesAfter(prefix: readonly [number, number], text: string, length: number): Uint8Array | undefined {
  const bytes = base58Decode(text.slice(1), 64);
  if (bytes?.length !== length + 2 || bytes[0] !== prefix[0] || bytes[1] !== prefix[1]) return undefined;
  return bytes.subarray(2);
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

import { base58 } from '@scure/base';

/** The multicodec prefix of an Ed25519 public key (0xed as a varint). */
const ED25519_PUBLIC = [0xed, 0x01] as const;

/** 32 raw public bytes as W3C Multikey text, always `z6Mk…`. */
export function writeMultikey(publicKey: Uint8Array): string {
  if (publicKey.length !== 32) throw new Error('an Ed25519 public key has 32 bytes');
  return 'z' + base58.encode(Uint8Array.from([...ED25519_PUBLIC, ...publicKey]));
}

/** The 32 raw public bytes, or undefined when the text is anything but an Ed25519 Multikey. */
export function readMultikey(text: string): Uint8Array | undefined {
  if (!text.startsWith('z6Mk')) return undefined;
  const bytes = base58Decode(text.slice(1), 64);
  if (bytes?.length !== 34 || bytes[0] !== ED25519_PUBLIC[0] || bytes[1] !== ED25519_PUBLIC[1])
    return undefined;
  return bytes.subarray(2);
}

export function base58Encode(bytes: Uint8Array): string {
  return base58.encode(Uint8Array.from(bytes));
}

/** Base58 costs the square of its length, so the length is capped before decoding. */
export function base58Decode(text: string, lengthMax: number): Uint8Array | undefined {
  if (text.length > lengthMax) return undefined;
  try {
    return base58.decode(text);
  } catch {
    return undefined;
  }
}

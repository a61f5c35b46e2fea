import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** What a sealed key is bound to: opening it under another tenant or key id fails. */
export interface SealBinding {
  tenantId: string;
  keyId: string;
}

/** `1 | nonce 12 | wrapped data key 32 | tag 16 | nonce 12 | tag 16 | ciphertext`. */
const VERSION = 1;
const HEADER_LENGTH = 1 + 12 + 32 + 16 + 12 + 16;

/** The seal was damaged, moved to another row, or closed under another key-encryption key. */
export class SealBroken extends Error {
  constructor(cause: unknown) {
    super('the sealed key cannot be opened', { cause });
    this.name = 'SealBroken';
  }
}

/**
 * Envelope encryption: a fresh AES-256-GCM data key for each secret, itself wrapped by the key-encryption key, so that
 * changing the latter re-wraps 32 bytes. Both layers carry tenant and key id as additional data.
 * @param keyEncryptionKey 32 bytes.
 */
export function seal(secret: Buffer, keyEncryptionKey: Buffer, binding: SealBinding): Buffer {
  const dataKey = randomBytes(32);
  const wrapped = encrypt(dataKey, keyEncryptionKey, additionalData('wrap', binding));
  const body = encrypt(secret, dataKey, additionalData('body', binding));
  return Buffer.concat([
    Buffer.of(VERSION),
    wrapped.nonce,
    wrapped.text,
    wrapped.tag,
    body.nonce,
    body.tag,
    body.text,
  ]);
}

export function unseal(sealed: Buffer, keyEncryptionKey: Buffer, binding: SealBinding): Buffer {
  try {
    if (sealed[0] !== VERSION || sealed.length < HEADER_LENGTH)
      throw new Error('not a seal of a known version');
    const part = (from: number, length?: number) =>
      sealed.subarray(from, length === undefined ? undefined : from + length);
    const wrap = { nonce: part(1, 12), text: part(13, 32), tag: part(45, 16) };
    const dataKey = decrypt(wrap, keyEncryptionKey, additionalData('wrap', binding));
    return decrypt(
      { nonce: part(61, 12), tag: part(73, 16), text: part(89) },
      dataKey,
      additionalData('body', binding),
    );
  } catch (error) {
    throw new SealBroken(error);
  }
}

interface Encrypted {
  nonce: Buffer;
  text: Buffer;
  tag: Buffer;
}

function encrypt(plain: Buffer, key: Buffer, aad: Buffer): Encrypted {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { nonce, text, tag: cipher.getAuthTag() };
}

function decrypt({ nonce, text, tag }: Encrypted, key: Buffer, aad: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
    .setAAD(aad)
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]);
}

/** JSON keeps the parts apart, so ("ab","c") and ("a","bc") differ. */
function additionalData(layer: string, { tenantId, keyId }: SealBinding): Buffer {
  return Buffer.from(JSON.stringify(['cairn-seal', VERSION, layer, tenantId, keyId]));
}

import { createHmac, generateKeyPairSync, type KeyObject, createPrivateKey, randomBytes, sign } from 'node:crypto';

/** How messages are signed (Standard Webhooks 1.0): with a shared secret, or with a key of which the receiver knows the public half. */
export type SignatureScheme = 'V1' | 'V1A';

/** What signs the messages to one endpoint. `private` is the shared secret's bytes, or an Ed25519 seed. */
export interface WebhookKey {
  readonly id: string;
  readonly scheme: SignatureScheme;
  readonly private: Buffer;
  /** `whpk_…` of V1A. */
  readonly publicKey: string | null;
  readonly createdAt: Date;
  /** When it signs no more; null: it is not said. */
  readonly endsAt: Date | null;
}

const bytes = 32;

export function newKey(scheme: SignatureScheme): Pick<WebhookKey, 'scheme' | 'private' | 'publicKey'> {
  if (scheme === 'V1') return { scheme, private: randomBytes(bytes), publicKey: null };
  const { privateKey } = generateKeyPairSync('ed25519');
  const { d = '', x = '' } = privateKey.export({ format: 'jwk' });
  return { scheme, private: Buffer.from(d, 'base64url'), publicKey: `whpk_${Buffer.from(x, 'base64url').toString('base64')}` };
}

/** The shared secret as its owner is shown it, once. */
export const secretText = (secret: Buffer): string => `whsec_${secret.toString('base64')}`;

/** What stands before an Ed25519 seed in PKCS #8 (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const privateKeyOf = (seed: Buffer): KeyObject => createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });

/** One part of `webhook-signature`. @param message `<id>.<seconds>.<body>` */
export function signatureOf({ scheme, private: secret }: Pick<WebhookKey, 'scheme' | 'private'>, message: string): string {
  if (scheme === 'V1') return `v1,${createHmac('sha256', secret).update(message).digest('base64')}`;
  return `v1a,${sign(null, Buffer.from(message), privateKeyOf(secret)).toString('base64')}`;
}

import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeMultikey } from './multikey.js';

/** An Ed25519 signing key in memory. */
export interface SigningKey {
  publicKeyMultibase: string;
  privateKey: KeyObject;
}

export function newSigningKey(): SigningKey {
  return signingKeyFrom(generateKeyPairSync('ed25519').privateKey);
}

/** PKCS#8 DER, the form that is sealed and stored. Never log it. */
export function exportPrivateKey(key: SigningKey): Buffer {
  return key.privateKey.export({ format: 'der', type: 'pkcs8' });
}

export function importPrivateKey(pkcs8: Buffer): SigningKey {
  return signingKeyFrom(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
}

/** `<did>#z6Mk…`: verifiers that resolve the DID and verifiers that read the fragment find the same key. */
export function keyIdOf(did: string, publicKeyMultibase: string): string {
  return `${did}#${publicKeyMultibase}`;
}

function signingKeyFrom(privateKey: KeyObject): SigningKey {
  const { crv, x } = privateKey.export({ format: 'jwk' });
  if (crv !== 'Ed25519' || !x) throw new Error('the key is not an Ed25519 private key');
  return { privateKey, publicKeyMultibase: writeMultikey(Buffer.from(x, 'base64url')) };
}

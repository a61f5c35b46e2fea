import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { jwkThumbprint, publicJwkOf, type PublicJwk } from './jwk.js';
import type { KeyAlgorithm } from './key-algorithm.js';
import { multikeyOfJwk } from './multikey.js';

/** A signing key in memory. Ed25519 keys are published as Multikey, the others as JsonWebKey. */
export type SigningKey = Ed25519SigningKey | JwkSigningKey;

export interface Ed25519SigningKey {
  algorithm: 'EdDSA';
  publicKeyMultibase: string;
  publicKeyJwk?: undefined;
  privateKey: KeyObject;
}

export interface JwkSigningKey {
  algorithm: 'ES256' | 'RS256';
  publicKeyJwk: PublicJwk;
  publicKeyMultibase?: undefined;
  privateKey: KeyObject;
}

export function newSigningKey(algorithm?: 'EdDSA'): Ed25519SigningKey;
export function newSigningKey(algorithm: 'ES256' | 'RS256'): JwkSigningKey;
export function newSigningKey(algorithm: KeyAlgorithm): SigningKey;
/** RSA keys have 2048 bits, what Open Badges 3.0 asks for, and take about 50 ms of CPU to make. */
export function newSigningKey(algorithm: KeyAlgorithm = 'EdDSA'): SigningKey {
  return signingKeyFrom(generate[algorithm]());
}

const generate: Record<KeyAlgorithm, () => KeyObject> = {
  EdDSA: () => generateKeyPairSync('ed25519').privateKey,
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
};

/** PKCS#8 DER, the form that is sealed and stored. Never log it. */
export function exportPrivateKey(key: Pick<SigningKey, 'privateKey'>): Buffer {
  return key.privateKey.export({ format: 'der', type: 'pkcs8' });
}

/** The algorithm is the key's own. Throws when it is of a type nothing is signed with. */
export function importPrivateKey(pkcs8: Buffer): SigningKey {
  return signingKeyFrom(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
}

/** `<did>#z6Mk…`: verifiers that resolve the DID and verifiers that read the fragment find the same key. */
export function keyIdOf(did: string, publicKeyMultibase: string): string {
  return `${did}#${publicKeyMultibase}`;
}

/** The key's id under its issuer: `<did>#z6Mk…` for Ed25519, `<did>#<RFC 7638 thumbprint>` for the others. */
export function verificationMethodOf(
  did: string,
  { publicKeyMultibase, publicKeyJwk }: Pick<SigningKey, 'publicKeyMultibase' | 'publicKeyJwk'>,
): string {
  const fragment = publicKeyJwk ? jwkThumbprint(publicKeyJwk) : publicKeyMultibase;
  if (fragment === undefined) throw new Error('the key has no public half');
  return `${did}#${fragment}`;
}

function signingKeyFrom(privateKey: KeyObject): SigningKey {
  const publicKeyJwk = publicJwkOf(privateKey);
  const publicKeyMultibase = multikeyOfJwk(publicKeyJwk);
  if (publicKeyJwk.kty === 'OKP' && publicKeyMultibase)
    return { algorithm: 'EdDSA', privateKey, publicKeyMultibase };
  return { algorithm: publicKeyJwk.kty === 'EC' ? 'ES256' : 'RS256', privateKey, publicKeyJwk };
}

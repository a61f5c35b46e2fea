import type { KeyObject } from 'node:crypto';
import { BoundedMap } from '../canonical/bounded-map.js';
import { algorithmOfJwk, publicKeyOfJwk, type PublicJwk } from './jwk.js';
import type { KeyAlgorithm } from './key-algorithm.js';
import { jwkOfMultikey } from './multikey.js';

/** A key to check signatures with. The algorithm is the key's own; what a header or a proof claims must agree with it. */
export interface PublicKey {
  readonly algorithm: KeyAlgorithm;
  readonly keyObject: KeyObject;
}

/** How a public key is written in DID documents: as Multikey text, or as a JWK (which wins when both are given). */
export interface WrittenKey {
  publicKeyMultibase?: string;
  publicKeyJwk?: PublicJwk;
}

/** Undefined when nothing is written, or nothing that makes a key of a known type. */
export function readPublicKey(written: WrittenKey): PublicKey | undefined {
  const text = written.publicKeyJwk === undefined ? written.publicKeyMultibase : undefined;
  const known = read.get(written) ?? (text === undefined ? undefined : readTexts.get(text));
  if (known) return known;
  const jwk = jwkOf(written);
  const keyObject = jwk && publicKeyOfJwk(jwk);
  if (!keyObject) return undefined;
  const key = { algorithm: algorithmOfJwk(jwk), keyObject };
  read.set(written, key);
  if (text !== undefined) readTexts.set(text, key);
  return key;
}

export function jwkOf({ publicKeyMultibase, publicKeyJwk }: WrittenKey): PublicJwk | undefined {
  return publicKeyJwk ?? (publicKeyMultibase === undefined ? undefined : jwkOfMultikey(publicKeyMultibase));
}

/** Reading a key costs as much as checking a signature, and one issuer's key checks many. */
const read = new WeakMap<WrittenKey, PublicKey>();
const readTexts = new BoundedMap<PublicKey>(1_000);

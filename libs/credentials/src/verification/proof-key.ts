import { keyInDidKey } from '../issuers/did-key.js';
import { listedKey } from '../issuers/listed-key.js';
import { jwkOfMultikey } from '../issuers/multikey.js';
import { readPublicKey, type PublicKey } from '../issuers/public-key.js';
import type { IssuerKey } from '../issuers/key-history.js';
import type { IssuerEvidence } from './evidence.js';
import type { SigningMark } from './proof-check.js';

/**
 * The public key to check a signature with: the one the issuer lists, else the one a did:key or the fragment spells out.
 * A key from the fragment proves integrity only; step 5 says whether the issuer knows it.
 */
export function keyForProof(method: string, issuer: IssuerEvidence): PublicKey | undefined {
  if (method.startsWith('did:key:')) return readMultibase(keyInDidKey(method));
  const listed = issuer.outcome === 'KNOWN' ? listedKey(issuer.keys, method) : undefined;
  if (listed) return readPublicKey(listed);
  const fragment = method.split('#')[1] ?? '';
  return jwkOfMultikey(fragment) ? readMultibase(fragment) : undefined;
}

/** The key among those an issuer lists that made a proof: by its name, or, where a token carries a nameless key, by being the same. */
export function keyOfMark(
  keys: readonly IssuerKey[],
  { verificationMethod, publicKey }: SigningMark,
): IssuerKey | undefined {
  if (verificationMethod !== undefined) return listedKey(keys, verificationMethod);
  return publicKey && keys.find((key) => readPublicKey(key)?.keyObject.equals(publicKey.keyObject));
}

function readMultibase(publicKeyMultibase: string | undefined): PublicKey | undefined {
  return publicKeyMultibase === undefined ? undefined : readPublicKey({ publicKeyMultibase });
}

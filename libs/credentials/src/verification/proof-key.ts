import { keyInDidKey } from '../issuers/did-key.js';
import { readMultikey } from '../issuers/multikey.js';
import type { JsonObject } from '../json/json.js';
import type { IssuerEvidence } from './evidence.js';

/**
 * The public key to check a signature with: the one the issuer lists, else the one a did:key or the fragment spells out.
 * A key from the fragment proves integrity only; step 5 says whether the issuer knows it.
 */
export function keyForProof(proof: JsonObject, issuer: IssuerEvidence): string | undefined {
  const method = proof['verificationMethod'];
  if (typeof method !== 'string') return undefined;
  if (method.startsWith('did:key:')) return keyInDidKey(method);
  const listed = issuer.outcome === 'KNOWN' ? issuer.keys.find(({ id }) => id === method) : undefined;
  if (listed) return listed.publicKeyMultibase;
  const fragment = method.split('#')[1] ?? '';
  return readMultikey(fragment) ? fragment : undefined;
}

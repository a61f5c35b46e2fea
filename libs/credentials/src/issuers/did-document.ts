import { DID_V1, JWK_V1, MULTIKEY_V1 } from '../contexts/bundled-contexts.js';
import type { JsonObject } from '../json/json.js';
import { assertsForIssuer, type IssuerKey } from './key-history.js';
import type { PublicJwk } from './jwk.js';
import { multikeyTwin } from './listed-key.js';

export type VerificationMethod = { id: string; controller: string } & (
  { type: 'Multikey'; publicKeyMultibase: string } | { type: 'JsonWebKey'; publicKeyJwk: PublicJwk }
);

export interface DidDocument extends JsonObject {
  '@context': string[];
  id: string;
  verificationMethod: VerificationMethod[];
  assertionMethod: string[];
}

/**
 * The issuer's DID document. Every key it ever had stays in `verificationMethod`, or its old signatures would stop verifying;
 * only a compromised key leaves `assertionMethod`. A P-256 key is listed in both its forms: as a JsonWebKey for JWTs, and as a
 * Multikey for the ecdsa suites of Data Integrity.
 */
export function didDocumentOf(did: string, keys: readonly IssuerKey[]): DidDocument {
  const listed = keys.flatMap((key) => [key, multikeyTwin(key) ?? []].flat());
  const methods = listed.map(methodOf);
  return {
    '@context': [
      DID_V1,
      ...(methods.some(({ type }) => type === 'Multikey') ? [MULTIKEY_V1] : []),
      ...(methods.some(({ type }) => type === 'JsonWebKey') ? [JWK_V1] : []),
    ],
    id: did,
    verificationMethod: methods,
    assertionMethod: listed.filter(assertsForIssuer).map(({ id }) => id),
  };
}

function methodOf({ id, controller, publicKeyMultibase, publicKeyJwk }: IssuerKey): VerificationMethod {
  if (publicKeyJwk) return { id, type: 'JsonWebKey', controller, publicKeyJwk };
  if (publicKeyMultibase === undefined) throw new Error(`the key ${id} has no public half`);
  return { id, type: 'Multikey', controller, publicKeyMultibase };
}

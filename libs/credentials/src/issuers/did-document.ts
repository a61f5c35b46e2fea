import { DID_V1, MULTIKEY_V1 } from '../contexts/bundled-contexts.js';
import { isObject, listOf, stringsOf, type Json, type JsonObject } from '../json/json.js';
import { assertsForIssuer, type IssuerKey } from './key-history.js';

export interface DidDocument extends JsonObject {
  '@context': string[];
  id: string;
  verificationMethod: { id: string; type: 'Multikey'; controller: string; publicKeyMultibase: string }[];
  assertionMethod: string[];
}

/**
 * The issuer's DID document. Every key it ever had stays in `verificationMethod`, or its old signatures would stop verifying;
 * only a compromised key leaves `assertionMethod`.
 */
export function didDocumentOf(did: string, keys: readonly IssuerKey[]): DidDocument {
  return {
    '@context': [DID_V1, MULTIKEY_V1],
    id: did,
    verificationMethod: keys.map(({ id, controller, publicKeyMultibase }) => ({
      id,
      type: 'Multikey',
      controller,
      publicKeyMultibase,
    })),
    assertionMethod: keys.filter(assertsForIssuer).map(({ id }) => id),
  };
}

/** Reads the Ed25519 keys out of a DID document of another maker; what is not a Multikey is left out. */
export function keysInDidDocument(document: JsonObject): IssuerKey[] {
  const base = typeof document['id'] === 'string' ? document['id'] : '';
  const absolute = (id: string) => (id.startsWith('#') ? base + id : id);
  const embedded = listOf(document['assertionMethod']).filter(isObject);
  const asserting = new Set(
    [...stringsOf(document['assertionMethod']), ...embedded.map((method) => String(method['id']))].map(
      absolute,
    ),
  );
  return [...listOf(document['verificationMethod']).filter(isObject), ...embedded].flatMap((method) => {
    const id = text(method['id']);
    const publicKeyMultibase = text(method['publicKeyMultibase']);
    if (!id || !publicKeyMultibase) return [];
    const controller = text(method['controller']) ?? base;
    return [
      {
        id: absolute(id),
        controller,
        publicKeyMultibase,
        history: [],
        assertionMethod: asserting.has(absolute(id)),
      },
    ];
  });
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

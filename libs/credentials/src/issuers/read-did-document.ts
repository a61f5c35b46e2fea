import { isObject, listOf, stringsOf, type Json, type JsonObject } from '../json/json.js';
import type { IssuerKey } from './key-history.js';
import { readPublicJwk } from './jwk.js';
import { base58Decode, jwkOfMultikey, writeMultikey } from './multikey.js';
import type { WrittenKey } from './public-key.js';

/** A document of more is no issuer's; reading a key costs. */
const METHODS_MAX = 200;

/**
 * Reads the keys out of a DID document of any maker: Multikey, JsonWebKey and JsonWebKey2020, Ed25519VerificationKey2020 and
 * 2018, listed or embedded in a relation, with absolute or relative ids. A key of a type we do not know is left out, and so is
 * one whose id stands for two different keys. `assertionMethod` says whether the document lets the key assert things.
 */
export function keysInDidDocument(document: JsonObject): IssuerKey[] {
  const base = text(document['id']) ?? '';
  const absolute = (id: string) => (id.startsWith('#') ? base + id : id);
  const embedded = RELATIONS.flatMap((relation) => listOf(document[relation]).filter(isObject));
  const asserting = new Set(
    listOf(document['assertionMethod']).flatMap((one) => {
      const id = isObject(one) ? text(one['id']) : text(one);
      return id === undefined ? [] : [absolute(id)];
    }),
  );
  const methods = [...listOf(document['verificationMethod']).filter(isObject), ...embedded].slice(
    0,
    METHODS_MAX,
  );
  const keys = new Map<string, IssuerKey | null>();
  for (const method of methods) {
    const id = text(method['id']);
    const written = keyWrittenIn(method);
    if (!id || !written) continue;
    const key: IssuerKey = {
      id: absolute(id),
      controller: text(method['controller']) ?? base,
      ...written,
      history: [],
      assertionMethod: asserting.has(absolute(id)),
    };
    const same = keys.get(key.id);
    keys.set(key.id, same === undefined || (same && isSame(same, key)) ? key : null);
  }
  return [...keys.values()].filter((key) => key !== null);
}

const RELATIONS = [
  'assertionMethod',
  'authentication',
  'keyAgreement',
  'capabilityInvocation',
  'capabilityDelegation',
];

function keyWrittenIn(method: JsonObject): WrittenKey | undefined {
  const types = stringsOf(method['type']);
  const publicKeyJwk = readPublicJwk(method['publicKeyJwk']);
  if (publicKeyJwk && types.some((type) => type === 'JsonWebKey' || type === 'JsonWebKey2020'))
    return { publicKeyJwk };
  const multibase = text(method['publicKeyMultibase']);
  if (multibase && types.some((type) => type === 'Multikey' || type === 'Ed25519VerificationKey2020'))
    return jwkOfMultikey(multibase) ? { publicKeyMultibase: multibase } : undefined;
  const bare = base58Decode(text(method['publicKeyBase58']) ?? '', 64);
  if (bare?.length === 32 && types.includes('Ed25519VerificationKey2018'))
    return { publicKeyMultibase: writeMultikey(bare) };
  return undefined;
}

function isSame(one: IssuerKey, other: IssuerKey): boolean {
  const written = ({ controller, publicKeyMultibase, publicKeyJwk }: IssuerKey) =>
    JSON.stringify([controller, publicKeyMultibase, publicKeyJwk]);
  return written(one) === written(other);
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

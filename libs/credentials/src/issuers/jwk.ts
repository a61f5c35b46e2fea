import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { isObject, listOf, stringsOf, type Json, type JsonObject } from '../json/json.js';
import type { KeyAlgorithm } from './key-algorithm.js';

/** A public JSON Web Key with nothing but what makes the key: never `d` or another private member. */
export type PublicJwk =
  | { kty: 'OKP'; crv: 'Ed25519'; x: string }
  | { kty: 'EC'; crv: 'P-256'; x: string; y: string }
  | { kty: 'RSA'; n: string; e: string };

const RSA_BITS = { min: 2048, max: 8192 };
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * The public key inside a JWK of any maker, cut down to its own members. Undefined when it is of another type, too short, meant
 * for encryption or for another algorithm, not a point of its curve, or when its private half was published with it.
 */
export function readPublicJwk(value: Json | undefined): PublicJwk | undefined {
  if (!isObject(value) || PRIVATE_MEMBERS.some((member) => member in value)) return undefined;
  const jwk = membersOf(value);
  if (!jwk || !isMeantToVerify(value, algorithmOfJwk(jwk))) return undefined;
  return publicKeyOfJwk(jwk) ? jwk : undefined;
}

export function algorithmOfJwk({ kty }: PublicJwk): KeyAlgorithm {
  return kty === 'OKP' ? 'EdDSA' : kty === 'EC' ? 'ES256' : 'RS256';
}

/** RFC 7638: SHA-256 of the members that make the key, in the order of their names, as base64url. */
export function jwkThumbprint(jwk: PublicJwk): string {
  const ordered = Object.fromEntries(Object.entries(jwk).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(JSON.stringify(ordered)).digest('base64url');
}

/** The public half of any key this library signs with. */
export function publicJwkOf(key: KeyObject): PublicJwk {
  const jwk = membersOf({ ...key.export({ format: 'jwk' }) } as JsonObject);
  if (!jwk) throw new Error(`no signing key is a ${key.asymmetricKeyType ?? 'secret'}`);
  return jwk;
}

/** Undefined where the numbers make no key, or none that is long enough. */
export function publicKeyOfJwk(jwk: PublicJwk): KeyObject | undefined {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  } catch {
    return undefined;
  }
  const bits = key.asymmetricKeyDetails?.modulusLength;
  return bits !== undefined && (bits < RSA_BITS.min || bits > RSA_BITS.max) ? undefined : key;
}

function membersOf({ kty, crv, x, y, n, e }: JsonObject): PublicJwk | undefined {
  if (kty === 'OKP' && crv === 'Ed25519' && isNumber(x)) return { kty, crv, x };
  if (kty === 'EC' && crv === 'P-256' && isNumber(x) && isNumber(y)) return { kty, crv, x, y };
  if (kty === 'RSA' && isNumber(n) && isNumber(e)) return { kty, n, e };
  return undefined;
}

function isNumber(value: Json | undefined): value is string {
  return typeof value === 'string' && value.length <= 2048 && /^[A-Za-z0-9_-]+$/.test(value);
}

/** RFC 7517 §4.2-4.4: a key that says what it is for is used for nothing else. */
function isMeantToVerify({ use, key_ops: operations, alg }: JsonObject, algorithm: KeyAlgorithm): boolean {
  const names = algorithm === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [algorithm];
  if (use !== undefined && use !== 'sig') return false;
  if (alg !== undefined && !(typeof alg === 'string' && names.includes(alg))) return false;
  return listOf(operations).length === 0 || stringsOf(operations).includes('verify');
}

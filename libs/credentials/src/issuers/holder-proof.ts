import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JsonObject } from '../json/json.js';
import { resolveDidKey } from './did-key.js';
import { algorithmOfJwk, type PublicJwk, readPublicJwk } from './jwk.js';
import { jwkOfMultikey } from './multikey.js';
import { readPublicKey } from './public-key.js';

/** Algorithms of the proofs by which a wallet shows that it holds a key. */
export const proofAlgorithms = ['EdDSA', 'ES256'];

/** What a wallet has shown: that it holds a key, and for which nonce. */
export interface HolderProof {
  /** DID of the key, to be the subject of the credential. */
  readonly holder: string;
  readonly key: PublicJwk;
  readonly nonce: string | null;
}

export type ReadProof = { readonly ok: true; readonly proof: HolderProof } | { readonly ok: false; readonly fault: string };

const jwtMax = 8_192;
/** How old a proof may be, in seconds. */
const ageMaxSeconds = 300;
const toleranceSeconds = 60;

/**
 * Checks a key proof of type `jwt` (OID4VCI 1.0, appendix F.1). The key stands in its header, as a JWK or as a DID that holds
 * it; nobody is asked for another.
 *
 * @param audience identifier of the credential issuer, for which alone it may have been made
 */
export async function readHolderProof(jwt: string, audience: string, now: Date): Promise<ReadProof> {
  const named = jwt.length <= jwtMax ? keyIn(jwt) : undefined;
  if (!named) return no('The proof names no key that is supported: a `jwk`, a did:key or a did:jwk.');
  const key = readPublicKey({ publicKeyJwk: named.jwk });
  if (!key) return no('The key of the proof is none.');
  try {
    const { payload } = await jwtVerify(jwt, key.keyObject, {
      audience,
      typ: 'openid4vci-proof+jwt',
      algorithms: [algorithmOfJwk(named.jwk)],
      requiredClaims: ['iat'],
      maxTokenAge: ageMaxSeconds,
      clockTolerance: toleranceSeconds,
      currentDate: now,
    });
    // One for several audiences could be used by any of them.
    if (payload.aud !== audience) return no('The proof was made for another audience.');
    return { ok: true, proof: { holder: named.did, key: named.jwk, nonce: typeof payload['nonce'] === 'string' ? payload['nonce'] : null } };
  } catch (error) {
    if (error instanceof errors.JOSEError) return no(`The proof does not hold: ${error.code}.`);
    throw error;
  }
}

/** The key that the header names in exactly one way, and the DID it has as a holder. */
function keyIn(jwt: string): { jwk: PublicJwk; did: string } | undefined {
  const header = headerOf(jwt);
  if (!header || typeof header['alg'] !== 'string' || !proofAlgorithms.includes(header['alg'])) return undefined;
  const { kid, jwk: given } = header;
  if ((kid === undefined) === (given === undefined) || header['x5c'] !== undefined) return undefined;
  if (given !== undefined) {
    const jwk = readPublicJwk(given);
    return jwk && { jwk, did: `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}` };
  }
  const [did = '', fragment] = typeof kid === 'string' ? kid.split('#') : [];
  const jwk = did.startsWith('did:jwk:') ? keyInDidJwk(did, fragment) : keyInDidKey(did, fragment);
  return jwk && { jwk, did };
}

function headerOf(jwt: string): JsonObject | undefined {
  try {
    return decodeProtectedHeader(jwt) as JsonObject;
  } catch {
    return undefined;
  }
}

function keyInDidKey(did: string, fragment: string | undefined): PublicJwk | undefined {
  const key = did.slice('did:key:'.length);
  return resolveDidKey(did) && (fragment === undefined || fragment === key) ? jwkOfMultikey(key) : undefined;
}

/** Its one key is `#0`. */
function keyInDidJwk(did: string, fragment: string | undefined): PublicJwk | undefined {
  if (fragment !== undefined && fragment !== '0') return undefined;
  try {
    return readPublicJwk(JSON.parse(Buffer.from(did.slice('did:jwk:'.length), 'base64url').toString()) as JsonObject);
  } catch {
    return undefined;
  }
}

const no = (fault: string): ReadProof => ({ ok: false, fault });

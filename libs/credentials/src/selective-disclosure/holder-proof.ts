import { createHash } from 'node:crypto';
import { readCompactJws } from '../formats/compact-jws.js';
import { readPublicJwk } from '../issuers/jwk.js';
import { readPublicKey } from '../issuers/public-key.js';
import { signatureHolds } from '../issuers/signer.js';
import { headerAlgorithm } from '../jose/header-algorithm.js';
import { isObject, type JsonObject } from '../json/json.js';
import type { SdJwtParts } from './sd-jwt-parts.js';

/**
 * Whether whoever presents an SD-JWT holds the key it is bound to (RFC 9901 §7.3). Audience and nonce are for whoever asked for them.
 * @returns half a sentence: what is wrong; undefined when all is well, or nobody claims to be the holder
 */
export function holderProofFault(
  { holderProof, presented }: SdJwtParts,
  claims: JsonObject,
): string | undefined {
  if (holderProof === undefined) return undefined;
  const { cnf } = claims;
  const jwk = isObject(cnf) ? readPublicJwk(cnf['jwk']) : undefined;
  const key = jwk && readPublicKey({ publicKeyJwk: jwk });
  if (!key) return 'the credential names no key of its holder';
  const reading = readCompactJws(holderProof);
  if (!reading.ok) return "the holder's proof is no compact JWS";
  const { header, payload, signature, signingInput } = reading.jws;
  if (
    header['typ'] !== 'kb+jwt' ||
    header['crit'] !== undefined ||
    headerAlgorithm(header['alg']) !== key.algorithm
  )
    return "the header of the holder's proof is not that of one";
  if (payload['sd_hash'] !== createHash('sha256').update(presented).digest('base64url'))
    return "the holder's proof was made for other disclosures";
  return signatureHolds(key, Buffer.from(signingInput, 'ascii'), signature)
    ? undefined
    : "the holder's proof was not made by the holder's key";
}

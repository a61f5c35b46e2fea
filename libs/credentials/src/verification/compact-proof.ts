import { readCompactJws } from '../formats/compact-jws.js';
import { readPublicJwk } from '../issuers/jwk.js';
import { readPublicKey } from '../issuers/public-key.js';
import { signatureHolds } from '../issuers/signer.js';
import { idOf, isObject, type JsonObject } from '../json/json.js';
import { headerAlgorithm } from '../jose/header-algorithm.js';
import { claimsThatDiffer, instantOfClaim } from '../jose/jwt-claims.js';
import { holderProofFault } from '../selective-disclosure/holder-proof.js';
import { sdJwtParts } from '../selective-disclosure/sd-jwt-parts.js';
import type { IssuerEvidence } from './evidence.js';
import type { ProofCheck, SigningMark } from './proof-check.js';
import { keyForProof } from './proof-key.js';
import type { ReadCredential } from './read-credential.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('proof');

/**
 * The signature of a token: a JWT of Open Badges 3.0 or 2.0, VC-JOSE-COSE, or SD-JWT. The key decides on the algorithm, the header
 * only has to agree; keys and certificates that a header points to (`jku`, `x5u`, `x5c`) are not looked at.
 */
export async function checkCompact(
  read: ReadCredential,
  issuer: IssuerEvidence,
  asOf: Date,
): Promise<ProofCheck> {
  const [token = ''] = (read.compact ?? '').split('~', 1);
  const reading = readCompactJws(token);
  if (!reading.ok) return { mark: {}, result: report.invalid(reading.code, reading.message) };
  const { header, payload, signature, signingInput } = reading.jws;
  const mark = markOf(header, payload, read, issuer);
  const failed = faultOfHeader(header) ?? faultOfClaims(payload, read, asOf);
  if (failed) return { mark, result: failed };
  if (!mark.publicKey)
    return {
      mark,
      result: report.unknown('KEY_NOT_OBTAINED', 'The key that made the signature is not known.'),
    };
  if (mark.publicKey.algorithm !== headerAlgorithm(header['alg'])) {
    const message = 'The header names another algorithm than the one of the key.';
    return { mark, result: report.invalid('ALGORITHM_NOT_OF_KEY', message) };
  }
  if (!signatureHolds(mark.publicKey, Buffer.from(signingInput, 'ascii'), signature)) {
    const message = 'The proof does not hold: the signature does not match the token.';
    return { mark, result: report.invalid('SIGNATURE_WRONG', message) };
  }
  const parts = sdJwtParts(read.compact ?? '');
  const unheld = parts && holderProofFault(parts, payload);
  if (unheld)
    return { mark, result: report.invalid('HOLDER_PROOF_WRONG', `The proof does not hold: ${unheld}.`) };
  return { mark, result: report.valid('PROOF_GOOD', 'The signature matches the document.') };
}

function faultOfHeader(header: JsonObject): StepResult | undefined {
  const asked = headerAlgorithm(header['alg']);
  const name = String(header['alg']).slice(0, 20);
  if (asked === 'REFUSED')
    return report.invalid('ALGORITHM_NOT_ALLOWED', `Nothing is proven by the algorithm ${name}.`);
  // RFC 7515 §4.1.11: whoever does not understand what is critical must refuse.
  if (header['crit'] !== undefined || header['b64'] !== undefined)
    return report.invalid('HEADER_NOT_UNDERSTOOD', 'The header demands extensions that we do not know.');
  if (asked === 'NOT_SUPPORTED')
    return report.unknown(
      'ALGORITHM_NOT_SUPPORTED',
      `The token is signed with ${name}, which we do not check.`,
    );
  return undefined;
}

function faultOfClaims(claims: JsonObject, read: ReadCredential, asOf: Date): StepResult | undefined {
  const [differing] = claimsThatDiffer(claims, read.document);
  if (differing !== undefined)
    return report.invalid('CLAIM_DIFFERS', `The claim ${differing} says something else than the credential.`);
  // Where the credential states the same dates, the step of validity judges them.
  const states = (...members: string[]) => members.some((member) => read.document[member] !== undefined);
  const expires = instantOfClaim(claims, 'exp');
  if (expires && expires < asOf && !states('validUntil', 'expirationDate')) return report.invalid('PROOF_EXPIRED', 'The token has expired.');
  const from = instantOfClaim(claims, 'nbf');
  if (from && from > asOf && !states('validFrom', 'issuanceDate')) return report.invalid('PROOF_NOT_YET_VALID', 'The token is not to be used yet.');
  return undefined;
}

/** The key a token names (`kid`, or the creator that Open Badges 2.0 writes into the assertion), or carries in its header. */
function markOf(
  header: JsonObject,
  claims: JsonObject,
  read: ReadCredential,
  issuer: IssuerEvidence,
): SigningMark {
  const created = instantOfClaim(claims, 'iat');
  const verificationMethod = methodNamed(header, claims, read);
  const known = verificationMethod === undefined ? undefined : keyForProof(verificationMethod, issuer);
  if (known || verificationMethod !== undefined) return { verificationMethod, created, publicKey: known };
  const carried = readPublicJwk(header['jwk']);
  return { created, publicKey: carried && readPublicKey({ publicKeyJwk: carried }) };
}

function methodNamed(
  { kid }: JsonObject,
  { iss }: JsonObject,
  { document }: ReadCredential,
): string | undefined {
  const { verification } = document;
  if (typeof kid !== 'string') return isObject(verification) ? textOf(verification['creator']) : undefined;
  if (/^[a-z][a-z0-9+.-]*:/i.test(kid)) return kid;
  // VC-JOSE-COSE §4.1: a name that stands for itself is one of the issuer's.
  const owner = textOf(iss) ?? idOf(document['issuer']);
  return owner === undefined ? undefined : `${owner}#${kid.replace(/^#/, '')}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

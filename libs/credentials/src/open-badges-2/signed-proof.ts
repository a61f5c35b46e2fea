import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { readCompactJws, type CompactJws } from '../formats/compact-jws.js';
import { headerAlgorithm } from '../jose/header-algorithm.js';
import { idOf, stringsOf } from '../json/json.js';
import { stepReporter, type StepResult } from '../verification/verdict.js';
import type { Linked, LinkedBadge } from './linked-documents.js';

const report = stepReporter('proof');
const RSA_BITS_MIN = 2048;

/** Step 4 of a signed badge (a compact JWS): the key that `verification.creator` points to made the signature. */
export function signedProofStep({ key }: LinkedBadge, compact: string): StepResult {
  const reading = readCompactJws(compact);
  if (!reading.ok) return report.invalid(reading.code, reading.message);
  const { header } = reading.jws;
  const algorithm = headerAlgorithm(header['alg']);
  if (algorithm === 'REFUSED')
    return report.invalid('ALGORITHM_REFUSED', `The algorithm ${String(header['alg'])} proves nothing.`);
  if (algorithm !== 'RS256' && algorithm !== 'ES256')
    return report.unknown(
      'PROOF_SUITE_NOT_SUPPORTED',
      `The algorithm ${String(header['alg'])} is not supported.`,
    );
  if (header['crit'] !== undefined)
    return report.invalid('HEADER_REFUSED', 'The header demands extensions that are not known.');
  const publicKey = publicKeyIn(key);
  if (publicKey === 'MISSING')
    return report.unknown(
      'KEY_NOT_OBTAINED',
      `The key was not obtained: ${key?.state === 'MISSING' ? key.detail : 'it has no PEM'}.`,
    );
  if (!fits(publicKey, algorithm))
    return report.invalid(
      'KEY_UNFIT',
      `The key is not one for ${algorithm} of at least ${RSA_BITS_MIN} bits or P-256.`,
    );
  return isGood(reading.jws, publicKey)
    ? report.valid('PROOF_GOOD', 'The signature matches the assertion.', observedAtOf(key))
    : report.invalid('SIGNATURE_WRONG', 'The signature does not match the assertion.', observedAtOf(key));
}

/** Step 5: the issuer's own document lists the key, and the key names the issuer as its owner. */
export function signedKeyStep({ key, issuer }: LinkedBadge): StepResult {
  const step = stepReporter('issuerKey');
  // An issuer embedded in what was signed is the signer's word, not the issuer's.
  if (issuer.state !== 'READ' || issuer.url === undefined)
    return step.unknown('KEY_NOT_BOUND_TO_ISSUER', "The issuer's own document was not obtained.");
  if (key?.state === 'MISSING' || !key) return step.unknown('KEY_NOT_OBTAINED', 'The key was not obtained.');
  const listed = [issuer.document['publicKey']].flat().flatMap((one) => idOf(one) ?? []);
  const address = key.url ?? (key.state === 'READ' ? idOf(key.document['id']) : undefined);
  // Up to 1.1 an issuer had no list of keys: whatever lies on its own host is its own.
  const older =
    key.state === 'TEXT' && hostOf(address) !== undefined && hostOf(address) === hostOf(issuer.url);
  if (!older && (address === undefined || !listed.includes(address)))
    return step.invalid(
      'KEY_NOT_LISTED',
      'The issuer does not list the key that made the signature.',
      issuer.observedAt,
    );
  const owner = key.state === 'READ' ? idOf(key.document['owner']) : undefined;
  if (key.state === 'READ' && !stringsOf([issuer.url, issuer.document['id'] ?? null]).includes(owner ?? ''))
    return step.invalid('KEY_CONTROLLER_WRONG', 'The key names another owner.', key.observedAt);
  return step.valid('KEY_LISTED', 'The issuer lists the key.', issuer.observedAt);
}

function publicKeyIn(key: Linked | undefined): KeyObject | 'MISSING' | undefined {
  const pem =
    key?.state === 'TEXT' ? key.text : key?.state === 'READ' ? key.document['publicKeyPem'] : undefined;
  if (typeof pem !== 'string') return 'MISSING';
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

function fits(key: KeyObject | undefined, algorithm: 'RS256' | 'ES256'): key is KeyObject {
  const details = key?.asymmetricKeyDetails;
  return algorithm === 'RS256'
    ? key?.asymmetricKeyType === 'rsa' && (details?.modulusLength ?? 0) >= RSA_BITS_MIN
    : key?.asymmetricKeyType === 'ec' && details?.namedCurve === 'prime256v1';
}

function isGood({ signingInput, signature }: CompactJws, key: KeyObject): boolean {
  return verify('sha256', Buffer.from(signingInput), { key, dsaEncoding: 'ieee-p1363' }, signature);
}

function observedAtOf(key: Linked | undefined): Date | null {
  return key && key.state !== 'MISSING' ? key.observedAt : null;
}

function hostOf(address: string | undefined): string | undefined {
  return address && URL.canParse(address) ? new URL(address).host : undefined;
}

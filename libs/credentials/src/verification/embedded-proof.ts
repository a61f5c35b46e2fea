import type { DocumentLoader } from '../contexts/document-loader.js';
import { isObject, listOf, stringsOf, type JsonObject } from '../json/json.js';
import { unsecuredOf } from '../proofs/canonical-form.js';
import { suiteOf } from '../proofs/suites.js';
import type { IssuerEvidence } from './evidence.js';
import { readInstant } from './instant.js';
import type { ProofCheck, SigningMark } from './proof-check.js';
import { keyForProof } from './proof-key.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('proof');
/** Each proof costs a canonicalisation; nobody honest needs more. */
const PROOFS_MAX = 8;

/** A credential asserts, a presentation authenticates whoever presents it. */
export type ProofPurpose = 'assertionMethod' | 'authentication';

interface Question {
  issuer: IssuerEvidence;
  asOf: Date;
  loader: DocumentLoader;
  purpose: ProofPurpose;
}

/** Every proof inside a document, each for itself (W3C Data Integrity §4.3); or why there is no looking at them. */
export async function checkEmbedded(
  document: JsonObject,
  issuer: IssuerEvidence,
  asOf: Date,
  loader: DocumentLoader,
  purpose: ProofPurpose = 'assertionMethod',
): Promise<ProofCheck[] | StepResult> {
  const proofs = listOf(document['proof']);
  if (proofs.length > PROOFS_MAX)
    return report.unknown('PROOFS_TOO_MANY', `The document carries more than ${PROOFS_MAX} proofs.`);
  if (!proofs.every(isObject)) return report.invalid('PROOF_MALFORMED', 'A proof is not an object.');
  const checks: ProofCheck[] = [];
  for (const proof of proofs)
    checks.push(await checkProof(document, proof, proofs, { issuer, asOf, loader, purpose }));
  return checks;
}

async function checkProof(
  document: JsonObject,
  proof: JsonObject,
  all: JsonObject[],
  { issuer, asOf, loader, purpose }: Question,
): Promise<ProofCheck> {
  const suite = suiteOf(proof);
  if (!suite) {
    const name = String(proof['cryptosuite'] ?? proof['type']).slice(0, 80);
    return {
      mark: {},
      result: report.unknown(
        'PROOF_SUITE_NOT_SUPPORTED',
        `The proof is of a suite we do not check (${name}).`,
      ),
    };
  }
  const verificationMethod = methodOf(proof);
  const mark: SigningMark = { verificationMethod, created: readInstant(proof['created']) };
  const failed = faultOfTerms(proof, asOf, purpose);
  if (failed) return { mark, result: failed };
  const earlier = earlierProofs(proof, all);
  if (!earlier) {
    const message = 'The proof builds on an earlier proof that is not there.';
    return { mark, result: report.invalid('PREVIOUS_PROOF_MISSING', message) };
  }
  const publicKey = verificationMethod === undefined ? undefined : keyForProof(verificationMethod, issuer);
  if (!publicKey)
    return { mark, result: report.unknown('KEY_NOT_OBTAINED', 'The key that made the proof is not known.') };
  const unsecured = earlier.length ? { ...document, proof: earlier } : unsecuredOf(document);
  return {
    mark: { ...mark, publicKey },
    result: findingOf(await suite(unsecured, proof, publicKey, loader)),
  };
}

function findingOf(check: Awaited<ReturnType<NonNullable<ReturnType<typeof suiteOf>>>>): StepResult {
  if (check.outcome === 'GOOD') return report.valid('PROOF_GOOD', 'The signature matches the document.');
  if (check.outcome === 'BAD')
    return report.invalid('SIGNATURE_WRONG', `The proof does not hold: ${check.detail}.`);
  if (check.fault.code === 'TERM_NOT_DEFINED')
    return report.invalid(
      'PROOF_MALFORMED',
      `Proof and document have no canonical form: ${check.fault.detail}`,
    );
  return report.unknown(check.fault.code, 'Without a canonical form the signature cannot be checked.');
}

/** What a proof says about itself besides its value. */
function faultOfTerms(proof: JsonObject, asOf: Date, purpose: ProofPurpose): StepResult | undefined {
  if (proof['proofPurpose'] !== purpose)
    return report.invalid(
      'PROOF_PURPOSE_WRONG',
      purpose === 'assertionMethod'
        ? 'The proof is not made to assert something.'
        : 'The proof is not made to present something.',
    );
  const created = proof['created'] === undefined ? undefined : readInstant(proof['created']);
  const expires = proof['expires'] === undefined ? undefined : readInstant(proof['expires']);
  if ((proof['created'] !== undefined && !created) || (proof['expires'] !== undefined && !expires))
    return report.invalid('PROOF_DATE_WRONG', 'The proof has an unreadable date.');
  if (expires && created && expires < created)
    return report.invalid('PROOF_DATE_WRONG', 'The proof expires before it was made.');
  if (expires && expires < asOf) return report.invalid('PROOF_EXPIRED', 'The proof has expired.');
  return undefined;
}

/** Older proofs write the key as an object; its id is the key's name, and what else it says is not believed. */
function methodOf({ verificationMethod }: JsonObject): string | undefined {
  if (typeof verificationMethod === 'string') return verificationMethod;
  return isObject(verificationMethod) && typeof verificationMethod['id'] === 'string'
    ? verificationMethod['id']
    : undefined;
}

/** A proof chain (W3C Data Integrity §2.1.2): the proofs named by `previousProof` were part of what was signed. */
function earlierProofs(proof: JsonObject, all: JsonObject[]): JsonObject[] | undefined {
  const named = stringsOf(proof['previousProof']);
  if (listOf(proof['previousProof']).length !== named.length) return undefined;
  const found = all.filter(
    (other) => other !== proof && typeof other['id'] === 'string' && named.includes(other['id']),
  );
  return found.length === new Set(named).size ? found : undefined;
}

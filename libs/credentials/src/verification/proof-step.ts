import type { DocumentLoader } from '../contexts/document-loader.js';
import { idOf, isObject, listOf, stringsOf, type JsonObject } from '../json/json.js';
import { checkSignature, EDDSA_RDFC_2022 } from '../proofs/data-integrity.js';
import type { IssuerEvidence } from './evidence.js';
import { readInstant } from './instant.js';
import { keyForProof } from './proof-key.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('proof');
/** Each proof costs a canonicalisation; nobody honest needs more. */
const PROOFS_MAX = 8;

/** `relied`: the proof whose key and controller the later steps look at. */
export interface ProofFinding {
  result: StepResult;
  relied?: JsonObject;
}

/**
 * Step 4. One good proof suffices and no checked one may be bad; a proof we cannot check (another suite, a key nobody gave us) is
 * passed over beside a good one, but does not suffice alone.
 * Signatures only: whether the key speaks for the issuer is steps 5 and 6.
 */
export async function proofStep(
  document: JsonObject,
  issuer: IssuerEvidence,
  asOf: Date,
  loader: DocumentLoader,
): Promise<ProofFinding> {
  const proofs = listOf(document['proof']);
  if (!proofs.length) return { result: report.invalid('PROOF_MISSING', 'The document carries no proof.') };
  if (proofs.length > PROOFS_MAX)
    return {
      result: report.unknown('PROOFS_TOO_MANY', `The document carries more than ${PROOFS_MAX} proofs.`),
    };
  if (!proofs.every(isObject))
    return { result: report.invalid('PROOF_MALFORMED', 'A proof is not an object.') };
  const supported = proofs.filter(
    (proof) => proof['type'] === 'DataIntegrityProof' && proof['cryptosuite'] === EDDSA_RDFC_2022,
  );
  if (!supported.length) {
    const suites = proofs.map((proof) => String(proof['cryptosuite'] ?? proof['type'])).join(', ');
    const message = `No proof is of a supported suite (found: ${suites}).`;
    return { result: report.unknown('PROOF_SUITE_NOT_SUPPORTED', message) };
  }
  const checked: { proof: JsonObject; result: StepResult }[] = [];
  for (const proof of supported) {
    checked.push({ proof, result: await checkProof(document, proof, proofs, issuer, asOf, loader) });
  }
  const bad = checked.find(({ result }) => result.outcome === 'INVALID');
  const good = checked.filter(({ result }) => result.outcome === 'VALID');
  // The issuer's own proof is the one to rely on, wherever others have signed beside it.
  const ofIssuer = (one: { proof: JsonObject }) => controllerOf(one.proof) === idOf(document['issuer']);
  const relied = good.find(ofIssuer) ?? good[0] ?? checked.find(ofIssuer) ?? checked[0];
  if (bad || !good.length) return { relied: relied?.proof, result: (bad ?? relied ?? checked[0])!.result };
  const passedOver = proofs.length - good.length;
  const note = passedOver ? ` ${passedOver} that cannot be checked passed over.` : '';
  return {
    relied: relied?.proof,
    result: report.valid('PROOF_GOOD', `The signature matches the document.${note}`),
  };
}

async function checkProof(
  document: JsonObject,
  proof: JsonObject,
  all: JsonObject[],
  issuer: IssuerEvidence,
  asOf: Date,
  loader: DocumentLoader,
): Promise<StepResult> {
  if (proof['proofPurpose'] !== 'assertionMethod')
    return report.invalid('PROOF_PURPOSE_WRONG', 'The proof is not made to assert something.');
  if (proof['created'] !== undefined && !readInstant(proof['created']))
    return report.invalid('PROOF_DATE_WRONG', 'The proof has an unreadable date.');
  const expires = proof['expires'] === undefined ? undefined : readInstant(proof['expires']);
  if (proof['expires'] !== undefined && !expires)
    return report.invalid('PROOF_DATE_WRONG', 'The proof has an unreadable date.');
  if (expires && expires < asOf) return report.invalid('PROOF_EXPIRED', 'The proof has expired.');
  const earlier = earlierProofs(proof, all);
  if (!earlier)
    return report.invalid(
      'PREVIOUS_PROOF_MISSING',
      'The proof builds on an earlier proof that is not there.',
    );
  const key = keyForProof(proof, issuer);
  if (!key) return report.unknown('KEY_NOT_OBTAINED', 'The key that made the proof is not known.');
  const { proof: _proof, ...rest } = document;
  const secured = earlier.length ? { ...rest, proof: earlier } : rest;
  const check = await checkSignature(secured, proof, key, loader);
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

/** A proof chain (W3C Data Integrity §2.1.2): the proofs named by `previousProof` were part of what was signed. */
function earlierProofs(proof: JsonObject, all: JsonObject[]): JsonObject[] | undefined {
  const named = stringsOf(proof['previousProof']);
  if (listOf(proof['previousProof']).length !== named.length) return undefined;
  const found = all.filter(
    (other) => other !== proof && typeof other['id'] === 'string' && named.includes(other['id']),
  );
  return found.length === new Set(named).size ? found : undefined;
}

export function controllerOf(proof: JsonObject): string | undefined {
  const method = proof['verificationMethod'];
  return typeof method === 'string' ? method.split('#')[0] : undefined;
}

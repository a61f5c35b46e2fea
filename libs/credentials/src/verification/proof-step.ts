import type { DocumentLoader } from '../contexts/document-loader.js';
import { idOf } from '../json/json.js';
import { checkCompact } from './compact-proof.js';
import { checkEmbedded } from './embedded-proof.js';
import type { IssuerEvidence } from './evidence.js';
import { controllerOf, type ProofCheck, type SigningMark } from './proof-check.js';
import type { ReadCredential } from './read-credential.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('proof');

/** `relied`: the proof whose key and controller the later steps look at. */
export interface ProofFinding {
  result: StepResult;
  relied?: SigningMark;
}

/**
 * Step 4. One good proof suffices and no checked one may be bad; a proof we cannot check (another suite, a key nobody gave us) is
 * passed over beside a good one, but does not suffice alone. The signature of a token is one of its proofs.
 * Signatures only: whether the key speaks for the issuer is steps 5 and 6.
 */
export async function proofStep(
  read: ReadCredential,
  issuer: IssuerEvidence,
  asOf: Date,
  loader: DocumentLoader,
): Promise<ProofFinding> {
  const embedded = await checkEmbedded(read.document, issuer, asOf, loader);
  if (!Array.isArray(embedded)) return { result: embedded };
  const checks = [
    ...(read.compact === undefined ? [] : [await checkCompact(read, issuer, asOf)]),
    ...embedded,
  ];
  if (!checks.length) return { result: report.invalid('PROOF_MISSING', 'The document carries no proof.') };
  return sumOf(checks, idOf(read.document['issuer']));
}

function sumOf(checks: readonly ProofCheck[], issuerId: string | undefined): ProofFinding {
  const bad = checks.find(({ result }) => result.outcome === 'INVALID');
  const good = checks.filter(({ result }) => result.outcome === 'VALID');
  // The issuer's own proof is the one to rely on, wherever others have signed beside it.
  const ofIssuer = ({ mark }: ProofCheck) => controllerOf(mark) === issuerId;
  const named = checks.filter(({ mark }) => mark.publicKey ?? mark.verificationMethod);
  const relied = good.find(ofIssuer) ?? good[0] ?? named.find(ofIssuer) ?? named[0];
  if (bad || !good.length) return { relied: relied?.mark, result: (bad ?? relied ?? checks[0])!.result };
  const passedOver = checks.length - good.length;
  const note = passedOver ? ` ${passedOver} that cannot be checked passed over.` : '';
  return {
    relied: relied?.mark,
    result: report.valid('PROOF_GOOD', `The signature matches the document.${note}`),
  };
}

import { bundledDocumentLoader, type DocumentLoader } from '../contexts/document-loader.js';
import type { JsonObject } from '../json/json.js';
import { contextStep } from './context-step.js';
import type { VerificationEvidence, VerificationOptions } from './evidence.js';
import { issuerIdentityStep } from './issuer-identity-step.js';
import { issuerKeyStep } from './issuer-key-step.js';
import { parseStep } from './parse-step.js';
import { proofStep } from './proof-step.js';
import { schemaStep } from './schema-step.js';
import { statusStep } from './status-step.js';
import { validityStep } from './validity-step.js';
import {
  stepReporter,
  verdictOf,
  type StepName,
  type StepResult,
  type VerificationResult,
} from './verdict.js';

/**
 * Verifies a credential step by step (credentials text, section 8). Pure: the same bytes, evidence and options give the same
 * answer for ever; nothing is fetched and no clock is read. What is not known is UNKNOWN, never INVALID and never VALID.
 */
export async function verifyCredential(
  input: Uint8Array | string | object,
  evidence: VerificationEvidence,
  options: VerificationOptions,
  loader: DocumentLoader = bundledDocumentLoader,
): Promise<VerificationResult> {
  const { result, document } = parseStep(input);
  const steps = [
    result,
    ...(document ? await documentSteps(document, evidence, options, loader) : LATER_STEPS.map(notChecked)),
  ];
  return {
    verdict: verdictOf(steps),
    steps,
    statusAsOf: oldestStatus(steps),
    asOf: options.asOf,
    document: document ?? null,
  };
}

async function documentSteps(
  document: JsonObject,
  evidence: VerificationEvidence,
  options: VerificationOptions,
  loader: DocumentLoader,
): Promise<StepResult[]> {
  const proof = await proofStep(document, evidence.issuer, options.asOf, loader);
  const { relied } = proof;
  return [
    await contextStep(document, loader),
    schemaStep(document),
    proof.result,
    relied ? issuerKeyStep(document, relied, evidence, options) : notChecked('issuerKey'),
    relied ? issuerIdentityStep(document, relied, evidence.issuer) : notChecked('issuerIdentity'),
    validityStep(document, options.asOf),
    statusStep('suspension', document, evidence.status, options),
    statusStep('revocation', document, evidence.status, options),
  ];
}

const LATER_STEPS: StepName[] = [
  'context',
  'schema',
  'proof',
  'issuerKey',
  'issuerIdentity',
  'validity',
  'suspension',
  'revocation',
];

function notChecked(step: StepName): StepResult {
  return stepReporter(step).unknown('NOT_CHECKED', 'An earlier step left nothing to check.');
}

function oldestStatus(steps: StepResult[]): Date | null {
  const dates = steps
    .filter(({ step }) => step === 'suspension' || step === 'revocation')
    .flatMap(({ evidenceAt }) => evidenceAt ?? []);
  return dates.length ? new Date(Math.min(...dates.map((date) => date.getTime()))) : null;
}

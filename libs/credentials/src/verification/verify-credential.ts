import { bundledDocumentLoader, type DocumentLoader } from '../contexts/document-loader.js';
import { isOlderOpenBadge, openBadge2Steps } from '../open-badges-2/open-badge-2-steps.js';
import { authorityStep } from './authority-step.js';
import { contextStep } from './context-step.js';
import { definitionStep } from './definition-step.js';
import { ENDORSEMENT_DEPTH, endorsementFindings, type JudgeOne } from './endorsement-findings.js';
import type { VerificationEvidence, VerificationOptions } from './evidence.js';
import { issuerIdentityStep } from './issuer-identity-step.js';
import { issuerKeyStep } from './issuer-key-step.js';
import { nestedFindings } from './nested-findings.js';
import { parseStep } from './parse-step.js';
import { proofStep } from './proof-step.js';
import type { ReadCredential } from './read-credential.js';
import { resourcesStep } from './resources-step.js';
import { schemaStep } from './schema-step.js';
import { statusStep } from './status-step.js';
import { subjectStep } from './subject-step.js';
import { trustAt } from './trust-evidence.js';
import { validityStep } from './validity-step.js';
import { stepReporter, verdictOf, type StepName, type StepResult, type VerificationResult } from './verdict.js';

/**
 * Verifies a credential step by step (credentials text, section 8). Pure: the same bytes, evidence and options give the same
 * answer for ever; nothing is fetched and no clock is read. What is not known is UNKNOWN, never INVALID and never VALID.
 * Trust, endorsements and the credentials inside a record are told beside the verdict and never change it.
 */
export function verifyCredential(
  input: Uint8Array | string | object,
  evidence: VerificationEvidence,
  options: VerificationOptions,
  loader: DocumentLoader = bundledDocumentLoader,
): Promise<VerificationResult> {
  return judge(input, evidence, options, loader, 0);
}

/** @param depth how many documents this one is embedded in */
async function judge(
  input: Uint8Array | string | object,
  evidence: VerificationEvidence,
  options: VerificationOptions,
  loader: DocumentLoader,
  depth: number,
): Promise<VerificationResult> {
  const { result, read } = parseStep(input);
  const steps = [result, ...(read ? await documentSteps(read, evidence, options, loader) : LATER_STEPS.map(notChecked))];
  const document = read?.document ?? null;
  // Whoever is embedded is not asked whom it is about: that was asked of the whole.
  const { recipient: _recipient, ...inner } = options;
  const judgeInner: JudgeOne = (one, known) => judge(one, known, inner, loader, depth + 1);
  const looksInside = document !== null && depth < ENDORSEMENT_DEPTH;
  return {
    verdict: verdictOf(steps),
    steps,
    statusAsOf: oldestStatus(steps),
    asOf: options.asOf,
    document,
    read: read ?? null,
    trust: trustAt(evidence.trust ?? [], options),
    endorsements: looksInside ? await endorsementFindings(document, evidence, judgeInner) : [],
    nested: looksInside ? await nestedFindings(document, evidence, judgeInner) : [],
  };
}

async function documentSteps(
  read: ReadCredential,
  evidence: VerificationEvidence,
  options: VerificationOptions,
  loader: DocumentLoader,
): Promise<StepResult[]> {
  if (isOlderOpenBadge(read)) return openBadge2Steps(read, evidence.found ?? [], options);
  const { document } = read;
  const proof = await proofStep(read, evidence.issuer, options.asOf, loader);
  const { relied } = proof;
  return [
    await contextStep(read, loader),
    schemaStep(read),
    proof.result,
    relied ? issuerKeyStep(document, relied, evidence, options) : notChecked('issuerKey'),
    relied ? issuerIdentityStep(document, relied, evidence.issuer) : notChecked('issuerIdentity'),
    validityStep(document, options.asOf),
    statusStep('suspension', document, evidence.status, options),
    statusStep('revocation', document, evidence.status, options),
    resourcesStep(document, evidence.found ?? []),
    definitionStep(document, evidence, options),
    authorityStep(document, evidence, options),
    subjectStep(document, options.recipient),
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
  'resources',
  'definition',
  'authority',
  'subject',
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

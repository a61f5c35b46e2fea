import type { JsonObject } from '../json/json.js';
import type { EndorsementFinding } from './endorsement-findings.js';
import type { NestedFinding } from './nested-findings.js';
import type { ReadCredential } from './read-credential.js';
import type { TrustFinding } from './trust-evidence.js';

export type StepName =
  | 'parse'
  | 'context'
  | 'schema'
  | 'proof'
  | 'issuerKey'
  | 'issuerIdentity'
  | 'validity'
  | 'suspension'
  | 'revocation'
  | 'resources'
  | 'definition'
  | 'authority'
  | 'subject';

/** NOT_APPLICABLE: the document asks nothing of this step. It never changes the verdict. */
export type Outcome = 'VALID' | 'INVALID' | 'UNKNOWN' | 'NOT_APPLICABLE';
export type Verdict = 'VALID' | 'INVALID' | 'UNKNOWN';

export interface StepResult {
  step: StepName;
  outcome: Outcome;
  /** A noun and its state, stable for programs. */
  code: string;
  /** One sentence for people: what was compared. */
  message: string;
  /** When the evidence used was observed; null when the document alone decided. */
  evidenceAt: Date | null;
}

export interface VerificationResult {
  verdict: Verdict;
  /** In the order of the credentials text, section 8; always all of them. */
  steps: StepResult[];
  /** Date of the oldest status evidence relied on; null when none was. */
  statusAsOf: Date | null;
  asOf: Date;
  /** The document as read, when it could be read. */
  document: JsonObject | null;
  /** Format and container of what was read; null when nothing could be read. */
  read: ReadCredential | null;
  /** What stands beside the verdict and never changes it. */
  trust: TrustFinding;
  endorsements: EndorsementFinding[];
  /** The credentials inside a comprehensive learner record, each with a verdict of its own. */
  nested: NestedFinding[];
}

/** INVALID if one step is, else UNKNOWN if one step is, else VALID. */
export function verdictOf(steps: readonly StepResult[]): Verdict {
  const has = (outcome: Outcome) => steps.some((step) => step.outcome === outcome);
  if (has('INVALID')) return 'INVALID';
  return has('UNKNOWN') ? 'UNKNOWN' : 'VALID';
}

/** Shorthand by which each step writes its finding. */
export function stepReporter(step: StepName) {
  const report =
    (outcome: Outcome) =>
    (code: string, message: string, evidenceAt: Date | null = null): StepResult => ({
      step,
      outcome,
      code,
      message,
      evidenceAt,
    });
  return {
    valid: report('VALID'),
    invalid: report('INVALID'),
    unknown: report('UNKNOWN'),
    notApplicable: report('NOT_APPLICABLE'),
  };
}

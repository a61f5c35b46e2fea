import { idOf, type JsonObject } from '../json/json.js';
import type { IssuerEvidence } from './evidence.js';
import { controllerOf } from './proof-step.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('issuerIdentity');

/** Step 6. The issuer named in the document, the controller of the key and the issuer's own document are one and the same. */
export function issuerIdentityStep(
  document: JsonObject,
  proof: JsonObject,
  issuer: IssuerEvidence,
): StepResult {
  const issuerId = idOf(document['issuer']);
  const controller = controllerOf(proof);
  if (!issuerId || issuerId !== controller) {
    return report.invalid(
      'ISSUER_NOT_KEY_OWNER',
      `The document names ${issuerId ?? 'no issuer'}, the key belongs to ${controller ?? 'nobody'}.`,
    );
  }
  if (issuerId.startsWith('did:key:'))
    return report.valid('ISSUER_CONFIRMED', 'The issuer is its key (did:key).');
  if (issuer.outcome !== 'KNOWN')
    return report.unknown(
      'ISSUER_NOT_OBTAINED',
      `The issuer's own document was not obtained: ${issuer.detail}.`,
    );
  if (issuer.id !== issuerId)
    return report.invalid(
      'ISSUER_DIFFERS',
      `The issuer's own document names ${issuer.id}.`,
      issuer.observedAt,
    );
  return report.valid('ISSUER_CONFIRMED', "The issuer's own document names the same id.", issuer.observedAt);
}

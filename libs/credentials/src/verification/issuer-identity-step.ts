import { idOf, type JsonObject } from '../json/json.js';
import type { IssuerEvidence } from './evidence.js';
import { controllerOf, type SigningMark } from './proof-check.js';
import { keyOfMark } from './proof-key.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('issuerIdentity');

/** Step 6. The issuer named in the document, the controller of the key and the issuer's own document are one and the same. */
export function issuerIdentityStep(
  document: JsonObject,
  mark: SigningMark,
  issuer: IssuerEvidence,
): StepResult {
  const issuerId = idOf(document['issuer']);
  const controller = controllerKnown(mark, issuer);
  if (!issuerId || (controller !== undefined && issuerId !== controller)) {
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
  if (controller === undefined)
    return report.unknown(
      'KEY_OWNER_NOT_KNOWN',
      'The proof does not say whose key it is.',
      issuer.observedAt,
    );
  return report.valid('ISSUER_CONFIRMED', "The issuer's own document names the same id.", issuer.observedAt);
}

/** Whose key it is: by its listing, else by its own name; undefined when it has none, or one that is the address of the key alone. */
function controllerKnown(mark: SigningMark, issuer: IssuerEvidence): string | undefined {
  const listed = issuer.outcome === 'KNOWN' ? keyOfMark(issuer.keys, mark) : undefined;
  const named = mark.verificationMethod;
  return named === undefined || !(named.includes('#') || named.startsWith('did:'))
    ? listed?.controller
    : controllerOf(mark);
}

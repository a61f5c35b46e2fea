import { idOf, isObject, listOf, stringsOf, type JsonObject } from '../json/json.js';
import type { VerificationOptions } from '../verification/evidence.js';
import { stateAt } from '../verification/status-at.js';
import { stepReporter, type StepResult } from '../verification/verdict.js';
import type { LinkedBadge } from './linked-documents.js';

const report = stepReporter('revocation');

/** Step 9. A hosted badge is revoked at its own address, a signed one in the issuer's list. */
export function revocationStep2(
  { given, assertion, kind, home, issuer, revocationList }: LinkedBadge,
  options: VerificationOptions,
): StepResult {
  if ((given ?? assertion)['revoked'] === true)
    return report.invalid('REVOKED', 'The assertion itself says that it is revoked.');
  if (kind === 'HOSTED') {
    if (home?.state === 'MISSING' && home.gone) return seen(true, home.gone, options);
    return home?.state === 'READ'
      ? seen(home.document['revoked'] === true, home.observedAt, options)
      : report.unknown('STATUS_NOT_OBTAINED', 'The hosted assertion was not obtained.');
  }
  if (issuer.state !== 'READ')
    return report.unknown('STATUS_NOT_OBTAINED', "The issuer's own document was not obtained.");
  if (!revocationList)
    return report.notApplicable('STATUS_NOT_STATED', 'The issuer keeps no revocation list.');
  if (revocationList.state !== 'READ')
    return report.unknown('STATUS_NOT_OBTAINED', 'The revocation list was not obtained.');
  return seen(isListed(assertion, revocationList.document), revocationList.observedAt, options);
}

/** Entries are ids, or objects with an id or the uid of older badges. */
function isListed(assertion: JsonObject, list: JsonObject): boolean {
  const ids = stringsOf([assertion['id'] ?? null, assertion['uid'] ?? null]);
  // Up to 1.1 the list was an object of uid and reason.
  if (list['revokedAssertions'] === undefined) return ids.some((id) => Object.hasOwn(list, id));
  return listOf(list['revokedAssertions']).some((entry) =>
    [idOf(entry), isObject(entry) ? idOf(entry['uid']) : undefined].some(
      (id) => id !== undefined && ids.includes(id),
    ),
  );
}

function seen(value: boolean, observedAt: Date | null, options: VerificationOptions): StepResult {
  if (!observedAt) return report.unknown('STATUS_NOT_OBTAINED', 'It is not known when the status was seen.');
  return stateAt(
    { source: 'STATUS_LIST', purpose: 'revocation', outcome: 'READ', value, observedAt },
    options,
  );
}

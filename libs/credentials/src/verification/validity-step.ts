import type { JsonObject } from '../json/json.js';
import { validityOf } from './document-kind.js';
import { readInstant } from './instant.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('validity');

/** Step 7. `asOf` lies within validFrom and validUntil (1.1: issuanceDate and expirationDate), both ends included. */
export function validityStep(document: JsonObject, asOf: Date): StepResult {
  const stated = validityOf(document);
  const from = readInstant(stated.from);
  const until = readInstant(stated.until);
  if ((stated.from !== undefined && !from) || (stated.until !== undefined && !until)) {
    return report.invalid('VALIDITY_NOT_READABLE', 'A date of validity is not a date-time with a zone.');
  }
  if (from && until && until < from)
    return report.invalid('VALIDITY_EMPTY', 'The validity ends before it begins.');
  if (from && asOf < from)
    return report.invalid('NOT_YET_VALID', `The credential is valid from ${from.toISOString()} on.`);
  if (until && asOf > until)
    return report.invalid('EXPIRED', `The credential was valid until ${until.toISOString()}.`);
  return report.valid('WITHIN_VALIDITY', `${asOf.toISOString()} lies within the validity.`);
}

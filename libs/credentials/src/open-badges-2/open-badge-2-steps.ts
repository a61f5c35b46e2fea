import { stringsOf } from '../json/json.js';
import type { FoundDocument, VerificationOptions } from '../verification/evidence.js';
import type { ReadCredential } from '../verification/read-credential.js';
import { subjectStep } from '../verification/subject-step.js';
import { stepReporter, type StepResult } from '../verification/verdict.js';
import { hostedProofStep } from './hosted-proof.js';
import { issuerIdentityStep2 } from './hosting-policy.js';
import { linkedBadge, type LinkedBadge } from './linked-documents.js';
import { revocationStep2 } from './revocation.js';
import { assertionFaults, badgeFaults, issuerFaults, readDate } from './shape.js';
import { signedKeyStep, signedProofStep } from './signed-proof.js';

/** Badges of before version 3.0, which prove themselves by where they lie or by a plain JWS. */
export function isOlderOpenBadge({ format }: ReadCredential): boolean {
  return OLDER_FORMATS.has(format);
}

/**
 * Steps 2 to 13 for Open Badges 2.0 and before, under the names they have for credentials. Pure: all documents of others come with
 * `found`; what is not there makes a step UNKNOWN.
 */
export function openBadge2Steps(
  read: ReadCredential,
  found: readonly FoundDocument[],
  options: VerificationOptions,
): StepResult[] {
  const badge = linkedBadge(read, found);
  return [
    contextStep2(read, badge),
    schemaStep2(badge),
    read.compact ? signedProofStep(badge, read.compact) : hostedProofStep(badge),
    read.compact
      ? signedKeyStep(badge)
      : stepReporter('issuerKey').notApplicable('KEY_NOT_USED', 'A hosted badge has no key.'),
    issuerIdentityStep2(badge),
    validityStep2(badge, options.asOf),
    stepReporter('suspension').notApplicable(
      'STATUS_NOT_STATED',
      'Badges of this version are not suspended.',
    ),
    revocationStep2(badge, options),
    stepReporter('resources').notApplicable(
      'RESOURCES_NOT_STATED',
      'The document binds nothing else by digest.',
    ),
    stepReporter('definition').notApplicable(
      'DEFINITION_NOT_STATED',
      'The badge states no version of a definition.',
    ),
    stepReporter('authority').notApplicable('MANDATE_NOT_STATED', 'The badge names no other creator.'),
    subjectStep(badge.assertion, options.recipient),
  ];
}

const OLDER_FORMATS = new Set(['OB2_HOSTED', 'OB2_SIGNED', 'OB1', 'ADDRESS']);
const CONTEXTS = [
  'https://w3id.org/openbadges/v2',
  'https://w3id.org/openbadges/v1',
  'https://openbadgespec.org/v2/context.json',
];

function contextStep2({ format }: ReadCredential, { assertion, home }: LinkedBadge): StepResult {
  const report = stepReporter('context');
  if (format === 'ADDRESS' && home?.state !== 'READ')
    return report.unknown('NOT_CHECKED', 'The assertion was not obtained.');
  const contexts = stringsOf(assertion['@context']);
  if (!contexts.length && assertion['@context'] === undefined && format !== 'OB2_HOSTED')
    return report.notApplicable('CONTEXT_NOT_STATED', 'Badges of this version name no context.');
  return contexts.some((context) => CONTEXTS.includes(context))
    ? report.valid('CONTEXT_KNOWN', 'The context is that of Open Badges.')
    : report.invalid('CONTEXT_WRONG', 'The context is not that of Open Badges.');
}

function schemaStep2({ assertion, given, older, home, badge, issuer }: LinkedBadge): StepResult {
  const report = stepReporter('schema');
  if (!given && home?.state !== 'READ')
    return report.unknown('NOT_CHECKED', 'The assertion was not obtained.');
  const [fault] = assertionFaults(assertion, older);
  if (fault) return report.invalid('SCHEMA_NOT_MET', `Open Badges 2.0, Assertion: ${fault}.`);
  if (badge.state !== 'READ')
    return report.unknown('BADGE_NOT_OBTAINED', `The badge was not obtained: ${detailOf(badge)}.`);
  const [badgeFault] = badgeFaults(badge.document);
  if (badgeFault)
    return report.invalid('SCHEMA_NOT_MET', `Open Badges 2.0, BadgeClass: ${badgeFault}.`, badge.observedAt);
  if (issuer.state !== 'READ')
    return report.unknown('ISSUER_NOT_OBTAINED', `The issuer was not obtained: ${detailOf(issuer)}.`);
  const [issuerFault] = issuerFaults(issuer.document);
  if (issuerFault)
    return report.invalid('SCHEMA_NOT_MET', `Open Badges 2.0, Issuer: ${issuerFault}.`, issuer.observedAt);
  return report.valid(
    'SCHEMA_MET',
    'Assertion, badge and issuer have the shape they must have.',
    issuer.observedAt,
  );
}

function validityStep2({ assertion, home, given }: LinkedBadge, asOf: Date): StepResult {
  const report = stepReporter('validity');
  if (!given && home?.state !== 'READ')
    return report.unknown('NOT_CHECKED', 'The assertion was not obtained.');
  const from = readDate(assertion['issuedOn']);
  const until = readDate(assertion['expires']);
  if (!from || (assertion['expires'] !== undefined && !until))
    return report.invalid('VALIDITY_NOT_READABLE', 'A date of validity is not a date-time with a zone.');
  if (until && until < from)
    return report.invalid('VALIDITY_EMPTY', 'The badge expires before it is issued.');
  if (asOf < from) return report.invalid('NOT_YET_VALID', `The badge is issued on ${from.toISOString()}.`);
  if (until && asOf > until)
    return report.invalid('EXPIRED', `The badge was valid until ${until.toISOString()}.`);
  return report.valid('WITHIN_VALIDITY', `${asOf.toISOString()} lies within the validity.`);
}

function detailOf(part: { state: string; detail?: string }): string {
  return part.detail ?? 'it is no JSON';
}

import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { isIssuerId } from './trust-entry.js';

export type AccreditationKind = 'ACCREDITED' | 'APPROVED' | 'RECOGNISED' | 'REGULATED';

/** What a body states about an issuer over the days `[from, until)`, in one of its versions. Days as YYYY-MM-DD. */
export interface Accreditation {
  /** Who recorded it. */
  readonly tenant: string;
  readonly id: string;
  readonly version: number;
  /** DID or address of the issuer it is about. */
  readonly subject: string;
  /** Our id of it, if it is of this registry. */
  readonly subjectIssuer: string | null;
  readonly body: string;
  readonly kind: AccreditationKind;
  readonly source: string | null;
  readonly from: string;
  readonly until: string | null;
  readonly recordedAt: Date;
}

export type WantedAccreditation = Pick<Accreditation, 'subject' | 'body' | 'kind' | 'source' | 'from' | 'until'>;

const bodyMax = 200;
const sourceMax = 2_000;

export function checkAccreditation<Wanted extends WantedAccreditation>(wanted: Wanted): Decision<Wanted> {
  const body = wanted.body.trim();
  const { subject, source, from, until } = wanted;
  const faults = [
    ...(isIssuerId(subject) ? [] : [refusal('ACCREDITATION_INVALID', 'An issuer is named by a DID or an https address, as its documents name it.', 'subject')]),
    ...(body.length < 1 || body.length > bodyMax ? [refusal('INVALID_VALUE', `The name of the body has 1 to ${bodyMax} characters.`, 'body')] : []),
    ...(source !== null && source.length > sourceMax ? [refusal('INVALID_VALUE', `A source has at most ${sourceMax} characters.`, 'source')] : []),
    ...(until !== null && until <= from ? [refusal('ACCREDITATION_INVALID', 'The end comes after the beginning.', 'until')] : []),
  ];
  return faults.length > 0 ? refused(...faults) : accepted({ ...wanted, body });
}

/** Of all versions, what held on a day as it was known at an instant. */
export function accreditationsAt(versions: readonly Accreditation[], day: string, knownAsOf?: Date): Accreditation[] {
  const newest = new Map<string, Accreditation>();
  for (const version of versions) {
    if (knownAsOf && version.recordedAt > knownAsOf) continue;
    const other = newest.get(version.id);
    if (!other || other.version < version.version) newest.set(version.id, version);
  }
  return [...newest.values()].filter(({ from, until }) => from <= day && (until === null || day < until));
}

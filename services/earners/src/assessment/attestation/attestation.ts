import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import type { RequirementText } from '@cairn/events';
import { checkIdentifier } from '../../earner/identifier.js';

export type AttestationState = 'ASKED' | 'ATTESTED' | 'DECLINED' | 'EXPIRED' | 'WITHDRAWN';

/** What is to be attested, and by whom: sealed, since it tells of two people. */
export interface AttestationTerms {
  readonly name: string;
  readonly email: string;
  /** Where the work was done: an organisation. */
  readonly host: string;
  readonly statement: string;
}

/** Somebody who was there is asked to confirm what an earner did, and answers once. Days are civil days, the last one included. */
export interface Attestation {
  readonly id: string;
  readonly tenant: string;
  readonly submission: string;
  /** Key of the ATTESTATION requirement that it is for. */
  readonly requirement: string;
  /** `supervisor`, `nominator`, …: as the requirement says. */
  readonly role: string;
  readonly state: AttestationState;
  /** AttestationTerms under the case's seal; null once the earner was erased. */
  readonly terms: Buffer | null;
  /** What the attestor remarked, under the case's seal. */
  readonly remarks: Buffer | null;
  readonly from: string;
  readonly until: string;
  /** As asked, and as attested. */
  readonly hours: number;
  readonly attestedHours: number | null;
  readonly askedAt: Date;
  readonly expiresAt: Date;
  readonly answeredAt: Date | null;
  /** The member of staff who attested in the desk; null when it was answered by the link. */
  readonly answeredBy: string | null;
}

/** What an earner asks to be attested. */
export interface Asked extends AttestationTerms {
  readonly from: string;
  readonly until: string;
  readonly hours: number;
}

/** How long a link to attest is good for, in ms (30 days). */
export const attestationLifeMs = 30 * 86_400_000;
/** Of one case: each is a mail to somebody who did not ask for it. */
export const attestationsMax = 10;

/** The requirement that an attestation is for; undefined when the key names none that asks for one. */
export function attestationAsked(tree: RequirementText | null, key: string): RequirementText | undefined {
  if (tree === null) return undefined;
  if (tree.kind === 'ATTESTATION' && tree.key === key) return tree;
  for (const child of tree.of) {
    const found = attestationAsked(child, key);
    if (found) return found;
  }
  return undefined;
}

/** Checks what is asked and tells every fault at once. */
export function checkAsked({ name, email, host, statement, from, until, hours }: Asked, now: Date): Decision<Asked> {
  const faults: Refusal[] = [
    ...line(name, 'name', 'A name'),
    ...line(host, 'host', 'A host'),
    ...(statement.trim() === '' || statement.length > 2_000 || /[^\P{Cc}\n]/u.test(statement)
      ? [refusal('INVALID_VALUE', 'A statement has 1 to 2,000 characters, and no control characters beside ends of lines.', 'statement')]
      : []),
  ];
  const address = checkIdentifier('EMAIL', email, 'email');
  if (!address.ok) faults.push(...address.refusals);
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1;
  if (days < 1) faults.push(refusal('INVALID_VALUE', 'The last day is not before the first.', 'until'));
  // What is over somewhere may be attested everywhere.
  else if (Date.parse(until) > now.getTime() + 14 * 3_600_000) faults.push(refusal('INVALID_VALUE', 'What is attested lies in the past.', 'until'));
  if (days >= 1) faults.push(...checkHours(hours, days));
  if (faults.length > 0 || !address.ok) return refused(...faults);
  return accepted({ name: name.trim(), email: address.value.value, host: host.trim(), statement: statement.trim(), from, until, hours });
}

/** What an attestor answers: the hours he attests, and what he remarks. */
export function checkAnswer({ from, until }: Pick<Attestation, 'from' | 'until'>, hours: number, remarks: string | null): Decision<{ hours: number; remarks: string | null }> {
  const text = remarks?.trim() ?? '';
  const faults = checkHours(hours, (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1);
  if (text.length > 2_000 || /[^\P{Cc}\r\n]/u.test(text)) faults.push(refusal('INVALID_VALUE', 'Remarks have at most 2,000 characters.', 'remarks'));
  return faults.length > 0 ? refused(...faults) : accepted({ hours, remarks: text === '' ? null : text });
}

/** Whether it waits for an answer. */
export function checkOpen({ state, expiresAt }: Pick<Attestation, 'state' | 'expiresAt'>, now: Date, field: string): Decision<null> {
  if (state !== 'ASKED') return refused(refusal('ATTESTATION_STATE_INVALID', `It is ${state.toLowerCase()} and waits for no answer.`, field));
  if (expiresAt <= now) return refused(refusal('ATTESTATION_STATE_INVALID', 'It was not answered in time. Whoever asked can ask again.', field));
  return accepted(null);
}

/** The state as it is now: the clock writes what time has done already. */
export const stateAt = ({ state, expiresAt }: Pick<Attestation, 'state' | 'expiresAt'>, now: Date): AttestationState =>
  state === 'ASKED' && expiresAt <= now ? 'EXPIRED' : state;

function checkHours(hours: number, days: number): Refusal[] {
  const good = Number.isFinite(hours) && hours > 0 && hours <= days * 24 && Math.round(hours * 100) === hours * 100;
  return good ? [] : [refusal('INVALID_VALUE', 'Hours are more than 0, with two decimals at most, and fit into the days.', 'hours')];
}

const line = (text: string, field: string, what: string): Refusal[] =>
  text.trim() === '' || text.length > 200 || /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text)
    ? [refusal('INVALID_VALUE', `${what} has 1 to 200 characters and no control or direction marks.`, field)]
    : [];

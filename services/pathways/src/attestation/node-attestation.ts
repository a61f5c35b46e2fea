import { accepted, type Decision, type Refusal, refusal, refused, type Right, rights } from '@cairn/access';
import { addDuration, type Node } from '@cairn/requirements';

/** Somebody's word that a node is met. In force on [on, until), up to the day of its withdrawal. Ids are bare. */
export interface NodeAttestation {
  readonly id: string;
  readonly tenant: string;
  readonly enrolment: string;
  readonly node: string;
  readonly role: string;
  /** Public id of the member or program that gave it. */
  readonly attestedBy: string;
  readonly evidence: string | null;
  readonly on: string;
  readonly until: string | null;
  readonly revokedOn: string | null;
  readonly recordedAt: Date;
}

export interface AttestationWish {
  readonly node: string;
  readonly role: string;
  readonly evidence: string | null;
  readonly on: string;
  readonly until: string | null;
}

/** What the wish is held against. */
export interface AttestationGround {
  readonly node: Node | undefined;
  /** Whether the caller is the earner himself. */
  readonly isSelf: boolean;
  readonly mayAs: (right: Right) => boolean;
  readonly today: string;
}

/** Roles that go with a right of their own; a right's own name does so too, and every other role is given by those who may award. */
const rightOfRole: Readonly<Record<string, Right>> = { reviewer: 'REVIEW', grantor: 'GRANT_AWARD', administrator: 'ADMINISTER' };

/** The right that attesting in a role needs. */
export function rightFor(role: string): Right {
  const named = role.toUpperCase();
  return rightOfRole[role.toLowerCase()] ?? rights.find((right) => right === named) ?? 'AWARD';
}

/** Every fault at once; the attestation ends when the node says, unless it was to end earlier. */
export function checkAttestation(wish: AttestationWish, { node, isSelf, mayAs, today }: AttestationGround): Decision<AttestationWish> {
  if (node?.kind !== 'attested') return refused(notAllowed(`No version that governs the enrolment has a node \`${wish.node}\` of kind \`attested\`.`, 'node'));
  const faults: Refusal[] = [];
  if (isSelf) faults.push(notAllowed('Nobody attests for himself.', 'enrolmentId'));
  if (wish.role !== node.by) faults.push(notAllowed(`The node is attested by a ${node.by}.`, 'role'));
  else if (!mayAs(rightFor(node.by))) faults.push(notAllowed(`Attesting as ${node.by} needs the right ${rightFor(node.by)} over the pathway.`, 'role'));
  if (wish.on > today) faults.push(refusal('INVALID_VALUE', `The day is in the future; today is ${today}.`, 'on'));
  if (wish.until !== null && wish.until <= wish.on) faults.push(refusal('INVALID_VALUE', 'It has to end after its first day.', 'until'));
  const evidence = wish.evidence?.trim() ?? null;
  if (evidence === null && node.evidence === true) faults.push(refusal('FIELD_MISSING', 'The node asks for evidence: state where it is.', 'evidence'));
  if (evidence !== null && (evidence.length < 1 || evidence.length > 500)) faults.push(refusal('INVALID_VALUE', 'Evidence is named by 1 to 500 characters.', 'evidence'));
  if (faults.length > 0) return refused(...faults);
  const latest = node.validFor === undefined ? null : addDuration(wish.on, node.validFor);
  const until = wish.until === null || (latest !== null && latest < wish.until) ? latest : wish.until;
  return accepted({ ...wish, evidence, until });
}

export function withdrawAttestation(attestation: NodeAttestation, on: string, today: string): Decision<NodeAttestation> {
  if (on > today) return refused(refusal('INVALID_VALUE', `The day is in the future; today is ${today}.`, 'on'));
  if (on < attestation.on) return refused(refusal('INVALID_VALUE', `It was given on ${attestation.on}; it cannot be withdrawn before.`, 'on'));
  if (attestation.revokedOn !== null) return refused(notAllowed(`It has been withdrawn from ${attestation.revokedOn} on.`, 'id'));
  return accepted({ ...attestation, revokedOn: on });
}

const notAllowed = (message: string, field: string): Refusal => refusal('ATTESTATION_NOT_ALLOWED', message, field);

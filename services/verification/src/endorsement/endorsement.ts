import { accepted, type Decision, refusal, refused } from '@cairn/access';

export type EndorsementState = 'REQUESTED' | 'OFFERED' | 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN';
export type EndorsedKind = 'ISSUER' | 'ACHIEVEMENT_VERSION' | 'AWARD';

/** Signed support of one issuer for another issuer, a version of its achievements or an award. Ids are bare. */
export interface Endorsement {
  readonly id: string;
  /** That of the endorser. */
  readonly tenant: string;
  readonly endorser: string;
  readonly kind: EndorsedKind;
  readonly subject: string;
  readonly subjectTenant: string;
  /** The issuer that is endorsed, or whose achievement or award is. */
  readonly subjectIssuer: string;
  /** Lineage of the achievement version that is endorsed. */
  readonly achievement: string | null;
  /** What was written with the request. */
  readonly message: string | null;
  /** What the endorser says; null until signed. */
  readonly comment: string | null;
  readonly state: EndorsementState;
  readonly version: number;
  readonly createdAt: Date;
  /** When it was signed. */
  readonly offeredAt: Date | null;
  readonly acceptedAt: Date | null;
  /** When it was declined or withdrawn. */
  readonly endedAt: Date | null;
}

export const textMax = 2_000;

/** The request as answered by the endorser: signed. */
export const offer = (endorsement: Endorsement, comment: string, at: Date): Decision<Endorsement> =>
  move(endorsement, ['REQUESTED'], { state: 'OFFERED', comment, offeredAt: at });

export const accept = (endorsement: Endorsement, at: Date): Decision<Endorsement> => move(endorsement, ['OFFERED'], { state: 'ACCEPTED', acceptedAt: at });

/** What was signed is declined by who is endorsed, what was only asked for by who was asked. */
export const decline = (endorsement: Endorsement, at: Date): Decision<Endorsement> =>
  move(endorsement, ['REQUESTED', 'OFFERED'], { state: 'DECLINED', endedAt: at });

/** What was signed is taken back: its bit is set. */
export const withdraw = (endorsement: Endorsement, at: Date): Decision<Endorsement> =>
  move(endorsement, ['OFFERED', 'ACCEPTED'], { state: 'WITHDRAWN', endedAt: at });

function move(endorsement: Endorsement, from: readonly EndorsementState[], to: Partial<Endorsement>): Decision<Endorsement> {
  const { state, version } = endorsement;
  if (from.includes(state)) return accepted({ ...endorsement, ...to, version: version + 1 });
  return refused(refusal('ENDORSEMENT_STATE_INVALID', `The endorsement is ${state}.`, 'id'));
}

/** A text of somebody, trimmed; refused when there is none or too much of it. */
export function checkText(text: string, field: string): Decision<string> {
  const trimmed = text.trim();
  if (trimmed.length >= 1 && trimmed.length <= textMax) return accepted(trimmed);
  return refused(refusal('INVALID_VALUE', 'The text has 1 to 2,000 characters.', field));
}

/** State of an award as stored; EXPIRED is derived, see `effectiveState`. */
export type AwardState = 'SCHEDULED' | 'OFFERED' | 'ACTIVE' | 'SUSPENDED' | 'REVOKED' | 'REPLACED' | 'DECLINED' | 'CANCELLED';
export type EffectiveState = AwardState | 'EXPIRED';
export type SuspensionCause = 'MISCONDUCT' | 'SHORTFALL' | 'COMPONENT_LOST' | 'ISSUER';
export type RevocationReason = 'ISSUED_IN_ERROR' | 'MISCONDUCT' | 'COMPONENT_LOST' | 'EARNER_REQUEST' | 'OTHER';
/** LINK: private, but for those who have a link that its earner made. */
export type Visibility = 'PRIVATE' | 'LINK' | 'PUBLIC';

export interface Assessment {
  readonly method: string;
  /** Civil date. */
  readonly assessedOn: string;
  readonly assessor: string | null;
}

export interface Result {
  readonly name: string;
  readonly value: string;
  /** Key of the version's result description. */
  readonly resultDescription?: string | null;
  /** Key of the level reached, where the result description has levels. */
  readonly achievedLevel?: string | null;
}

/** Something that was filed for the award: which requirement by what kind of evidence. The thing itself stays with its submission. */
export interface EvidenceFor {
  /** Bare id. */
  readonly evidence: string;
  /** Key of the requirement within the version. */
  readonly requirement: string;
  readonly kind: 'TEXT' | 'FILE' | 'LINK' | 'ATTESTATION';
}

/** Practice at work that the award stands for, as it was attested. */
export interface Work {
  /** Name of the organisation. */
  readonly host: string;
  /** Civil dates, the last one included; null where it was not stated. */
  readonly from: string | null;
  readonly until: string | null;
  readonly hours: number | null;
}

/** NATIVE: made here when it was earned. MIGRATED: taken over from records of before. */
export type Origin = 'NATIVE' | 'MIGRATED';

/** An issuer, of another tenant, that acts in the name of an issuer. */
export interface Agent {
  readonly issuer: string;
  readonly tenant: string;
}

/** The fact that an earner earned an achievement. Ids are bare, days are civil dates in UTC. */
export interface Award {
  readonly id: string;
  readonly tenant: string;
  readonly earner: string;
  readonly issuer: string;
  /** The issuer that made it in the name of `issuer` under a mandate, and its tenant; null when `issuer` made it. */
  readonly agentIssuer: string | null;
  readonly agentTenant: string | null;
  readonly achievement: string;
  readonly achievementVersion: string;
  /** Name of the issuer when the award was made. */
  readonly issuerName: string | null;
  readonly state: AwardState;
  readonly suspensionCauses: readonly SuspensionCause[];
  readonly awardedOn: string;
  /** First day on which it is no longer valid; null means for ever. */
  readonly validUntil: string | null;
  readonly partnerReference: string | null;
  readonly assessment: Assessment | null;
  readonly results: readonly Result[];
  readonly evidence: readonly EvidenceFor[];
  readonly work: Work | null;
  /** Where it differs from what the version carries. */
  readonly creditsEarned: number | null;
  readonly origin: Origin;
  /** First day of a scheduled award; null for one that began at once. */
  readonly notBefore: string | null;
  /** When an offer lapses; null: never. */
  readonly offerUntil: Date | null;
  readonly acceptedAt: Date | null;
  /** Number of the validity period, from 1, and its first day. */
  readonly term: number;
  readonly termFrom: string;
  readonly visibility: Visibility;
  readonly revocationReason: RevocationReason | null;
  readonly revokedAt: Date | null;
  readonly replacedBy: string | null;
  /** Keeps other awards of the same achievement away while it holds, with `standsUntil` those that are dated before that day. */
  readonly standing: boolean;
  readonly standsUntil: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What the clock waits for, as an instant: the start of a scheduled award, the end of an offer or of validity; null for nothing. */
export function nextAt({ state, notBefore, offerUntil, validUntil, updatedAt }: Pick<Award, 'state' | 'notBefore' | 'offerUntil' | 'validUntil' | 'updatedAt'>): Date | null {
  if (state === 'SCHEDULED') return notBefore === null ? null : startOf(notBefore);
  if (state === 'OFFERED') return offerUntil;
  // What ended before it was written here has nothing to tell any more.
  return state === 'ACTIVE' && validUntil !== null && startOf(validUntil) > updatedAt ? startOf(validUntil) : null;
}

const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** What a list shows of the version, from its copy. */
export interface Shown extends Award {
  readonly title: string | null;
  readonly imageUrl: string | null;
  readonly level: string | null;
  readonly basis: string | null;
  /** IANA time zone of the issuer, in which its days begin; null or left out: UTC. */
  readonly zone?: string | null;
  /** Given when it was read by the person who earned it. */
  readonly mine?: true;
}

/**
 * The state of an award on a day. Only an active award expires: a suspended one stays suspended, so that closing the
 * cause is still seen to be due. domain.md 4.3.
 *
 * @param asOf civil date, in the time zone of the issuer
 */
export const effectiveState = ({ state, validUntil }: Pick<Award, 'state' | 'validUntil'>, asOf: string): EffectiveState =>
  state === 'ACTIVE' && validUntil !== null && asOf >= validUntil ? 'EXPIRED' : state;

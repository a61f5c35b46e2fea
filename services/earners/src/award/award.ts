/** State of an award as stored; EXPIRED is derived, see `effectiveState`. */
export type AwardState = 'OFFERED' | 'ACTIVE' | 'SUSPENDED' | 'REVOKED' | 'REPLACED' | 'DECLINED';
export type EffectiveState = AwardState | 'EXPIRED';
export type SuspensionCause = 'MISCONDUCT' | 'SHORTFALL' | 'COMPONENT_LOST' | 'ISSUER';
export type RevocationReason = 'ISSUED_IN_ERROR' | 'MISCONDUCT' | 'COMPONENT_LOST' | 'EARNER_REQUEST' | 'OTHER';
export type Visibility = 'PRIVATE' | 'PUBLIC';

export interface Assessment {
  readonly method: string;
  /** Civil date. */
  readonly assessedOn: string;
  readonly assessor: string | null;
}

export interface Result {
  readonly name: string;
  readonly value: string;
}

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
  readonly visibility: Visibility;
  readonly revocationReason: RevocationReason | null;
  readonly revokedAt: Date | null;
  readonly replacedBy: string | null;
  /** Keeps other awards of the same achievement away while it holds. */
  readonly standing: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a list shows of the version, from its copy. */
export interface Shown extends Award {
  readonly title: string | null;
  readonly imageUrl: string | null;
  readonly level: string | null;
  readonly basis: string | null;
  /** Given when it was read by the person who earned it. */
  readonly mine?: true;
}

/**
 * The state of an award on a day. Only an active award expires: a suspended one stays suspended, so that closing the
 * cause is still seen to be due. domain.md 4.3.
 *
 * @param asOf civil date in UTC
 */
export const effectiveState = ({ state, validUntil }: Pick<Award, 'state' | 'validUntil'>, asOf: string): EffectiveState =>
  state === 'ACTIVE' && validUntil !== null && asOf >= validUntil ? 'EXPIRED' : state;

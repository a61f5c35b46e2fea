import { publicId } from '@cairn/subgraph';
import { type Award, effectiveState, type Shown } from './award.js';
import { civilDayIn } from './civil-day.js';

/**
 * An award as the schema has it. Callers who are neither of its tenant nor who earned it see the public face of a public award: not who earned it, not
 * the partner's reference, not who assessed it, not why it was suspended or revoked.
 */
export function awardNode(award: Shown, viewer: string | null, now: Date) {
  const own = award.tenant === viewer || award.mine === true;
  // Who made it in the name of its issuer sees what it wrote, but learns no more of the earner than it knew.
  const whole = own || (viewer !== null && award.agentTenant === viewer);
  const { assessment, revocationReason: reason, revokedAt: at } = award;
  return {
    __typename: 'Award' as const,
    id: publicId('Award', award.id),
    row: award,
    own,
    /** Who earned it is told to the award's own tenant and to the person only. */
    earner: own ? { __typename: 'Earner' as const, id: publicId('Earner', award.earner), uuid: award.earner } : null,
    achievement: { __typename: 'Achievement' as const, id: publicId('Achievement', award.achievement) },
    achievementVersion: { __typename: 'AchievementVersion' as const, id: publicId('AchievementVersion', award.achievementVersion) },
    issuer: { __typename: 'Issuer' as const, id: publicId('Issuer', award.issuer) },
    agentIssuer: award.agentIssuer === null ? null : { __typename: 'Issuer' as const, id: publicId('Issuer', award.agentIssuer) },
    snapshot: snapshotOf(award),
    state: effectiveState(award, civilDayIn(now, award.zone)),
    suspensionCauses: whole ? award.suspensionCauses : [],
    awardedOn: award.awardedOn,
    validUntil: award.validUntil,
    partnerReference: whole ? award.partnerReference : null,
    assessment: assessment && (whole ? assessment : { ...assessment, assessor: null }),
    results: award.results,
    evidence: award.evidence.map(({ evidence, ...rest }) => ({ ...rest, id: publicId('Evidence', evidence) })),
    work: award.work,
    creditsEarned: award.creditsEarned,
    origin: award.origin,
    notBefore: award.notBefore,
    offerUntil: award.offerUntil,
    acceptedAt: award.acceptedAt,
    visibility: award.visibility,
    revocation: whole && reason && at ? { reason, at } : null,
    version: award.version,
    createdAt: award.createdAt,
    updatedAt: award.updatedAt,
  };
}

export type AwardNode = ReturnType<typeof awardNode>;

const snapshotOf = ({ title, issuerName, imageUrl, level, basis }: Shown) => ({
  achievementName: title ?? '',
  issuerName,
  imageUrl,
  level,
  basis: basis ?? '',
});

/** The key values of an award in lists of one owner. */
export const ownerKeys = ({ awardedOn, id }: Pick<Award, 'awardedOn' | 'id'>): [string, string] => [awardedOn, id];

import { accepted, type Decision, notFound, refusal, type Refusal, refused } from '@cairn/access';
import { addDuration, isDuration } from '@cairn/requirements';
import type { VersionCopy } from '../achievement-version/version-copy.js';
import type { Agent, Assessment, Award, Result, Visibility } from './award.js';

/** What is asked for, apart from the earner. Days are civil dates. */
export interface AwardWish {
  readonly awardedOn?: string | null;
  readonly validUntil?: string | null;
  readonly partnerReference?: string | null;
  readonly assessment?: { readonly method: string; readonly assessedOn: string; readonly assessor?: string | null } | null;
  readonly results?: readonly Result[] | null;
  readonly visibility: Visibility;
}

/** Checks what can be told without knowing the version, every fault at once. `today` is a civil date in UTC. */
export function checkWish(wish: AwardWish, today: string): Refusal[] {
  const faults: Refusal[] = [];
  const { awardedOn, validUntil, partnerReference, assessment, results } = wish;
  if (awardedOn && awardedOn > today) faults.push(refusal('INVALID_VALUE', `The day of an award is not in the future; today is ${today} in UTC.`, 'awardedOn'));
  if (validUntil && validUntil <= (awardedOn ?? today)) {
    faults.push(refusal('INVALID_VALUE', 'Validity ends after the day of the award: this is the first day on which it no longer holds.', 'validUntil'));
  }
  if (partnerReference !== undefined && partnerReference !== null && !isText(partnerReference, 200)) {
    faults.push(refusal('INVALID_VALUE', 'A reference has 1 to 200 characters and no control characters.', 'partnerReference'));
  }
  if (assessment) faults.push(...checkAssessment(assessment, today));
  if (results && results.length > 20) faults.push(refusal('INVALID_VALUE', 'An award has at most 20 results.', 'results'));
  results?.slice(0, 20).forEach(({ name, value }, index) => {
    if (!isText(name, 200)) faults.push(refusal('INVALID_VALUE', 'The name of a result has 1 to 200 characters.', 'results', String(index), 'name'));
    if (!isText(value, 500)) faults.push(refusal('INVALID_VALUE', 'The value of a result has 1 to 500 characters.', 'results', String(index), 'value'));
  });
  return faults;
}

/** The part of an award that follows from the wish and the version. */
export type DecidedAward = Pick<
  Award,
  | 'issuer'
  | 'achievement'
  | 'achievementVersion'
  | 'issuerName'
  | 'state'
  | 'awardedOn'
  | 'validUntil'
  | 'partnerReference'
  | 'assessment'
  | 'results'
  | 'visibility'
  | 'standing'
>;

/** Whether a version may be awarded as wished, and what the award then says. The wish has passed `checkWish`. */
export function decideAward(wish: AwardWish, version: VersionCopy | undefined, today: string): Decision<DecidedAward> {
  if (!version) {
    return refused({ ...notFound('achievement version', 'achievementVersionId'), message: 'There is no such achievement version; publish it first, then award it.' });
  }
  if (version.state !== 'PUBLISHED') {
    return refused(
      refusal('ACHIEVEMENT_VERSION_STATE_INVALID', `The achievement version is ${version.state}; only a published one is awarded.`, 'achievementVersionId'),
    );
  }
  const faults: Refusal[] = [];
  if (version.issuerState !== 'ACTIVE') {
    faults.push(refusal('ISSUER_STATE_INVALID', `The issuer is ${version.issuerState ?? 'not known here yet'}; only an active one awards.`, 'achievementVersionId'));
  }
  if (version.assessed && !wish.assessment) {
    faults.push(refusal('ASSESSMENT_MISSING', 'This achievement is assessed: say how and when, in `assessment`.', 'assessment'));
  }
  if (!version.assessed && wish.results && wish.results.length > 0) {
    faults.push(refusal('RESULT_NOT_ALLOWED', 'This achievement is not assessed, so its awards carry no results.', 'results'));
  }
  if (faults.length > 0) return refused(...faults);
  const awardedOn = wish.awardedOn ?? today;
  return accepted({
    issuer: version.issuer,
    achievement: version.achievement,
    achievementVersion: version.id,
    issuerName: version.issuerName,
    state: version.acceptance === 'REQUIRED' ? 'OFFERED' : 'ACTIVE',
    awardedOn,
    validUntil: wish.validUntil ?? (version.validFor !== null && isDuration(version.validFor) ? addDuration(awardedOn, version.validFor) : null),
    partnerReference: wish.partnerReference ?? null,
    assessment: toAssessment(wish.assessment),
    results: wish.results ?? [],
    visibility: wish.visibility,
    standing: version.duplicatePolicy === 'ONE_ACTIVE',
  });
}

/** The whole award, at its first version. `agent`: who made it in the name of its issuer, if somebody did. */
export const madeAward = (decided: DecidedAward, tenant: string, earner: string, id: string, now: Date, agent: Agent | null = null): Award => ({
  ...decided,
  id,
  tenant,
  earner,
  agentIssuer: agent?.issuer ?? null,
  agentTenant: agent?.tenant ?? null,
  suspensionCauses: [],
  revocationReason: null,
  revokedAt: null,
  replacedBy: null,
  version: 1,
  createdAt: now,
  updatedAt: now,
});

export const toAssessment = (given: AwardWish['assessment']): Assessment | null =>
  given ? { method: given.method, assessedOn: given.assessedOn, assessor: given.assessor ?? null } : null;

function checkAssessment({ method, assessedOn, assessor }: NonNullable<AwardWish['assessment']>, today: string): Refusal[] {
  const faults: Refusal[] = [];
  if (!isText(method, 200)) faults.push(refusal('INVALID_VALUE', 'A method of assessment has 1 to 200 characters.', 'assessment', 'method'));
  if (assessedOn > today) faults.push(refusal('INVALID_VALUE', 'The day of an assessment is not in the future.', 'assessment', 'assessedOn'));
  if (assessor !== undefined && assessor !== null && !isText(assessor, 200)) {
    faults.push(refusal('INVALID_VALUE', 'An assessor has 1 to 200 characters.', 'assessment', 'assessor'));
  }
  return faults;
}

const isText = (text: string, max: number): boolean => text.trim().length > 0 && text.length <= max && !/\p{Cc}/u.test(text);

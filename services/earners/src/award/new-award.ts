import { accepted, type Decision, notFound, refusal, type Refusal, refused } from '@cairn/access';
import { addDuration, isDuration } from '@cairn/requirements';
import { checkResults } from '../achievement-version/result-rule.js';
import type { VersionCopy } from '../achievement-version/version-copy.js';
import { endAfter, keepingRuleOf } from '../maintenance/rule/keeping-rule.js';
import type { Agent, Assessment, Award, EvidenceFor, Origin, Result, Visibility, Work } from './award.js';

/** What is asked for, apart from the earner. Days are civil dates. */
export interface AwardWish {
  readonly awardedOn?: string | null;
  readonly validUntil?: string | null;
  readonly partnerReference?: string | null;
  readonly assessment?: { readonly method: string; readonly assessedOn: string; readonly assessor?: string | null } | null;
  readonly results?: readonly Result[] | null;
  /** What it is made on; comes with a decision, not from a client. */
  readonly evidence?: readonly EvidenceFor[] | null;
  readonly work?: { readonly host: string; readonly from?: string | null; readonly until?: string | null; readonly hours?: number | null } | null;
  readonly creditsEarned?: number | null;
  /** A day to come on which it begins; it is SCHEDULED until then. */
  readonly notBefore?: string | null;
  /** Days after which its offer lapses; left out: those of the version. */
  readonly offerDays?: number | null;
  /** Left out: MIGRATED when it is dated before the version, else NATIVE. */
  readonly origin?: Origin | null;
  readonly visibility: Visibility;
}

/** The part of an award that follows from the wish and the version. */
export type DecidedAward = Omit<
  Award,
  | 'id'
  | 'tenant'
  | 'earner'
  | 'agentIssuer'
  | 'agentTenant'
  | 'suspensionCauses'
  | 'offerUntil'
  | 'acceptedAt'
  | 'term'
  | 'revocationReason'
  | 'revokedAt'
  | 'replacedBy'
  | 'version'
  | 'createdAt'
  | 'updatedAt'
> & { readonly offerDays: number | null };

/** The decision on a submission that an award is made by. Its submission was begun while the version was the published one. */
export interface OnDecision {
  readonly at: Date;
  /** Until when a superseded version may still be awarded; null: for as long as the submission is open. */
  readonly graceUntil: Date | null;
}

/** How an award was assessed that is made by a decision. `on` is the civil day of the decision. */
export const assessedByDecision = (on: string): Assessment => ({ method: 'review of evidence', assessedOn: on, assessor: null });

/**
 * Whether a version may be awarded as wished, and what the award then says. The wish has passed `checkWish`.
 *
 * @param today civil date in UTC
 * @param decision when a decision on a submission makes it; a superseded version is awarded in no other way
 */
export function decideAward(wish: AwardWish, version: VersionCopy | undefined, today: string, decision: OnDecision | null = null): Decision<DecidedAward> {
  if (!version) {
    return refused({ ...notFound('achievement version', 'achievementVersionId'), message: 'There is no such achievement version; publish it first, then award it.' });
  }
  if (version.state !== 'PUBLISHED' && !(version.state === 'SUPERSEDED' && decision && inGrace(decision))) {
    return refused(
      refusal('ACHIEVEMENT_VERSION_STATE_INVALID', `The achievement version is ${version.state}; only a published one is awarded.`, 'achievementVersionId'),
    );
  }
  const assessment = toAssessment(wish.assessment) ?? (decision && version.assessed ? assessedByDecision(decision.at.toISOString().slice(0, 10)) : null);
  const awardedOn = wish.awardedOn ?? wish.notBefore ?? today;
  const origin = wish.origin ?? (decision || version.publishedOn === null || awardedOn >= version.publishedOn ? 'NATIVE' : 'MIGRATED');
  const faults = againstVersion({ ...wish, assessment, awardedOn, origin }, version);
  if (faults.length > 0) return refused(...faults);
  return accepted({
    issuer: version.issuer,
    achievement: version.achievement,
    achievementVersion: version.id,
    issuerName: version.issuerName,
    state: wish.notBefore ? 'SCHEDULED' : beginningOf(version),
    awardedOn,
    termFrom: awardedOn,
    validUntil: wish.validUntil ?? endOf(version, awardedOn),
    partnerReference: wish.partnerReference ?? null,
    assessment,
    results: wish.results ?? [],
    evidence: wish.evidence ?? [],
    work: toWork(wish.work),
    creditsEarned: wish.creditsEarned ?? null,
    origin,
    notBefore: wish.notBefore ?? null,
    offerDays: wish.offerDays ?? version.offerDays,
    visibility: wish.visibility,
    ...standingOf(version, awardedOn),
  });
}

/** In what state an award of a version begins to be one. */
export const beginningOf = ({ acceptance }: Pick<VersionCopy, 'acceptance'>): 'OFFERED' | 'ACTIVE' => (acceptance === 'REQUIRED' ? 'OFFERED' : 'ACTIVE');

/** First day on which an award of a version no longer holds; null: for ever. */
function endOf(version: Pick<VersionCopy, 'validFor' | 'validUntil' | 'validity' | 'maintenance'>, awardedOn: string): string | null {
  const { validFor, validUntil } = version;
  if (validUntil !== null) return addDuration(validUntil, 'P1D');
  const rule = keepingRuleOf(version);
  if (rule) return endAfter(rule, awardedOn, 0);
  return validFor !== null && isDuration(validFor) ? addDuration(awardedOn, validFor) : null;
}

/** Whether and how long an award of a version keeps others of its achievement away. */
export const standingOf = (
  { duplicatePolicy, duplicatePeriod }: Pick<VersionCopy, 'duplicatePolicy' | 'duplicatePeriod'>,
  awardedOn: string,
): Pick<Award, 'standing' | 'standsUntil'> => ({
  standing: duplicatePolicy !== 'MANY',
  standsUntil: duplicatePolicy === 'ONE_PER_PERIOD' && duplicatePeriod !== null && isDuration(duplicatePeriod) ? addDuration(awardedOn, duplicatePeriod) : null,
});

/** What a version has against a wish, every fault at once. */
function againstVersion(wish: AwardWish & { readonly awardedOn: string }, version: VersionCopy): Refusal[] {
  const faults: Refusal[] = [];
  const results = wish.results ?? [];
  if (version.issuerState !== 'ACTIVE') {
    faults.push(refusal('ISSUER_STATE_INVALID', `The issuer is ${version.issuerState ?? 'not known here yet'}; only an active one awards.`, 'achievementVersionId'));
  }
  if (version.assessed && !wish.assessment) faults.push(refusal('ASSESSMENT_MISSING', 'This achievement is assessed: say how and when, in `assessment`.', 'assessment'));
  if (!version.assessed && results.length > 0) faults.push(refusal('RESULT_NOT_ALLOWED', 'This achievement is not assessed, so its awards carry no results.', 'results'));
  if (version.assessed) faults.push(...checkResults(results, version.resultRules));
  if (wish.origin === 'NATIVE' && version.publishedOn !== null && wish.awardedOn < version.publishedOn) {
    faults.push(refusal('INVALID_VALUE', `The version was published on ${version.publishedOn}; an award made here is not dated before that.`, 'awardedOn'));
  }
  if (version.validUntil !== null && wish.awardedOn > version.validUntil) {
    faults.push(refusal('INVALID_VALUE', `Awards of this version hold until ${version.validUntil}; one is not made after that.`, 'awardedOn'));
  }
  if (version.useCase === 'INTERNAL_LEARNING' && wish.visibility === 'PUBLIC') {
    faults.push(refusal('VISIBILITY_NOT_YOURS', 'Awards of internal learning are private until their earner shows them.', 'visibility'));
  }
  return faults;
}

/** The whole award, at its first version. `agent`: who made it in the name of its issuer, if somebody did. */
export const madeAward = ({ offerDays, ...decided }: DecidedAward, tenant: string, earner: string, id: string, now: Date, agent: Agent | null = null): Award => ({
  ...decided,
  id,
  tenant,
  earner,
  agentIssuer: agent?.issuer ?? null,
  agentTenant: agent?.tenant ?? null,
  suspensionCauses: [],
  offerUntil: decided.state === 'OFFERED' ? offerEnd(offerDays, now) : null,
  acceptedAt: null,
  term: 1,
  revocationReason: null,
  revokedAt: null,
  replacedBy: null,
  version: 1,
  createdAt: now,
  updatedAt: now,
});

/** When an offer lapses that is made now; null: never. */
export const offerEnd = (days: number | null, now: Date): Date | null => (days === null ? null : new Date(now.getTime() + days * 86_400_000));

export const toAssessment = (given: AwardWish['assessment']): Assessment | null =>
  given ? { method: given.method, assessedOn: given.assessedOn, assessor: given.assessor ?? null } : null;

const toWork = (given: AwardWish['work']): Work | null =>
  given ? { host: given.host.trim(), from: given.from ?? null, until: given.until ?? null, hours: given.hours ?? null } : null;

const inGrace = ({ at, graceUntil }: OnDecision): boolean => graceUntil === null || at.getTime() < graceUntil.getTime();

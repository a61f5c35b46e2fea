import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { checkResults } from '../achievement-version/result-rule.js';
import type { VersionCopy } from '../achievement-version/version-copy.js';
import type { Award } from './award.js';
import { checkWish } from './check-wish.js';
import { type AwardWish, standingOf, toAssessment } from './new-award.js';

/** What is corrected; the rest is taken over. */
export type Correction = Pick<AwardWish, 'awardedOn' | 'validUntil' | 'assessment' | 'results' | 'creditsEarned'>;

/**
 * The award that takes the place of another one: of the same version, under the same open causes. The reference stays with
 * the replaced award.
 *
 * @param version as it is known now; undefined when its copy is gone
 * @param today civil date in UTC
 */
export function successorOf(award: Award, correction: Correction, version: VersionCopy | undefined, today: string, now: Date): Decision<Award> {
  const wish = {
    awardedOn: correction.awardedOn ?? award.awardedOn,
    validUntil: correction.validUntil ?? award.validUntil,
    assessment: correction.assessment ?? award.assessment,
    results: correction.results ?? award.results,
    creditsEarned: correction.creditsEarned ?? award.creditsEarned,
    // Links lead to the award that they were made to.
    visibility: award.visibility === 'PUBLIC' ? ('PUBLIC' as const) : ('PRIVATE' as const),
  };
  const faults = checkWish(wish, today);
  if (version && !version.assessed && wish.results.length > 0) {
    faults.push(refusal('RESULT_NOT_ALLOWED', 'This achievement is not assessed, so its awards carry no results.', 'results'));
  } else if (version) faults.push(...checkResults(wish.results, version.resultRules));
  if (faults.length > 0) return refused(...faults);
  return accepted({
    ...award,
    id: newId(),
    awardedOn: wish.awardedOn,
    validUntil: wish.validUntil,
    assessment: toAssessment(wish.assessment),
    results: wish.results,
    partnerReference: null,
    agentIssuer: null,
    agentTenant: null,
    ...(version ? standingOf(version, wish.awardedOn) : { standing: false, standsUntil: null }),
    term: 1,
    termFrom: wish.awardedOn,
    creditsEarned: wish.creditsEarned,
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
}

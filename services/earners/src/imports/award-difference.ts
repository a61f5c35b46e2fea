import { accepted, type Decision, refusal, refused } from '@cairn/access';
import type { Result } from '../award/award.js';
import type { Correction } from '../award/award-correction.js';
import type { AwardRow } from './award-row.js';
import type { KnownAward } from './known-award.js';

/**
 * What a line says otherwise than the award that has its reference; null when it says the same. A cell that is empty says
 * nothing. Whose award it is and of what is never corrected: a line that says otherwise in that is refused, and so is a
 * correction of an award that no longer stands. A validity that was prolonged since is left alone.
 *
 * @param earner bare id of the record that the line names now; undefined when it is nobody's
 */
export function differenceOf({ version, wish, earner: named }: AwardRow, known: KnownAward, earner: string | undefined): Decision<Correction | null> {
  const stands = known.state === 'ACTIVE' || known.state === 'SUSPENDED';
  if (earner !== known.earner && stands) return otherwise('id' in named ? 'earnerId' : 'identifier', 'of another earner');
  if ('id' in version && version.id !== known.achievementVersion) return otherwise('achievementVersionId', 'of another achievement version');
  if ('code' in version && known.code !== null && version.code !== known.code) return otherwise('achievementCode', 'of another achievement');
  const correction = correctionBy(wish, known);
  if (correction === null) return accepted(null);
  return stands ? accepted(correction) : refused(refusal('AWARD_STATE_INVALID', `The award with this reference is ${known.state}; it is not corrected any more.`, 'partnerReference'));
}

const otherwise = (column: string, what: string) =>
  refused(refusal('ALREADY_EXISTS', `The award with this reference is ${what}; its id is in \`id\`. Revoke that one and use a new reference.`, column));

function correctionBy(wish: AwardRow['wish'], known: KnownAward): Correction | null {
  const results = resultsBy(wish.results ?? [], known.results);
  const correction: Correction = {
    ...(wish.awardedOn && wish.awardedOn !== known.awardedOn && { awardedOn: wish.awardedOn }),
    ...(wish.validUntil && known.term === 1 && wish.validUntil !== known.validUntil && { validUntil: wish.validUntil }),
    ...(wish.assessment && isOtherAssessment(wish.assessment, known.assessment) && { assessment: wish.assessment }),
    ...(results && { results }),
  };
  return Object.keys(correction).length > 0 ? correction : null;
}

const isOtherAssessment = (said: NonNullable<AwardRow['wish']['assessment']>, known: KnownAward['assessment']): boolean =>
  said.method !== known?.method || said.assessedOn !== known.assessedOn || (isGiven(said.assessor) && said.assessor !== known.assessor);

/** All results of the award with those that the line states, or null when it states nothing new. */
function resultsBy(said: readonly Result[], known: readonly Result[]): Result[] | null {
  const isNew = said.some((result) => {
    const before = known.find(({ name }) => name === result.name);
    return (
      before?.value !== result.value ||
      (isGiven(result.resultDescription) && result.resultDescription !== before.resultDescription) ||
      (isGiven(result.achievedLevel) && result.achievedLevel !== before.achievedLevel)
    );
  });
  return isNew ? [...known.filter(({ name }) => !said.some((result) => result.name === name)), ...said] : null;
}

const isGiven = (value: string | null | undefined): boolean => value !== null && value !== undefined;

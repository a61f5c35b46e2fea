import { type Refusal, refusal } from '@cairn/access';
import type { AwardWish } from './new-award.js';

/** Checks what can be told without knowing the version, every fault at once. `today` is a civil date in UTC. */
export function checkWish(wish: AwardWish, today: string): Refusal[] {
  const { awardedOn, validUntil, partnerReference, assessment, results, notBefore, creditsEarned, work, offerDays, visibility } = wish;
  const faults: Refusal[] = [];
  const last = notBefore && notBefore > today ? notBefore : today;
  const day = awardedOn ?? last;
  if (notBefore && notBefore <= today) faults.push(refusal('INVALID_VALUE', `A scheduled award begins on a day to come; today is ${today} in UTC.`, 'notBefore'));
  if (awardedOn && awardedOn > last) faults.push(refusal('INVALID_VALUE', `The day of an award is not in the future; today is ${today} in UTC.`, 'awardedOn'));
  if (validUntil && validUntil <= day) {
    faults.push(refusal('INVALID_VALUE', 'Validity ends after the day of the award: this is the first day on which it no longer holds.', 'validUntil'));
  }
  if (partnerReference !== undefined && partnerReference !== null && !isText(partnerReference, 200)) {
    faults.push(refusal('INVALID_VALUE', 'A reference has 1 to 200 characters and no control characters.', 'partnerReference'));
  }
  if (creditsEarned !== undefined && creditsEarned !== null && !(creditsEarned > 0 && creditsEarned <= 10_000)) {
    faults.push(refusal('INVALID_VALUE', 'Credits are more than 0 and at most 10,000.', 'creditsEarned'));
  }
  if (isGiven(offerDays) && !(offerDays >= 1 && offerDays <= 3_650)) faults.push(refusal('INVALID_VALUE', 'An offer stands for 1 to 3,650 days.', 'offerDays'));
  if (visibility === 'LINK') faults.push(refusal('INVALID_VALUE', 'An award is shown by link once its earner makes one (shareAward).', 'visibility'));
  if (work) faults.push(...checkWork(work));
  if (assessment) faults.push(...checkAssessment(assessment, today, day));
  if (results && results.length > 20) faults.push(refusal('INVALID_VALUE', 'An award has at most 20 results.', 'results'));
  results?.slice(0, 20).forEach(({ name, value, resultDescription, achievedLevel }, index) => {
    const fault = (member: string, message: string) => faults.push(refusal('INVALID_VALUE', message, 'results', String(index), member));
    if (!isText(name, 200)) fault('name', 'The name of a result has 1 to 200 characters.');
    if (!isText(value, 500)) fault('value', 'The value of a result has 1 to 500 characters.');
    if (isGiven(resultDescription) && !isText(resultDescription, 100)) fault('resultDescription', 'A key has 1 to 100 characters.');
    if (isGiven(achievedLevel) && !isText(achievedLevel, 100)) fault('achievedLevel', 'A key has 1 to 100 characters.');
    if (isGiven(achievedLevel) && !isGiven(resultDescription)) fault('achievedLevel', 'A level is one of a result description: name it.');
  });
  return faults;
}

function checkWork({ host, from, until, hours }: NonNullable<AwardWish['work']>): Refusal[] {
  const faults: Refusal[] = [];
  if (!isText(host, 200)) faults.push(refusal('INVALID_VALUE', 'The name of a host has 1 to 200 characters.', 'work', 'host'));
  if (from && until && until < from) faults.push(refusal('INVALID_VALUE', 'The last day of work is not before the first.', 'work', 'until'));
  if (isGiven(hours) && !(hours > 0 && hours <= 100_000)) faults.push(refusal('INVALID_VALUE', 'Hours are more than 0 and at most 100,000.', 'work', 'hours'));
  return faults;
}

function checkAssessment({ method, assessedOn, assessor }: NonNullable<AwardWish['assessment']>, today: string, awardedOn: string): Refusal[] {
  const faults: Refusal[] = [];
  if (!isText(method, 200)) faults.push(refusal('INVALID_VALUE', 'A method of assessment has 1 to 200 characters.', 'assessment', 'method'));
  if (assessedOn > today) faults.push(refusal('INVALID_VALUE', 'The day of an assessment is not in the future.', 'assessment', 'assessedOn'));
  else if (assessedOn > awardedOn) faults.push(refusal('INVALID_VALUE', 'What is assessed after the day of the award is no reason for it.', 'assessment', 'assessedOn'));
  if (isGiven(assessor) && !isText(assessor, 200)) {
    faults.push(refusal('INVALID_VALUE', 'An assessor has 1 to 200 characters.', 'assessment', 'assessor'));
  }
  return faults;
}

const isGiven = <Value>(value: Value | null | undefined): value is Value => value !== undefined && value !== null;

/** Text of a person or a partner that is shown in one line. */
export const isText = (text: string, max: number): boolean => text.trim().length > 0 && text.length <= max && !/\p{Cc}/u.test(text);

import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { addDuration, isDuration } from '@cairn/requirements';
import type { VersionCopy } from '../achievement-version/version-copy.js';
import { type Award, effectiveState } from './award.js';

export type RenewalRule = Pick<VersionCopy, 'validFor' | 'renewalWindow'>;

/**
 * The award with one more term. Its end is counted in calendar periods from the day of the award, clamped to the ends of
 * months, so that it does not drift; where the present end was stated otherwise, from that end.
 *
 * @param today civil date, in the time zone of the issuer
 * @returns the award as it was when this window has brought its renewal already
 */
export function renew(award: Award, { validFor, renewalWindow }: RenewalRule, today: string, at: Date): Decision<Award> {
  const { validUntil, term, termFrom } = award;
  if (award.state === 'REPLACED') return refused(refusal('AWARD_REPLACED', 'The award was replaced. Act on its successor, `replacedBy`.', 'id'));
  if (award.state !== 'ACTIVE') return refused(refusal('AWARD_STATE_INVALID', `An award that is ${award.state} cannot be renewed; it has to be ACTIVE.`, 'id'));
  if (validUntil === null) return no('RENEWAL_NOT_NEEDED', 'It never expires, so there is nothing to renew.');
  if (validFor === null || !isDuration(validFor)) return no('RENEWAL_NOT_POSSIBLE', 'It holds until a day that is not moved by renewing it.');
  if (effectiveState(award, today) === 'EXPIRED') return no('RENEWAL_WINDOW_CLOSED', `It expired on ${validUntil}; earn it again.`);
  if (term > 1 && today < termFrom) return accepted(award);
  const opens = windowOpens(termFrom, validUntil, renewalWindow);
  if (today < opens) return no('RENEWAL_WINDOW_NOT_OPEN', `Its renewal opens on ${opens}.`);
  const end = addDuration(award.awardedOn, validFor, term) === validUntil ? addDuration(award.awardedOn, validFor, term + 1) : addDuration(validUntil, validFor);
  return accepted({ ...award, term: term + 1, termFrom: validUntil, validUntil: end, version: award.version + 1, updatedAt: at });
}

/** First day of the window in which a term is renewed: `window` before its end, or its last half. */
export function windowOpens(from: string, until: string, window: string | null): string {
  if (window !== null && isDuration(window)) return addDuration(until, window, -1);
  const [first, last] = [Date.parse(from), Date.parse(until)];
  return new Date(last - Math.floor((last - first) / 2 / dayMs) * dayMs).toISOString().slice(0, 10);
}

const dayMs = 86_400_000;

const no = (code: string, message: string) => refused(refusal(code, message, 'id'));

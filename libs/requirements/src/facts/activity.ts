import type { CivilDate } from '../civil-date.js';
import type { AwardFact } from './facts.js';

type Dated = Pick<AwardFact, 'issuedOn' | 'expiresOn' | 'revokedOn' | 'suspensions'>;

/** S2: issued, and neither expired, revoked nor suspended on the day. */
export const isActiveOn = (award: Dated, day: CivilDate): boolean =>
  award.issuedOn <= day && !isExpiredOn(award, day) && !isRevokedOn(award, day) && !isSuspendedOn(award, day);

export const isExpiredOn = ({ expiresOn }: Dated, day: CivilDate): boolean => expiresOn !== null && expiresOn <= day;

export const isRevokedOn = ({ revokedOn }: Dated, day: CivilDate): boolean => revokedOn !== null && revokedOn <= day;

export function isSuspendedOn({ suspensions }: Dated, day: CivilDate): boolean {
  for (const { from, until } of suspensions) if (from <= day && (until === undefined || until === null || day < until)) return true;
  return false;
}

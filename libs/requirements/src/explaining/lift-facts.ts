import type { CivilDate } from '../civil-date.js';
import { isExpiredOn, isRevokedOn, isSuspendedOn } from '../facts/activity.js';
import type { AwardFact, EarnerFacts } from '../facts/facts.js';
import type { BlockingCode } from './blocking-code.js';

/** Obstacles that lie in an earner's awards: the facts as if they were not. Null where no award has it on the day. */
export function withoutObstacleInFacts(facts: EarnerFacts, code: BlockingCode, day: CivilDate): EarnerFacts | null {
  const lifted = lifts[code];
  if (!lifted) return null;
  const { has, without } = lifted;
  return facts.awards.some((award) => has(award, day)) ? { ...facts, awards: facts.awards.map((award) => (has(award, day) ? without(award, day) : award)) } : null;
}

interface Lift {
  readonly has: (award: AwardFact, day: CivilDate) => boolean;
  readonly without: (award: AwardFact, day: CivilDate) => AwardFact;
}

const lifts: Partial<Record<BlockingCode, Lift>> = {
  EXPIRED: { has: isExpiredOn, without: (award) => ({ ...award, expiresOn: null }) },
  REVOKED: { has: isRevokedOn, without: (award) => ({ ...award, revokedOn: null }) },
  SUSPENDED: { has: isSuspendedOn, without: (award) => ({ ...award, suspensions: [] }) },
  NOT_YET_ISSUED: { has: ({ issuedOn }, day) => issuedOn > day, without: (award, day) => ({ ...award, issuedOn: day }) },
};

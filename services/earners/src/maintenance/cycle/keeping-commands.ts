import { accepted, refusal, refused } from '@cairn/access';
import { type Award } from '../../award/award.js';
import type { AwardCommand } from '../../award/award-change.js';
import { awardExpiredEvent, awardRenewedEvent } from '../../events/publishes.js';

/** One more term for an award whose cycle was met: its boundaries come from the anchor, whenever it was met. */
export const termCommand = (validUntil: string): AwardCommand => ({
  what: 'RENEWED',
  reason: 'CYCLE_MET',
  decide: (award, at) =>
    award.state === 'ACTIVE' || award.state === 'SUSPENDED'
      ? accepted({ ...award, term: award.term + 1, termFrom: award.validUntil ?? award.termFrom, validUntil, version: award.version + 1, updatedAt: at })
      : refused(refusal('AWARD_STATE_INVALID', `An award that is ${award.state} has no further terms.`, 'id')),
  event: awardRenewedEvent,
});

/** The time to make a missed cycle good is over: the award has expired with the day on which it was missed. */
export const lapseCommand = (missedOn: string): AwardCommand => ({
  what: 'EXPIRED',
  reason: 'SHORTFALL',
  decide: (award, at) => {
    if (award.state !== 'ACTIVE' && award.state !== 'SUSPENDED') return refused(refusal('AWARD_STATE_INVALID', `An award that is ${award.state} does not lapse.`, 'id'));
    const suspensionCauses = award.suspensionCauses.filter((cause) => cause !== 'SHORTFALL');
    const state: Award['state'] = suspensionCauses.length > 0 ? 'SUSPENDED' : 'ACTIVE';
    const validUntil = award.validUntil !== null && award.validUntil < missedOn ? award.validUntil : missedOn;
    return accepted({ ...award, state, suspensionCauses, validUntil, version: award.version + 1, updatedAt: at });
  },
  event: awardExpiredEvent,
});

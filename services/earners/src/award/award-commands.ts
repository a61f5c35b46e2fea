import {
  awardAcceptedEvent,
  awardBegunEvent,
  awardCancelledEvent,
  awardDeclinedEvent,
  awardExpiredEvent,
  awardReinstatedEvent,
  awardRenewedEvent,
  awardReplacedEvent,
  awardRevokedEvent,
  awardSuspendedEvent,
} from '../events/publishes.js';
import type { RevocationReason, SuspensionCause } from './award.js';
import type { AwardCommand } from './award-change.js';
import { civilDayIn } from './civil-day.js';
import { accept, begin, cancel, decline, expire, reinstate, replace, revoke, suspend } from './award-machine.js';
import { renew, type RenewalRule } from './award-renewal.js';

/** The commands of the state machine with what is announced of each. */
export const acceptCommand: AwardCommand = { what: 'ACCEPTED', decide: accept, event: awardAcceptedEvent };
export const declineCommand: AwardCommand = { what: 'DECLINED', decide: decline, event: awardDeclinedEvent };
/** @param zone of the issuer, in which its days begin */
export const expireCommand = (zone: string | null): AwardCommand => ({ what: 'EXPIRED', decide: (award, at) => expire(award, civilDayIn(at, zone), at), event: awardExpiredEvent });

export const beginCommand = (state: 'OFFERED' | 'ACTIVE', offerUntil: Date | null): AwardCommand => ({
  what: 'BEGUN',
  reason: state,
  decide: (award, at) => begin(award, state, offerUntil, at),
  event: awardBegunEvent,
});

/** @param reason `WITHDRAWN`, `OFFER_LAPSED`, or the refusal that came when a scheduled award was to begin */
export const cancelCommand = (reason: string, note?: string | null): AwardCommand => ({
  what: 'CANCELLED',
  reason,
  note,
  decide: cancel,
  event: (award) => awardCancelledEvent(award, reason),
});

/** @param zone of the issuer, in which its days begin */
export const renewCommand = (rule: RenewalRule, zone: string | null): AwardCommand => ({
  what: 'RENEWED',
  decide: (award, at) => renew(award, rule, civilDayIn(at, zone), at),
  event: awardRenewedEvent,
});

export const suspendCommand = (cause: SuspensionCause, note?: string | null): AwardCommand => ({
  what: 'SUSPENDED',
  reason: cause,
  note,
  decide: (award, at) => suspend(award, cause, at),
  event: (award) => awardSuspendedEvent(award, cause),
});

export const reinstateCommand = (cause: SuspensionCause, note?: string | null): AwardCommand => ({
  what: 'REINSTATED',
  reason: cause,
  note,
  decide: (award, at) => reinstate(award, cause, at),
  event: (award) => awardReinstatedEvent(award, cause),
});

export const revokeCommand = (reason: RevocationReason, note?: string | null): AwardCommand => ({
  what: 'REVOKED',
  reason,
  note,
  decide: (award, at) => revoke(award, reason, at),
  event: (award) => awardRevokedEvent(award, reason),
});

export const replaceCommand = (successor: string): AwardCommand => ({
  what: 'REPLACED',
  reason: successor,
  decide: (award, at) => replace(award, successor, at),
  event: (award) => awardReplacedEvent(award, successor),
});

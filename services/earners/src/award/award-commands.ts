import { awardAcceptedEvent, awardDeclinedEvent, awardReinstatedEvent, awardReplacedEvent, awardRevokedEvent, awardSuspendedEvent } from '../events/publishes.js';
import type { RevocationReason, SuspensionCause } from './award.js';
import type { AwardCommand } from './award-change.js';
import { accept, decline, reinstate, replace, revoke, suspend } from './award-machine.js';

/** The commands of the state machine with what is announced of each. */
export const acceptCommand: AwardCommand = { what: 'ACCEPTED', decide: accept, event: awardAcceptedEvent };
export const declineCommand: AwardCommand = { what: 'DECLINED', decide: decline, event: awardDeclinedEvent };

export const suspendCommand = (cause: SuspensionCause): AwardCommand => ({
  what: 'SUSPENDED',
  reason: cause,
  decide: (award, at) => suspend(award, cause, at),
  event: (award) => awardSuspendedEvent(award, cause),
});

export const reinstateCommand = (cause: SuspensionCause): AwardCommand => ({
  what: 'REINSTATED',
  reason: cause,
  decide: (award, at) => reinstate(award, cause, at),
  event: (award) => awardReinstatedEvent(award, cause),
});

export const revokeCommand = (reason: RevocationReason): AwardCommand => ({
  what: 'REVOKED',
  reason,
  decide: (award, at) => revoke(award, reason, at),
  event: (award) => awardRevokedEvent(award, reason),
});

export const replaceCommand = (successor: string): AwardCommand => ({
  what: 'REPLACED',
  reason: successor,
  decide: (award, at) => replace(award, successor, at),
  event: (award) => awardReplacedEvent(award, successor),
});

import type { Principal } from '@cairn/access';
import { Injectable } from '@nestjs/common';
import type { RevocationReason, SuspensionCause } from './award.js';
import { AwardChange, type Changed } from './award-change.js';
import { acceptCommand, declineCommand, reinstateCommand, revokeCommand, suspendCommand } from './award-commands.js';

/** A client's commands on one award of its tenant. */
@Injectable()
export class AwardLifecycleService {
  constructor(private readonly awards: AwardChange) {}

  accept(principal: Principal, id: string): Promise<Changed> {
    return this.awards.ask(principal, 'AWARD', id, acceptCommand);
  }

  decline(principal: Principal, id: string): Promise<Changed> {
    return this.awards.ask(principal, 'AWARD', id, declineCommand);
  }

  suspend(principal: Principal, id: string, cause: SuspensionCause): Promise<Changed> {
    return this.awards.ask(principal, 'REVOKE', id, suspendCommand(cause));
  }

  reinstate(principal: Principal, id: string, cause: SuspensionCause): Promise<Changed> {
    return this.awards.ask(principal, 'REVOKE', id, reinstateCommand(cause));
  }

  revoke(principal: Principal, id: string, reason: RevocationReason, key?: string | null): Promise<Changed> {
    return this.awards.ask(principal, 'REVOKE', id, revokeCommand(reason), key, { revokeAward: { id, reason } });
  }
}

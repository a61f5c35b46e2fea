import type { Principal } from '@cairn/access';
import { Injectable } from '@nestjs/common';
import type { RevocationReason, SuspensionCause } from './award.js';
import { AwardChange, type Changed } from './award-change.js';
import { cancelCommand, reinstateCommand, revokeCommand, suspendCommand } from './award-commands.js';

type Note = string | null | undefined;

/** A client's commands on one award of its tenant. */
@Injectable()
export class AwardLifecycleService {
  constructor(private readonly awards: AwardChange) {}

  /** Takes back what has not begun, or was not accepted yet. */
  cancel(principal: Principal, id: string, note?: Note): Promise<Changed> {
    return this.awards.ask(principal, 'AWARD', id, cancelCommand('WITHDRAWN', note));
  }

  suspend(principal: Principal, id: string, cause: SuspensionCause, note?: Note): Promise<Changed> {
    return this.awards.ask(principal, 'REVOKE', id, suspendCommand(cause, note));
  }

  reinstate(principal: Principal, id: string, cause: SuspensionCause, note?: Note): Promise<Changed> {
    return this.awards.ask(principal, 'REVOKE', id, reinstateCommand(cause, note));
  }

  revoke(principal: Principal, id: string, { reason, note, key }: { reason: RevocationReason; note?: Note; key?: string | null }): Promise<Changed> {
    return this.awards.ask(principal, 'REVOKE', id, revokeCommand(reason, note), key, { revokeAward: { id, reason, ...(note && { note }) } });
  }
}

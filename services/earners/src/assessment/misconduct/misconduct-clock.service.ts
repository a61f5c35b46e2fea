import { accepted } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { AwardChange } from '../../award/award-change.js';
import { revokeCommand } from '../../award/award-commands.js';
import { MisconductChange } from './misconduct-change.js';
import { isRevocationDue } from './misconduct-machine.js';
import type { MisconductCase } from './misconduct.js';
import { MisconductStore } from './misconduct.store.js';
import { ReportedCases } from './reported-cases.js';

/** Revokes awards for misconduct once nobody can appeal any more: a revocation cannot be taken back. domain.md 4.3. */
@Injectable()
export class MisconductClock extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly cases: MisconductChange,
    private readonly store: MisconductStore,
    private readonly reported: ReportedCases,
    private readonly awards: AwardChange,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    super(log, 1_000, 'cases of misconduct could not be looked at');
  }

  /** One look at all tenants; what goes wrong in one case keeps no other waiting. */
  async look(): Promise<void> {
    for (const due of await this.database.work((tx) => this.store.revocable(tx, new Date(this.clock.now())))) {
      await this.settle(due).catch((err: unknown) => this.log.warn({ err, misconductCase: due.id }, 'an award could not be revoked for misconduct; it is tried again'));
    }
  }

  private settle(due: Pick<MisconductCase, 'tenant' | 'id' | 'submission'>) {
    return this.database.work((tx) =>
      this.cases.inLocks(tx, due, async (_tx, { misconduct, at }) => {
        // Under the locks under which appeals are filed: none can come between this look and the revocation.
        const pending = await this.store.hasPendingAppeal(tx, due.tenant, due.id);
        if (!isRevocationDue(misconduct, pending, at) || misconduct.award === null) return accepted({ misconduct, events: [] });
        const award = await this.reported.present(tx, due.tenant, misconduct.award);
        if (award?.state === 'ACTIVE' || award?.state === 'SUSPENDED') await this.awards.apply(tx, due.tenant, award.id, revokeCommand('MISCONDUCT'));
        await note(tx, { tenant: due.tenant, action: 'cairn.misconduct-case.settled', subject: due.id, subjectKind: 'MISCONDUCT_CASE' });
        return accepted({ misconduct: { ...misconduct, settledAt: at }, events: [] });
      }),
    );
  }
}

import { Database } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { CreditCheck } from '../ledger/credit-check.service.js';
import { Keeping } from './keeping.service.js';
import { MaintainedAwardStore } from './maintained-award.store.js';

const batch = 100;
const againMs = 60_000;

/** Does what time does to maintained awards: the end of a cycle, of its grace, and of the time to make it good; and checks what waits to be checked. */
@Injectable()
export class KeepingClock extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly maintained: MaintainedAwardStore,
    private readonly keeping: Keeping,
    private readonly check: CreditCheck,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    super(log, 1_000, 'what time does to maintained awards could not be done');
  }

  /** Does what is due, a batch at most. */
  async look(): Promise<void> {
    const now = new Date(this.clock.now());
    for (const { tenant, award } of await this.database.work((tx) => this.maintained.due(tx, now, batch))) {
      try {
        await this.database.work((tx) => this.keeping.keep(tx, tenant, award));
      } catch (err) {
        this.log.warn({ err, award }, 'a maintained award is looked at again in a minute');
        await this.database.work((tx) => this.maintained.putOff(tx, tenant, award, new Date(now.getTime() + againMs)));
      }
    }
    await this.check.pending(batch);
  }
}

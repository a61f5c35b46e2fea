import { accepted, anonymous } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { HolderStore } from './holder.store.js';
import { PeopleChange } from './people-change.service.js';

/** Tells of grants that ended by themselves. Who asks meanwhile is not answered by them any more: ends are looked at on reading. */
@Injectable()
export class GrantClock extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly holders: HolderStore,
    private readonly people: PeopleChange,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    super(log, 1_000, 'grants that ended could not be told of');
  }

  /** One look at all tenants; a tenant that another process works on at the same time finds nothing due. */
  async look(): Promise<void> {
    const now = () => new Date(this.clock.now());
    for (const tenant of await this.database.work((tx) => this.holders.tenantsDue(tx, now()))) {
      await this.people.run(anonymous, tenant, async (tx) => accepted({ value: null, concerned: await this.holders.due(tx, tenant, now()) }));
    }
  }
}

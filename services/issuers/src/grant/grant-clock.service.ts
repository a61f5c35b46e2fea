import { accepted, anonymous } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { CLOCK, LOG } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HolderStore } from './holder.store.js';
import { PeopleChange } from './people-change.service.js';
import { Ticking } from './ticking.js';

/** Tells of grants that ended by themselves. Who asks meanwhile is not answered by them any more: ends are looked at on reading. */
@Injectable()
export class GrantClock implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly ticking: Ticking;

  constructor(
    private readonly database: Database,
    private readonly holders: HolderStore,
    private readonly people: PeopleChange,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    this.ticking = new Ticking(
      1_000,
      () => this.look(),
      (err) => log.warn({ err }, 'grants that ended could not be told of; it is tried again'),
    );
  }

  onApplicationBootstrap(): void {
    this.ticking.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.ticking.stop();
  }

  /** One look at all tenants; a tenant that another process works on at the same time finds nothing due. */
  private async look(): Promise<void> {
    const now = () => new Date(this.clock.now());
    for (const tenant of await this.database.work((tx) => this.holders.tenantsDue(tx, now()))) {
      await this.people.run(anonymous, tenant, async (tx) => accepted({ value: null, concerned: await this.holders.due(tx, tenant, now()) }));
    }
  }
}

import { accepted, anonymous } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { CLOCK, LOG } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HolderStore } from './holder.store.js';
import { PeopleChange } from './people-change.service.js';

const everyMs = 1_000;

/** Tells of grants that ended by themselves. Who asks meanwhile is not answered by them any more: ends are looked at on reading. */
@Injectable()
export class GrantClock implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private ended = false;

  constructor(
    private readonly database: Database,
    private readonly holders: HolderStore,
    private readonly people: PeopleChange,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => this.tick(), everyMs).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.working;
  }

  /** One look at all tenants; a tenant that another process works on at the same time finds nothing due. */
  async look(): Promise<void> {
    const now = () => new Date(this.clock.now());
    for (const tenant of await this.database.work((tx) => this.holders.tenantsDue(tx, now()))) {
      await this.people.run(anonymous, tenant, async (tx) => accepted({ value: null, concerned: await this.holders.due(tx, tenant, now()) }));
    }
  }

  private tick(): void {
    this.working = this.look()
      .catch((error: unknown) => this.log.warn({ err: error }, 'grants that ended could not be told of; it is tried again'))
      .finally(() => {
        if (!this.ended) this.timer = setTimeout(() => this.tick(), everyMs).unref();
      });
  }
}

import { Database } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { PreviewRunner } from './preview-runner.js';
import { PreviewStore } from './preview.store.js';

const lookEveryMs = 1_000;
const keptMs = 7 * 24 * 3_600_000;

/** Goes on with previews of large scopes, also of those that a process left, and forgets old ones. */
@Injectable()
export class PreviewLoop extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly store: PreviewStore,
    private readonly runner: PreviewRunner,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    super(log, lookEveryMs, 'previews could not be looked for');
  }

  /** Looks once. */
  async look(): Promise<void> {
    const open = await this.database.work((tx) => this.store.running(tx, 20));
    for (const { tenant, id } of open) await this.runner.run(tenant, id, () => !this.isEnding);
    await this.database.work((tx) => this.store.forget(tx, new Date(this.clock.now() - keptMs), 10));
  }
}

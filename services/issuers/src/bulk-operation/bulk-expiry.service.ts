import { Database } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { rememberedMs } from './bulk-operation.js';
import { BulkExpiryStore } from './bulk-expiry.store.js';
import { BulkResults } from './bulk-results.service.js';

const everyMs = 5 * 60_000;
const atATime = 100;

/** Removes results that are over their time: the bytes first, so that none is left that nobody knows of. */
@Injectable()
export class BulkExpiry extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly store: BulkExpiryStore,
    private readonly results: BulkResults,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    super(log, everyMs, 'results of background queries could not be removed');
  }

  async look(): Promise<void> {
    const now = this.clock.now();
    const over = await this.database.work((tx) => this.store.over(tx, new Date(now), atATime));
    for (const operation of over) {
      const digests = await this.database.work((tx) => this.store.digests(tx, operation));
      for (const digest of digests) await this.results.remove(operation, digest);
      await this.database.work((tx) => this.store.expire(tx, operation));
    }
    await this.database.work((tx) => this.store.forget(tx, new Date(now - rememberedMs)));
  }
}

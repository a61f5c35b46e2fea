import { Database } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { BackpackKeys } from '../backpack/backpack-keys.service.js';
import { SourceOpening } from './source-opening.service.js';
import { leaseMs, SourceReader } from './source-reader.service.js';
import { openSecrets } from './source-secrets.js';
import { type LeasedSource, SourceWorkingStore } from './source-working.store.js';

/** A person waits for the first steps. */
const everyMs = 500;
const atOnce = 4;

/** Does what sources are due for: hosts are asked, codes exchanged, lists read, tokens given back. Several processes share the work. */
@Injectable()
export class SourceWorker extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly keys: BackpackKeys,
    private readonly working: SourceWorkingStore,
    private readonly opening: SourceOpening,
    private readonly reader: SourceReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    super(log, everyMs, 'credential sources that are due could not be looked for');
  }

  async look(): Promise<void> {
    // One step makes the next due.
    for (let taken = 1; taken > 0 && !this.isEnding; ) {
      const now = this.clock.now();
      const leased = await this.database.work((tx) => this.working.lease(tx, new Date(now), new Date(now + leaseMs), atOnce));
      await Promise.all(leased.map((source) => this.workOn(source).catch((err: unknown) => this.log.warn({ err, source: source.id }, 'a credential source was left in the middle; its lease runs out'))));
      taken = leased.length;
    }
  }

  private async workOn(source: LeasedSource): Promise<void> {
    const { tenant, earner } = source;
    const key = (await this.database.work((tx) => this.keys.of(tx, tenant, [earner]))).get(earner);
    // The person was erased meanwhile.
    if (!key) return;
    const opened = { source, key, secrets: openSecrets(key, source, source.sealed) };
    switch (source.state) {
      case 'PREPARING':
        return this.opening.prepare(opened);
      case 'AUTHORISING':
        return this.opening.fail(opened, 'NOT_AGREED');
      case 'CONNECTING':
        return this.opening.exchange(opened);
      case 'CONNECTED':
        return this.reader.read(opened, () => this.isEnding);
      case 'LEAVING':
        return this.opening.leave(opened);
      case 'FAILED':
        throw new Error('a source that failed is never due');
    }
  }
}

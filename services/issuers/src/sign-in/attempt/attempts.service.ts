import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { Sealing } from '../sealing.js';
import type { AttemptLimit } from './attempt.js';
import { AttemptStore } from './attempt.store.js';

/** Counts attempts before they are made, so that many at once are no way around a limit. */
@Injectable()
export class Attempts {
  constructor(
    private readonly database: Database,
    private readonly store: AttemptStore,
    private readonly sealing: Sealing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether one more is within every limit. It counts in any case. */
  allows(limits: readonly AttemptLimit[]): Promise<boolean> {
    return this.database.work(async (tx) => {
      let within = true;
      const now = this.clock.now();
      for (const { of, max, windowMs } of limits) {
        const count = await this.store.count(tx, this.sealing.keyedHash('attempt', of), new Date(now), new Date(now + windowMs));
        within &&= count <= max;
      }
      return within;
    });
  }

  /** What was counted did not come about after all. */
  takeBack(limits: readonly AttemptLimit[]): Promise<void> {
    return this.database.work(async (tx: Tx) => {
      for (const { of } of limits) await this.store.takeBack(tx, this.sealing.keyedHash('attempt', of));
    });
  }

  /** The attempt was the owner's own: it does not count. */
  forget([first]: readonly AttemptLimit[]): Promise<void> {
    return this.database.work(async (tx: Tx) => {
      if (first) await this.store.remove(tx, this.sealing.keyedHash('attempt', first.of));
    });
  }
}

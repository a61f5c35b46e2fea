import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Progress } from './progress.js';
import { ProgressKeeper } from './progress-keeper.service.js';
import { ProgressStore } from './progress.store.js';

/** Progress for readers: the stored one, unless its day has come and the sweep has not been there yet. */
@Injectable()
export class ProgressReader {
  constructor(
    private readonly database: Database,
    private readonly store: ProgressStore,
    private readonly keeper: ProgressKeeper,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One statement for those that are as stored; the others are evaluated without being written. */
  read(tenant: string, enrolments: readonly string[]): Promise<ReadonlyMap<string, Progress>> {
    return this.database.read({ tenant }, async (tx) => {
      const stored = await this.store.byEnrolments(tx, tenant, enrolments);
      const now = today(this.clock);
      const found = new Map(stored.map(({ enrolment, progress }) => [enrolment, progress]));
      const overdue = stored.filter(({ dueOn, progress }) => dueOn !== null && dueOn <= now && progress.asOf < now);
      if (overdue.length === 0) return found;
      const evaluated = await this.keeper.evaluate(tx, tenant, overdue.map(({ enrolment }) => enrolment));
      for (const { enrolment, progress } of evaluated) found.set(enrolment.id, progress);
      return found;
    });
  }
}

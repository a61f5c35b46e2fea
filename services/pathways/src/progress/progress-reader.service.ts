import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Evaluated } from './evaluated.js';
import type { Progress } from './progress.js';
import { ProgressKeeper } from './progress-keeper.service.js';
import { ProgressStore } from './progress.store.js';

/**
 * Progress for readers: the stored one, unless its day has come or its whole pathway has changed, and the background has not
 * been there yet. Who names the position of a publication reads what it means for this enrolment.
 */
@Injectable()
export class ProgressReader {
  constructor(
    private readonly database: Database,
    private readonly store: ProgressStore,
    private readonly keeper: ProgressKeeper,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  read(tenant: string, enrolments: readonly string[]): Promise<ReadonlyMap<string, Progress>> {
    return this.database.read({ tenant }, async (tx) => {
      const stored = await this.store.byEnrolments(tx, tenant, enrolments);
      const now = today(this.clock);
      const found = new Map(stored.map(({ enrolment, progress }) => [enrolment, progress]));
      const overdue = stored.filter(({ dueOn, progress, yetToFollow }) => yetToFollow || (dueOn !== null && dueOn <= now && progress.asOf < now));
      if (overdue.length === 0) return found;
      const evaluated = await this.keeper.evaluate(tx, tenant, overdue.map(({ enrolment }) => enrolment));
      for (const { enrolment, progress } of evaluated) found.set(enrolment.id, progress);
      return found;
    });
  }

  /** Evaluated at the end of a day, with the answer from which nodes are explained and next steps found; by enrolment. Left out: today. */
  async evaluate(tenant: string, enrolments: readonly string[], asOf?: string): Promise<ReadonlyMap<string, Evaluated>> {
    const evaluated = await this.database.read({ tenant }, (tx) => this.keeper.evaluate(tx, tenant, enrolments, asOf));
    return new Map(evaluated.map((one) => [one.enrolment.id, one]));
  }
}

import type { IssuerCalendar } from '@cairn/events';
import { Database } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { dueDay } from '../assessment/calendar/business-days.js';
import { Notices } from './notices.service.js';
import { ToldStore } from './told.store.js';

const batch = 100;

/** Tells earners whose decision is late, once for each case. Readers see it from the day itself. */
@Injectable()
export class OverdueClock extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly told: ToldStore,
    private readonly notices: Notices,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    super(log, 5_000, 'late decisions could not be told of');
  }

  async look(): Promise<void> {
    for (;;) {
      const late = await this.database.work(async (tx) => {
        const cases = await this.told.overdue(tx, new Date(this.clock.now()), batch);
        const notices = cases.map(({ tenant, id, earner, language, facts, dueAt, calendar }) => {
          const due = dueDay(dueAt, calendar as IssuerCalendar | null);
          return { tenant, kind: 'DECISION_OVERDUE', about: id, version: 0, earner, language, facts: { ...facts, due } } as const;
        });
        await this.notices.write(tx, ...notices);
        return cases.length;
      });
      if (late < batch) return;
    }
  }
}

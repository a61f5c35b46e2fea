import { Database } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { lapse } from './assignment.js';
import { AssignmentAnswerService } from './assignment-answer.service.js';
import { AssignmentStore } from './assignment.store.js';
import { CaseLoading } from './case-loading.js';
import { ReviewOffers } from './review-offers.js';
import { UnofferedStore } from './unoffered.store.js';

const batch = 50;

/** Lets go of reviewers who do not answer or end in time, and looks again for those that were not found. */
@Injectable()
export class AssignmentClock extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly cases: CaseLoading,
    private readonly assignments: AssignmentStore,
    private readonly unoffered: UnofferedStore,
    private readonly answers: AssignmentAnswerService,
    private readonly offers: ReviewOffers,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) log: Log,
  ) {
    super(log, 1_000, 'reviewers could not be asked again');
  }

  /** One look: each case in a transaction of its own. */
  async look(): Promise<void> {
    const now = new Date(this.clock.now());
    for (const { tenant, id, submission } of await this.database.work((tx) => this.assignments.lapsed(tx, now, batch))) {
      await this.database.work(async (tx) => {
        const found = await this.cases.lock(tx, tenant, submission);
        const open = found?.assignments.find((one) => one.id === id && one.lapsesAt <= now);
        const lapsed = open && lapse(open, now);
        if (found && lapsed?.ok) await this.answers.leave(tx, found, lapsed.value, 'expired');
      });
    }
    for (const { tenant, submission } of await this.database.work((tx) => this.unoffered.due(tx, now, batch))) {
      await this.database.work((tx) => this.offers.ensure(tx, tenant, submission));
    }
  }
}

import type { NewEvent } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { enrolmentTimedOutEvent } from '../events/publishes-enrolments.js';
import type { Settled } from '../progress/verdict.js';
import { EnrolmentChangeStore } from './enrolment-change.store.js';
import { EnrolmentStore } from './enrolment.store.js';
import { timedOutOn, timeOut } from './teach-out.js';

/** Ends enrolments that no version governs any more. */
@Injectable()
export class TeachOuts {
  constructor(
    private readonly store: EnrolmentStore,
    private readonly changes: EnrolmentChangeStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** After an evaluation, before the transaction ends. @returns what has to be told */
  async follow(tx: Tx, tenant: string, settled: readonly Settled[]): Promise<NewEvent[]> {
    const over = new Map(
      settled.flatMap(({ enrolment, pathway, verdict: { progress } }) => {
        if (!pathway || progress.state === 'UNDECIDED' || enrolment.completion || enrolment.withdrawnOn !== null || progress.governingVersion !== null || progress.completedOn !== null) return [];
        const { number, enrolledOn, optIns } = enrolment;
        const day = timedOutOn(pathway.rules, { version: number, enrolledOn, optIns }, progress.asOf);
        return day === null ? [] : [[enrolment.id, day] as const];
      }),
    );
    if (over.size === 0) return [];
    const now = new Date(this.clock.now());
    const events: NewEvent[] = [];
    for (const enrolment of await this.store.byIds(tx, tenant, [...over.keys()])) {
      const day = over.get(enrolment.id);
      const after = day === undefined ? null : timeOut(enrolment, day, now);
      if (!after || day === undefined) continue;
      await this.changes.put(tx, after);
      events.push(enrolmentTimedOutEvent(after, day));
    }
    return events;
  }
}

import { accepted, type Decision, grantMissing, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, type NewEvent } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { enrolmentWithdrawnEvent } from '../events/publishes.js';
import { ProgressKeeper } from '../progress/progress-keeper.service.js';
import { type ActedOn, EnrolmentAccess } from './enrolment-access.js';
import { EnrolmentChangeStore } from './enrolment-change.store.js';
import { decide, optIn, requestExit } from './enrolment-changes.js';
import { checkDay, type Enrolment, withdraw } from './enrolment.js';
import { enrolmentDecidedEvent, enrolmentExitRequestedEvent, enrolmentOptedInEvent } from '../events/publishes-enrolments.js';
import { exitsOnRequest, GoverningVersions, takesEnrolments } from './governing-versions.js';

export type EnrolmentChanged = Decision<{ id: string; marks: Mark[] }>;

/** What came of a change, and the event that tells of it. */
type Step = Decision<{ readonly after: Enrolment; readonly event: NewEvent }>;

/** What becomes of enrolments: ended, decided, led by another version, or left by an exit. */
@Injectable()
export class EnrolmentChangesService {
  constructor(
    private readonly database: Database,
    private readonly access: EnrolmentAccess,
    private readonly store: EnrolmentChangeStore,
    private readonly governing: GoverningVersions,
    private readonly keeper: ProgressKeeper,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  withdraw(principal: Principal, id: string, withdrawnOn: string | null | undefined): Promise<EnrolmentChanged> {
    return this.change(principal, id, 'BOTH', async (_tx, { enrolment }, now) => {
      const day = checkDay(withdrawnOn, today(this.clock), 'withdrawnOn');
      if (!day.ok) return day;
      const after = withdraw(enrolment, day.value, now);
      return after.ok ? accepted({ after: after.value, event: enrolmentWithdrawnEvent(after.value, day.value) }) : after;
    });
  }

  /** Agrees to an enrolment that was asked for, or refuses it. */
  decide(principal: Principal, id: string, approved: boolean): Promise<EnrolmentChanged> {
    return this.change(principal, id, 'STAFF', async (_tx, { enrolment }, now) => {
      const after = decide(enrolment, approved, today(this.clock), now);
      return after.ok ? accepted({ after: after.value, event: enrolmentDecidedEvent(after.value) }) : after;
    });
  }

  /** Chooses another version, for good. @param version bare id */
  optInto(principal: Principal, id: string, version: string): Promise<EnrolmentChanged> {
    return this.change(principal, id, 'BOTH', async (tx, { enrolment }, now) => {
      const day = today(this.clock);
      const { base, published } = await this.governing.of(tx, enrolment, day);
      const wanted = published.find(({ id: each }) => each === version);
      if (!wanted) return refused(refusal('NOT_FOUND', 'The pathway has no such published version.', 'pathwayVersionId'));
      const to = { number: wanted.number, isOpen: takesEnrolments(wanted, day) };
      const after = optIn(enrolment, { to, base: base?.number ?? null, today: day }, now);
      return after.ok ? accepted({ after: after.value, event: enrolmentOptedInEvent(after.value, version, day) }) : after;
    });
  }

  /** Asks for an exit that the version which governs today offers on request. */
  requestExit(principal: Principal, id: string, exit: string): Promise<EnrolmentChanged> {
    return this.change(principal, id, 'BOTH', async (tx, { enrolment }, now) => {
      const day = today(this.clock);
      const { base } = await this.governing.of(tx, enrolment, day);
      const after = requestExit(enrolment, exit, exitsOnRequest(base), day, now);
      return after.ok ? accepted({ after: after.value, event: enrolmentExitRequestedEvent(after.value, exit, day) }) : after;
    });
  }

  private async change(
    principal: Principal,
    id: string,
    who: 'STAFF' | 'BOTH',
    step: (tx: Tx, on: ActedOn, now: Date) => Promise<Step>,
  ): Promise<EnrolmentChanged> {
    if (!this.access.isAnybody(principal)) return refused(grantMissing('AWARD'));
    const tenant = await this.access.tenantOf(principal, id);
    if (tenant === null) return refused(refusal('NOT_FOUND', 'There is no such enrolment.', 'id'));
    return this.database.write({ tenant }, async (tx) => {
      const on = await this.access.lock(tx, principal, tenant, id, who);
      if (!on.ok) return on;
      const done = await step(tx, on.value, new Date(this.clock.now()));
      if (!done.ok) return done;
      await this.store.put(tx, done.value.after);
      const followed = await this.keeper.refresh(tx, tenant, [id]);
      return accepted({ id, marks: await appendEvents(tx, [done.value.event, ...followed]) });
    });
  }
}

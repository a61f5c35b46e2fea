import { accepted, type Decision, grantMissing, notFound, type Principal, refused } from '@cairn/access';
import { appendEvents, type Mark, type NewEvent } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { ProgressKeeper } from '../progress/progress-keeper.service.js';
import { type ActedOn, EnrolmentAccess } from './enrolment-access.js';
import { EnrolmentChangeStore } from './enrolment-change.store.js';
import { type Enrolment, told } from './enrolment.js';
import { type Governed, GoverningVersions } from './governing-versions.js';

/** What was written about an enrolment, and the event that tells of it; the event is made of the enrolment as it is afterwards. */
export interface Stated<Subject> {
  readonly subject: Subject;
  readonly event: (after: Enrolment) => NewEvent;
}

/** What staff decide on. */
export interface AboutEnrolment extends ActedOn {
  readonly governed: Governed;
  readonly today: string;
  readonly now: Date;
}

export type AboutWritten<Subject> = Decision<{ readonly id: string; readonly subject: Subject; readonly marks: Mark[] }>;

/** Facts that staff state about one enrolment: it is evaluated anew in the same transaction. */
@Injectable()
export class EnrolmentFacts {
  constructor(
    private readonly database: Database,
    private readonly access: EnrolmentAccess,
    private readonly store: EnrolmentChangeStore,
    private readonly governing: GoverningVersions,
    private readonly keeper: ProgressKeeper,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param enrolmentOf finds the enrolment (bare id)
   * @param field the argument that leads to it
   * @param who those who may award over the pathway, or anybody of the tenant, whom `write` judges
   */
  async state<Subject>(
    principal: Principal,
    enrolmentOf: (tx: Tx, tenant: string) => Promise<string | undefined>,
    field: string,
    who: 'STAFF' | 'ANYBODY',
    write: (tx: Tx, about: AboutEnrolment) => Promise<Decision<Stated<Subject>>>,
  ): Promise<AboutWritten<Subject>> {
    const { tenant } = principal;
    if (tenant === null) return refused(grantMissing('AWARD'));
    return this.database.write({ tenant }, async (tx) => {
      const id = await enrolmentOf(tx, tenant);
      if (id === undefined) return refused(notFound('enrolment', field));
      const on = await this.access.lock(tx, principal, tenant, id, who, field);
      if (!on.ok) return on;
      const [day, now] = [today(this.clock), new Date(this.clock.now())];
      const governed = await this.governing.of(tx, on.value.enrolment, day);
      const written = await write(tx, { ...on.value, governed, today: day, now });
      if (!written.ok) return written;
      const after = told(on.value.enrolment, now);
      await this.store.put(tx, after);
      const followed = await this.keeper.refresh(tx, tenant, [id]);
      const marks = await appendEvents(tx, [written.value.event(after), ...followed]);
      return accepted({ id, subject: written.value.subject, marks });
    });
  }
}

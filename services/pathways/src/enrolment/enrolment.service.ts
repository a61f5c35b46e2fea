import { accepted, type Decision, grantMissing, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, once } from '@cairn/messaging';
import { Database, isUniqueViolation, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { enrolmentStartedEvent, enrolmentWithdrawnEvent } from '../events/publishes.js';
import { PathwayStore } from '../pathway/pathway.store.js';
import { PathwayVersionStore } from '../pathway/pathway-version.store.js';
import { EarnersInForce } from '../people/earners-in-force.js';
import { FactsStore } from '../progress/facts.store.js';
import { ProgressKeeper } from '../progress/progress-keeper.service.js';
import { checkDay, checkReference, type Enrolment, isOpenOn, withdraw } from './enrolment.js';
import { EnrolmentStore } from './enrolment.store.js';
import { mayEnrolIn } from './may-enrol-in.js';

/** `standing`: with ALREADY_ENROLLED, the enrolment that stands. Ids are bare. */
export type Enrolled = Decision<{ id: string; marks: Mark[] }> & { readonly standing?: string };

export interface NewEnrolment {
  readonly idempotencyKey?: string | null;
  readonly earner: string;
  readonly pathway: string;
  readonly enrolledOn?: string | null;
  readonly partnerReference?: string | null;
}

/** Enrolling earners one by one, and withdrawing them. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly database: Database,
    private readonly store: EnrolmentStore,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
    private readonly facts: FactsStore,
    private readonly earners: EarnersInForce,
    private readonly keeper: ProgressKeeper,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async enrol(principal: Principal, input: NewEnrolment): Promise<Enrolled> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'AWARD')) return refused(grantMissing('AWARD'));
    const day = checkDay(input.enrolledOn, today(this.clock), 'enrolledOn');
    const reference = checkReference(input.partnerReference);
    if (!day.ok) return refused(...day.refusals, ...(reference.ok ? [] : reference.refusals));
    if (!reference.ok) return reference;
    const asked = { tenant, client: principal.actor, key: input.idempotencyKey, request: input };
    try {
      return await this.database.write({ tenant }, async (tx) => {
        let standing: string | undefined;
        const decision = await once(tx, asked, async () => {
          const begun = await this.begin(tx, principal, tenant, { ...input, enrolledOn: day.value, partnerReference: reference.value });
          standing = begun.standing;
          return begun;
        });
        return { ...decision, standing };
      });
    } catch (error) {
      if (!isUniqueViolation(error, 'enrolment_reference_key')) throw error;
      return referenceTaken();
    }
  }

  async withdraw(principal: Principal, id: string, withdrawnOn: string | null | undefined): Promise<Enrolled> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'AWARD')) return refused(grantMissing('AWARD'));
    const day = checkDay(withdrawnOn, today(this.clock), 'withdrawnOn');
    return this.database.write({ tenant }, async (tx) => {
      const [found] = await this.store.byIds(tx, tenant, [id]);
      const [pathway] = found ? await this.pathways.byIds(tx, [found.pathway]) : [];
      if (!found || !pathway) return refused(notFound('enrolment', 'id'));
      if (!mayEnrolIn(principal, pathway)) return refused(grantMissing('AWARD'));
      await this.facts.lockEarners(tx, tenant, [found.earner]);
      const [current = found] = await this.store.byIds(tx, tenant, [id]);
      if (!day.ok) return day;
      const withdrawn = withdraw(current, day.value, new Date(this.clock.now()));
      if (!withdrawn.ok) return withdrawn;
      await this.store.putWithdrawal(tx, withdrawn.value);
      const followed = await this.keeper.refresh(tx, tenant, [id]);
      const events = [enrolmentWithdrawnEvent(withdrawn.value, day.value), ...followed];
      return accepted({ id, marks: await appendEvents(tx, events) });
    });
  }

  private async begin(
    tx: Tx,
    principal: Principal,
    tenant: string,
    asked: { earner: string; pathway: string; enrolledOn: string; partnerReference: string | null },
  ): Promise<Enrolled> {
    const [pathway] = await this.pathways.byIds(tx, [asked.pathway]);
    if (pathway?.tenant !== tenant) return refused(notFound('pathway', 'pathwayId'));
    if (!mayEnrolIn(principal, pathway)) return refused(grantMissing('AWARD'));
    const [version] = pathway.currentVersion === null ? [] : await this.versions.byIds(tx, [pathway.currentVersion]);
    if (!version) return refused(refusal('PATHWAY_VERSION_STATE_INVALID', 'No version of the pathway is published yet.', 'pathwayId'));
    if (!isOpenOn(version.definition.versioning ?? {}, asked.enrolledOn)) {
      return refused(refusal('PATHWAY_VERSION_STATE_INVALID', 'The version takes no enrolments on that day.', 'enrolledOn'));
    }
    const standsFor = await this.earners.lock(tx, tenant, [asked.earner]);
    const earner = standsFor(asked.earner);
    if (earner === null) return refused(notFound('earner', 'earnerId'));
    const input = { ...asked, earner };
    const obstacle = await this.obstacle(tx, tenant, input);
    if (obstacle) return obstacle;
    const now = new Date(this.clock.now());
    const enrolment: Enrolment = {
      ...input,
      id: newId(),
      tenant,
      pathwayVersion: version.id,
      state: 'ACTIVE',
      withdrawnOn: null,
      version: 1,
      told: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.store.insert(tx, tenant, [enrolment]);
    const followed = await this.keeper.refresh(tx, tenant, [enrolment.id]);
    return accepted({ id: enrolment.id, marks: await appendEvents(tx, [enrolmentStartedEvent(enrolment), ...followed]) });
  }

  /** What stands in the way: the same reference, or without one an enrolment in the same pathway. */
  private async obstacle(
    tx: Tx,
    tenant: string,
    { earner, pathway, partnerReference }: { earner: string; pathway: string; partnerReference: string | null },
  ): Promise<Enrolled | null> {
    if (partnerReference === null) {
      const standing = await this.store.standing(tx, tenant, earner, pathway);
      return standing ? alreadyEnrolled(standing.id) : null;
    }
    const [standing] = await this.store.byReferences(tx, tenant, [partnerReference]);
    if (!standing) return null;
    return standing.earner === earner && standing.pathway === pathway ? alreadyEnrolled(standing.id) : referenceTaken();
  }
}

const alreadyEnrolled = (standing: string): Enrolled => ({
  ...refused(refusal('ALREADY_ENROLLED', 'The earner is enrolled already. State a partnerReference of its own to enrol again.', 'earnerId')),
  standing,
});

const referenceTaken = () => refused(refusal('ALREADY_EXISTS', 'Another enrolment of the tenant has this reference.', 'partnerReference'));

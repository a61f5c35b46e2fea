import { accepted, type Decision, grantMissing, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, once } from '@cairn/messaging';
import { Database, isUniqueViolation, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { MemberRule } from '../membership/member-rule.js';
import type { Pathway } from '../pathway/pathway.js';
import { PathwayStore } from '../pathway/pathway.store.js';
import { PathwayVersionStore } from '../pathway/pathway-version.store.js';
import { EarnersInForce } from '../people/earners-in-force.js';
import { ProgressKeeper } from '../progress/progress-keeper.service.js';
import { EnrolmentAccess } from './enrolment-access.js';
import { adopt } from './adoption.js';
import { EnrolmentChangeStore } from './enrolment-change.store.js';
import { checkDay, checkReference } from './enrolment.js';
import { enrolmentBegunEvent } from '../events/publishes-enrolments.js';
import { EnrolmentStore } from './enrolment.store.js';
import { mayEnrolIn } from './may-enrol-in.js';
import { newEnrolment } from './new-enrolment.js';
import { versionOn } from './open-version.js';

/** `standing`: with ALREADY_ENROLLED, the enrolment that stands. Ids are bare. */
export type Enrolled = Decision<{ id: string; marks: Mark[] }> & { readonly standing?: string };

export interface NewEnrolment {
  readonly idempotencyKey?: string | null;
  readonly earner: string;
  readonly pathway: string;
  readonly enrolledOn?: string | null;
  readonly partnerReference?: string | null;
}

interface Asked {
  readonly earner: string;
  readonly pathway: string;
  readonly enrolledOn: string;
  readonly partnerReference: string | null;
}

/** Enrolling earners one by one: by staff over the pathway, or by the person himself. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly database: Database,
    private readonly store: EnrolmentStore,
    private readonly changes: EnrolmentChangeStore,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
    private readonly earners: EarnersInForce,
    private readonly access: EnrolmentAccess,
    private readonly members: MemberRule,
    private readonly keeper: ProgressKeeper,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async enrol(principal: Principal, input: NewEnrolment): Promise<Enrolled> {
    if (!this.access.isAnybody(principal)) return refused(grantMissing('AWARD'));
    const { tenant, isHis } = await this.access.tenantFor(principal, input.earner);
    if (tenant === null) return refused(notFound('earner', 'earnerId'));
    if (!isHis && !maySomewhere(principal, 'AWARD')) return refused(grantMissing('AWARD'));
    const now = today(this.clock);
    const day = checkDay(input.enrolledOn, now, 'enrolledOn');
    const reference = checkReference(input.partnerReference);
    if (!day.ok) return refused(...day.refusals, ...(reference.ok ? [] : reference.refusals));
    if (!reference.ok) return reference;
    const request = { ...input, enrolledOn: day.value, partnerReference: reference.value };
    try {
      return await this.database.write({ tenant }, async (tx) => {
        let standing: string | undefined;
        const decision = await once(tx, { tenant, client: principal.actor, key: input.idempotencyKey, request: input }, async () => {
          const begun = await this.begin(tx, principal, tenant, request, isHis);
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

  private async begin(tx: Tx, principal: Principal, tenant: string, asked: Asked, isHis: boolean): Promise<Enrolled> {
    const [pathway] = await this.pathways.byIds(tx, [asked.pathway]);
    const isStaff = pathway !== undefined && principal.tenant === tenant && mayEnrolIn(principal, pathway);
    if (pathway?.tenant !== tenant || (!isStaff && isHis && pathway.currentVersion === null)) return refused(notFound('pathway', 'pathwayId'));
    if (!isStaff && !isHis) return refused(grantMissing('AWARD'));
    if (!isStaff && (asked.enrolledOn !== today(this.clock) || asked.partnerReference !== null)) {
      return refused(refusal('INVALID_VALUE', 'Who enrols himself begins today, and states no reference; those are the tenant’s.', 'enrolledOn'));
    }
    const versions = await this.versions.open(tx, tenant, [pathway.id]);
    const version = versionOn(versions, asked.enrolledOn);
    if (!version) return refused(nothingOpen(pathway, versions.length));
    const standsFor = await this.earners.lock(tx, tenant, [asked.earner]);
    const earner = standsFor(asked.earner);
    if (earner === null) return refused(notFound('earner', 'earnerId'));
    const [implicit] = await this.changes.implicitOf(tx, tenant, [earner], [pathway.id]);
    const obstacle = await this.obstacle(tx, tenant, { ...asked, earner }, implicit?.id);
    if (obstacle) return obstacle;
    if (pathway.access === 'MEMBERS_ONLY' && !(await this.members.admits(tx, tenant, earner, isStaff ? 'TENANT' : 'PERSON'))) {
      return refused(refusal('PATHWAY_MEMBERS_ONLY', 'Only members of the tenant follow this pathway; the earner is not on its roster.', 'earnerId'));
    }
    const { enrolledOn, partnerReference } = asked;
    const given = { tenant, earner, pathway: pathway.id, pathwayVersion: version.id, enrolledOn, withdrawnOn: null, partnerReference };
    const now = new Date(this.clock.now());
    const enrolment = implicit ? adopt(implicit, given, now) : newEnrolment(given, pathway, now);
    if (implicit) await this.changes.adopt(tx, tenant, [enrolment]);
    else await this.store.insert(tx, tenant, [enrolment]);
    const followed = await this.keeper.refresh(tx, tenant, [enrolment.id]);
    return accepted({ id: enrolment.id, marks: await appendEvents(tx, [enrolmentBegunEvent(enrolment), ...followed]) });
  }

  /** What stands in the way: the same reference, or without one an enrolment in the same pathway. */
  private async obstacle(tx: Tx, tenant: string, { earner, pathway, partnerReference }: Asked, implicit: string | undefined): Promise<Enrolled | null> {
    if (partnerReference === null) {
      const standing = await this.store.standing(tx, tenant, earner, pathway);
      return standing && standing.id !== implicit ? alreadyEnrolled(standing.id) : null;
    }
    const [standing] = await this.store.byReferences(tx, tenant, [partnerReference]);
    if (!standing) return null;
    return standing.earner === earner && standing.pathway === pathway ? alreadyEnrolled(standing.id) : referenceTaken();
  }
}

const nothingOpen = ({ currentVersion }: Pathway, open: number) =>
  open > 0
    ? refusal('PATHWAY_VERSION_STATE_INVALID', 'No version of the pathway takes enrolments on that day.', 'enrolledOn')
    : refusal('PATHWAY_VERSION_STATE_INVALID', `${currentVersion === null ? 'No version of the pathway is published yet.' : 'The pathway is closed: it takes no new enrolments.'}`, 'pathwayId');

const alreadyEnrolled = (standing: string): Enrolled => ({
  ...refused(refusal('ALREADY_ENROLLED', 'The earner is enrolled already. State a partnerReference of its own to enrol again.', 'earnerId')),
  standing,
});

const referenceTaken = () => refused(refusal('ALREADY_EXISTS', 'Another enrolment of the tenant has this reference.', 'partnerReference'));

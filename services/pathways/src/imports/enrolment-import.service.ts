import { type Applied, type ImportKind, ImportJobs, type JobAtWork, type NumberedRow, refusedRow } from '@cairn/bulk';
import { enrolmentBatchStarted } from '@cairn/events';
import { appendEvents, type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Enrolment } from '../enrolment/enrolment.js';
import { enrolmentBegunEvent } from '../events/publishes-enrolments.js';
import { EnrolmentChangeStore } from '../enrolment/enrolment-change.store.js';
import { EnrolmentStore } from '../enrolment/enrolment.store.js';
import { enrolmentData } from '../events/publishes.js';
import { groupedBy } from '../grouped.js';
import { MembersStore } from '../membership/members.store.js';
import { PathwayStore } from '../pathway/pathway.store.js';
import { PathwayVersionStore } from '../pathway/pathway-version.store.js';
import { EarnersInForce } from '../people/earners-in-force.js';
import { ProgressKeeper } from '../progress/progress-keeper.service.js';
import { enrolmentColumns, type EnrolmentRow, readEnrolmentRow } from './enrolment-row.js';
import { type OpenPathway, sortRows } from './sort-rows.js';

const eventMax = 500;

/** Enrolments in bulk: lines with a known reference are left as they are, the others begin and are evaluated at once. */
@Injectable()
export class EnrolmentImport implements ImportKind<EnrolmentRow>, OnModuleInit {
  readonly kind = 'enrolments';
  readonly noun = 'Enrolment';
  readonly right = 'AWARD';
  readonly columns = enrolmentColumns;
  readonly parse = readEnrolmentRow;
  readonly key = { column: 'partnerReference', of: ({ partnerReference }: EnrolmentRow) => partnerReference };

  constructor(
    private readonly jobs: ImportJobs,
    private readonly store: EnrolmentStore,
    private readonly changes: EnrolmentChangeStore,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
    private readonly earners: EarnersInForce,
    private readonly members: MembersStore,
    private readonly keeper: ProgressKeeper,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  async apply(tx: Tx, job: JobAtWork, given: readonly NumberedRow<EnrolmentRow>[]): Promise<Applied> {
    const { tenant } = job;
    const standsFor = await this.earners.lock(tx, tenant, given.map(({ value }) => value.earner));
    const rows = given.flatMap(({ row, value }) => {
      const earner = standsFor(value.earner);
      return earner === null ? [] : [{ row, value: { ...value, earner } }];
    });
    const nobody = given.filter(({ value }) => standsFor(value.earner) === null).map(({ row }) => refusedRow(row, 'NOT_FOUND', 'There is no such earner.', 'earnerId'));
    const values = rows.map(({ value }) => value);
    const open = await this.openPathways(tx, job, values);
    const standing = await this.store.byReferences(tx, tenant, values.map(({ partnerReference }) => partnerReference));
    const implicit = await this.changes.implicitOf(tx, tenant, values.map(({ earner }) => earner), open.map(({ id }) => id));
    const known = { tenant, open, standing, implicit, today: today(this.clock), now: new Date(this.clock.now()) };
    const { enrolments, adopted, results: sorted } = sortRows(rows, known);
    const results = [...nobody, ...sorted];
    const begun = [...enrolments, ...adopted];
    if (begun.length === 0) return { results, marks: [] };
    await this.store.insert(tx, tenant, enrolments);
    if (adopted.length > 0) await this.changes.adopt(tx, tenant, adopted);
    const followed = await this.keeper.refresh(tx, tenant, begun.map(({ id }) => id));
    const marks = await appendEvents(tx, [...startedEvents(job, enrolments), ...adopted.map(enrolmentBegunEvent), ...followed]);
    return { results, marks: marks.filter(({ topic }) => topic === enrolmentBatchStarted.topic) };
  }

  /** The tenant's pathways that the rows name, by id and by code, with the versions that take enrolments. */
  private async openPathways(tx: Tx, { tenant, may }: JobAtWork, rows: readonly EnrolmentRow[]): Promise<OpenPathway[]> {
    const ids = new Set(rows.flatMap(({ pathway }) => pathway ?? []));
    const codes = new Set(rows.flatMap(({ pathwayCode }) => pathwayCode ?? []));
    const named = [...(await this.pathways.byIds(tx, [...ids])), ...(await this.pathways.byCodes(tx, tenant, [...codes]))];
    const own = [...new Map(named.filter((pathway) => pathway.tenant === tenant).map((pathway) => [pathway.id, pathway])).values()];
    const byPathway = groupedBy(await this.versions.open(tx, tenant, own.map(({ id }) => id)), ({ pathway }) => pathway);
    const isMember = own.some(({ access }) => access === 'MEMBERS_ONLY') ? await this.membership(tx, tenant, rows) : () => true;
    return own.map(({ id, code, issuer, access, approval }) => {
      const versions = byPathway.get(id) ?? [];
      return { id, code, versions, granted: may({ issuer, pathway: id }), begins: { access, approval }, isMember };
    });
  }

  /** A tenant that keeps no roster takes its own earners for members. */
  private async membership(tx: Tx, tenant: string, rows: readonly EnrolmentRow[]): Promise<(earner: string) => boolean> {
    if (!(await this.members.isKept(tx, tenant))) return () => true;
    const among = await this.members.among(tx, tenant, [...new Set(rows.map(({ earner }) => earner))]);
    return (earner) => among.has(earner);
  }
}

/** Up to 500 in an event, under the job's id; those that somebody has to agree to are told one by one. */
function startedEvents(job: JobAtWork, all: readonly Enrolment[]): NewEvent[] {
  const events = all.filter(({ state }) => state === 'REQUESTED').map(enrolmentBegunEvent);
  const enrolments = all.filter(({ state }) => state !== 'REQUESTED');
  for (let from = 0; from < enrolments.length; from += eventMax) {
    const some = enrolments.slice(from, from + eventMax);
    events.push(
      newEvent({
        contract: enrolmentBatchStarted,
        tenant: job.tenant,
        subject: job.id,
        version: 1,
        data: { job: job.id, enrolments: some.map((each) => ({ ...enrolmentData(each), withdrawnOn: each.withdrawnOn })) },
        changed: some.map(({ id, version }) => ({ type: 'ENROLMENT', id: asUuid(id), version })),
      }),
    );
  }
  return events;
}

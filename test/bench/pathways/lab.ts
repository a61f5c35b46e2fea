import { awardBatchIssued, type AwardFact, type Envelope } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { createPathwaysApp, migrations } from '@cairn/pathways';
import { anAwardFact, ServiceUnderTest } from '@cairn/testkit';
import pg from 'pg';
import type { Plan } from './world.js';

const batch = 500;
/** 4 MiB of such batches are some twenty; an import that is still under way has told of fewer. */
const batchesOfARead = 4;
const rowsAtOnce = 5_000;
const today = '2026-06-01';

/** The pathways service at work on a plan, and what it comes to. Needs `withCluster`. */
export class PathwaysLab {
  readonly tenant = newId();
  private readonly issuer = newId();
  private readonly enrolments = new Map<string, string>();

  private constructor(
    private readonly plan: Plan,
    readonly service: ServiceUnderTest,
    private readonly worker: pg.Client,
  ) {}

  static async open(plan: Plan, say: (text: string) => void): Promise<PathwaysLab> {
    const service = await ServiceUnderTest.open({ name: 'pathways', migrations, create: createPathwaysApp, measured: true, platform: { clock: { now: () => Date.parse(`${today}T12:00:00Z`) } } });
    const worker = new pg.Client({ connectionString: service.test.workerUrl });
    await worker.connect();
    const lab = new PathwaysLab(plan, service, worker);
    say(`pathways: ${plan.pathways.length} pathways and their followers`);
    try {
      await lab.seed();
      return lab;
    } catch (error) {
      await lab.close();
      throw error;
    }
  }

  /**
   * Lets the service hear of awards as a bulk import tells of them: batches of one job, of which a reader of the log hands
   * on as many as it finds, up to a number of bytes. Awards a second; what the log holds is there before the clock starts.
   */
  async rate(awards: Plan['awards']): Promise<number> {
    const { tenant: tenantid } = this;
    const { type, topic } = awardBatchIssued;
    const reads = cut(awards, batch * batchesOfARead).map((read) => {
      const job = newId();
      const [first, ...others] = cut(read, batch).map((some): Envelope => ({
        ...{ specversion: '1.0', id: newId(), source: '/cairn/earners', type, subject: job, time: `${today}T12:00:00.000Z`, datacontenttype: 'application/json' },
        ...{ tenantid, aggregateversion: 1, data: { job, awards: some.map((award) => this.fact(award)) } },
      }));
      return first ? this.service.bus.records(topic, first, ...others) : [];
    });
    const started = performance.now();
    for (const records of reads) {
      await this.service.bus.hand(topic, records);
      this.service.statements();
    }
    return (awards.length * 1_000) / (performance.now() - started);
  }

  /** Requirements met per earner and pathway that he follows, as the service keeps them. */
  async met(): Promise<Map<string, number>> {
    const { rows } = await this.worker.query<{ enrolment: string; satisfied: number }>(
      `SELECT enrolment_id AS enrolment, (document ->> 'satisfied')::int AS satisfied FROM progress`,
    );
    return new Map(rows.flatMap(({ enrolment, satisfied }) => (this.enrolments.has(enrolment) ? [[this.enrolments.get(enrolment)!, satisfied]] : [])));
  }

  async close(): Promise<void> {
    await this.worker.end();
    await this.service.close();
  }

  private fact([earner, achievement]: Plan['awards'][number]): AwardFact {
    const { id } = this.plan.achievements[achievement]!;
    return anAwardFact({ earner: this.plan.earners[earner]!, issuer: this.issuer, achievement: id, achievementVersion: id, awardedOn: '2026-03-01' });
  }

  /** Written as publishing and enrolling write it: thousands of mutations would tell nothing about evaluation. */
  private async seed(): Promise<void> {
    const { tenant, issuer, plan, worker } = this;
    const { pathways, achievements, earners, follows } = plan;
    for (const some of cut(achievements, rowsAtOnce)) {
      await worker.query(
        `INSERT INTO achievement_copy (id, tenant_id, issuer_id, title, current_version_id, state, version, metadata)
         SELECT a.id, $1, $2, 'Achievement', a.id, 'published', 2, a.metadata FROM unnest($3::uuid[], $4::jsonb[]) AS a (id, metadata)`,
        [tenant, issuer, some.map(({ id }) => id), some.map(({ id, credits }) => JSON.stringify([{ version: id, from: '2020-01-01', set: { measures: { credits: credits * 100 } } }]))],
      );
    }
    for (const some of cut(pathways, rowsAtOnce)) {
      await worker.query(
        `INSERT INTO pathway (tenant_id, id, issuer_id, code, title, access, current_version_id, version, created_at, updated_at)
         SELECT $1, p.id, $2, p.id::text, 'Pathway', 'PUBLIC', p.version, 2, now(), now() FROM unnest($3::uuid[], $4::uuid[]) AS p (id, version)`,
        [tenant, issuer, some.map(({ id }) => id), some.map(({ version }) => version)],
      );
      await worker.query(
        `INSERT INTO pathway_version (tenant_id, id, pathway_id, number, state, public, title, definition, definition_hash, warnings, published_at, published_on, created_at)
         SELECT $1, p.version, p.id, 1, 'PUBLISHED', true, 'Pathway', p.definition, md5(p.definition::text), '[]', now(), '2020-01-01', now()
           FROM unnest($2::uuid[], $3::uuid[], $4::jsonb[]) AS p (id, version, definition)`,
        [tenant, some.map(({ id }) => id), some.map(({ version }) => version), some.map(({ definition }) => JSON.stringify(definition))],
      );
      await worker.query(
        `INSERT INTO version_reach (tenant_id, pathway_version_id, pathway_id, anything, entries, trust, skills, latest, implicit)
         SELECT $1, p.version, p.id, false, false, false, false, false, false FROM unnest($2::uuid[], $3::uuid[]) AS p (id, version)`,
        [tenant, some.map(({ id }) => id), some.map(({ version }) => version)],
      );
      const leaves = some.flatMap(({ id, version, groups }) => [...new Set(groups.flatMap(({ achievements: wanted }) => wanted))].map((at) => ({ id, version, achievement: achievements[at]!.id })));
      await worker.query(
        `INSERT INTO leaf_index (tenant_id, achievement_id, pathway_version_id, pathway_id, public)
         SELECT $1, l.achievement, l.version, l.pathway, true FROM unnest($2::uuid[], $3::uuid[], $4::uuid[]) AS l (achievement, version, pathway)`,
        [tenant, leaves.map(({ achievement }) => achievement), leaves.map(({ version }) => version), leaves.map(({ id }) => id)],
      );
    }
    const enrolments = follows.flatMap((followed, earner) => followed.map((pathway) => ({ id: newId(), earner, pathway })));
    for (const { id, earner, pathway } of enrolments) this.enrolments.set(id, `${earner}/${pathway}`);
    for (const some of cut(enrolments, rowsAtOnce)) {
      await worker.query(
        `INSERT INTO enrolment (tenant_id, id, earner_id, pathway_id, pathway_version_id, state, enrolled_on, version, told, created_at, updated_at)
         SELECT $1, e.id, e.earner, e.pathway, e.version, 'ACTIVE', '2025-01-01', 1, 1, now(), now()
           FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[]) AS e (id, earner, pathway, version)`,
        [tenant, some.map(({ id }) => id), some.map(({ earner }) => earners[earner]), some.map(({ pathway }) => pathways[pathway]!.id), some.map(({ pathway }) => pathways[pathway]!.version)],
      );
    }
  }
}

function cut<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}

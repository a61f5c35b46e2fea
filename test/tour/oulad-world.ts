import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseFacts, type Duck, figureAnswer, groupNames, importOulad, openExport, ownDatabase, readOulad, startOf, type StudentRow, writeExport } from '@cairn/cli/testing';
import { RegistryClient, settle } from '@cairn/client';
import { type FigureQuestion, figureSql } from '@cairn/metrics';
import { type RegistryProcess, startRegistry } from '@cairn/testkit';
import pg from 'pg';

/** Last day of the data set. */
export const observationEnd = '2015-06-30';

/** A figure by what its rows are told apart by: what each of the three ways answers. */
export type Told = readonly string[];

/**
 * OULAD in a registry of its own, through the ordinary bulk import: rows in an order of chance, every tenth award first made
 * in error, revoked and imported again. Figures are asked of the graph, of the facts by SQL, and of DuckDB over the export.
 */
export class OuladWorld {
  private constructor(
    private readonly registry: RegistryProcess,
    readonly client: RegistryClient,
    readonly tenant: string,
    private readonly facts: pg.Client,
    private readonly duck: Duck,
    private readonly folder: string,
  ) {}

  static async open(data: string): Promise<OuladWorld> {
    const registry = await startRegistry('embedded');
    try {
      return await OuladWorld.over(registry, data);
    } catch (error) {
      await registry.stop();
      throw error;
    }
  }

  private static async over(registry: RegistryProcess, data: string): Promise<OuladWorld> {
    const { provider, earnerIds } = await importOulad(new RegistryClient(registry.url, registry.key), data, { disorder: 7 });
    const [tenant, { adminUrl, workerUrl }] = [provider.tenantId.slice('ten_'.length), await ownDatabase(registry.dataDir)];
    await tellGroups(adminUrl, tenant, (await readOulad(data)).students, earnerIds);
    await settle(provider.client, ['pathways']);
    const folder = await mkdtemp(join(tmpdir(), 'cairn-oulad-'));
    const source = await DatabaseFacts.open(workerUrl, tenant, observationEnd);
    await writeExport(source, { to: folder, secret: 'of nobody in particular', now: new Date() });
    await source.close();
    const facts = new pg.Client({ connectionString: workerUrl });
    await facts.connect();
    const { duck } = await openExport(folder);
    return new OuladWorld(registry, provider.client, tenant, facts, duck, folder);
  }

  /** What SQL over the facts answers, and what DuckDB does over the export. */
  async fromFacts(asked: Omit<FigureQuestion, 'observationEnd'>): Promise<{ readonly sql: Row[]; readonly duckdb: Row[] }> {
    const question = { observationEnd, ...asked };
    const { text, values } = figureSql({ ...question, scope: { tenants: [this.tenant] } });
    const { rows } = await this.facts.query<Row>(text, [...values]);
    return { sql: rows, duckdb: [...(await figureAnswer(this.duck, question)).rows] };
  }

  async close(): Promise<void> {
    this.duck.close();
    await this.facts.end();
    await this.registry.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export type Row = Readonly<Record<string, string | number | boolean | null>>;

/**
 * What learners are by gender, band and so on, each from the presentation on in which a row says so. People tell it themselves,
 * one by one; for all of the data set it is written as they would have left it.
 */
async function tellGroups(adminUrl: string, tenant: string, students: readonly StudentRow[], earnerIds: ReadonlyMap<string, string>): Promise<void> {
  const told = new Map<string, { earner: string; dimension: string; since: string; value: string | null }>();
  for (const { student, presentation, groups } of students) {
    const earner = earnerIds.get(student)?.slice('ern_'.length) ?? '';
    for (const dimension of groupNames) {
      const since = startOf(presentation);
      const key = `${earner}/${dimension}/${since}`;
      if (!told.has(key)) told.set(key, { earner, dimension, since, value: groups[dimension] });
    }
  }
  const all = [...told.values()].sort((a, b) => (a.since < b.since ? -1 : 1));
  const periods = [...Map.groupBy(all, ({ earner, dimension }) => `${earner}/${dimension}`).values()].flatMap((rows) =>
    rows.map((row, at) => ({ ...row, until: rows[at + 1]?.since ?? null })).filter(({ value }) => value !== null),
  );
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(
    `INSERT INTO earner_group (tenant_id, earner_id, dimension, value, since_on, until_on, recorded_at)
     SELECT $1, g.earner, g.dimension, g.value, g.since, g.until, now() FROM unnest($2::uuid[], $3::text[], $4::text[], $5::date[], $6::date[]) AS g (earner, dimension, value, since, until)`,
    [tenant, ...(['earner', 'dimension', 'value', 'since', 'until'] as const).map((column) => periods.map((row) => row[column]))],
  );
  await admin.end();
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseFacts, type Duck, figureAnswer, importOulad, openExport, ownDatabase, writeExport } from '@cairn/cli/testing';
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
    const { provider } = await importOulad(new RegistryClient(registry.url, registry.key), data, { disorder: 7 });
    const [tenant, { workerUrl }] = [provider.tenantId.slice('ten_'.length), await ownDatabase(registry.dataDir)];
    await settle(provider.client, ['pathways']);
    await addedUp(provider.client);
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

/** Waits until the sums hold what has arrived: an answer says as of which moment it is. */
async function addedUp(client: RegistryClient): Promise<void> {
  const arrived = Date.now();
  for (let asOf = 0; asOf < arrived; await pause(1_000)) {
    const { stackingAggregate } = await client.execute<{ stackingAggregate: { nodes: { asOf: string }[] } }>(
      'query ($input: StackingAggregateInput!) { stackingAggregate(input: $input, first: 1) { nodes { asOf } } }',
      { input: { metric: 'M0_AWARDS_AND_EARNERS', asOf: observationEnd } },
    );
    asOf = Date.parse(stackingAggregate.nodes[0]?.asOf ?? '');
  }
}

export type Row = Readonly<Record<string, string | number | boolean | null>>;

import { columnsOf, facts, generatedFacts } from '@cairn/metrics';
import { migrations } from '@cairn/pathways';
import { sumsOver } from '@cairn/pathways/testing';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import pg from 'pg';
import { loadFacts } from './load-facts.js';

/** What is awarded from this day on comes only after everything else was added up. */
const newFrom = '2025-10-01';

/** Generated facts in a pathways database of their own, and their sums. Needs `withCluster`. */
export class AnalyticsLab {
  readonly sums: ReturnType<typeof sumsOver>;

  private constructor(
    readonly tenant: string,
    readonly test: TestDatabase,
    private readonly owner: pg.Client,
    /** Reads facts as the service's background work does, with memory to sort in. */
    readonly analyst: pg.Client,
    readonly arrive: (limit: number) => Promise<number>,
    readonly awards: number,
    readonly earners: number,
  ) {
    this.sums = sumsOver(test.database);
  }

  static async open(awards: number, say: (text: string) => void): Promise<AnalyticsLab> {
    const test = await testDatabase('pathways', migrations);
    const url = new URL(process.env.CAIRN_TEST_CLUSTER!);
    url.pathname = new URL(test.ownerUrl).pathname;
    const owner = new pg.Client({ connectionString: url.href });
    await owner.connect();
    const made = generatedFacts({ seed: 20, awards });
    say(`analytics: ${awards} awards`);
    const loaded = await loadFacts(owner, made, newFrom, (done) => say(`analytics: ${done} of ${awards} awards`));
    const analyst = new pg.Client({ connectionString: test.workerUrl });
    await analyst.connect();
    await analyst.query(`SET work_mem = '256MB'`);
    return new AnalyticsLab(made.tenant, test, owner, analyst, loaded.arrive, loaded.awards, loaded.earners);
  }

  /** Builds the sums from nothing, as a tenant's first ones are. */
  async addAllUp(say: (text: string) => void): Promise<void> {
    // Whoever is built needs not be noted as well.
    await this.owner.query('DELETE FROM rollup_due');
    await this.settle();
    const told = setInterval(() => void this.added().then((done) => say(`analytics: ${done} of ${this.earners} earners added up`)), 15_000);
    await this.sums.addUp().finally(() => clearInterval(told));
    await this.settle();
  }

  /** Planners know by now what there is. */
  async settle(): Promise<void> {
    await this.owner.query('VACUUM ANALYZE');
  }

  /** Work in which the analyst finds the facts as tables of their own, with nothing around them. */
  async overPlainFacts<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.owner.query('CREATE SCHEMA plain');
    for (const { name } of facts) {
      const { rowCount } = await this.owner.query('SELECT 1 FROM pg_views WHERE viewname = $1', [name]);
      if (rowCount) await this.owner.query(`CREATE TABLE plain.${name} AS SELECT ${columnsOf(name).map((column) => column.name).join(', ')} FROM ${name}; ANALYZE plain.${name}`);
    }
    await this.owner.query('GRANT USAGE ON SCHEMA plain TO PUBLIC; GRANT SELECT ON ALL TABLES IN SCHEMA plain TO PUBLIC');
    await this.analyst.query('SET search_path = plain');
    return work().finally(() => this.analyst.query('RESET search_path'));
  }

  async close(): Promise<void> {
    await this.analyst.end();
    await this.owner.end();
    await this.test.close();
  }

  private async added(): Promise<number> {
    const state = await this.test.database.work((tx) => this.sums.states.read(tx, this.tenant));
    return state?.done ?? 0;
  }
}

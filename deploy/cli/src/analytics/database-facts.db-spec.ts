import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columnsOf, createFacts, facts, figureSql } from '@cairn/metrics';
import { Chance, randomQuestions, randomWorld, worldAsJson } from '@cairn/metrics/testing';
import { migrations } from '@cairn/pathways';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import pg from 'pg';
import { DatabaseFacts } from './database-facts.js';
import { openExport } from './open-export.js';
import { writeExport } from './write-export.js';

describe('facts of a database', () => {
  const worlds = [5, 6].map(randomWorld);
  let made: TestDatabase;
  let client: pg.Client;
  let to: string;
  beforeAll(async () => {
    made = await testDatabase('pathways', []);
    client = new pg.Client({ connectionString: made.ownerUrl });
    await client.connect();
    for (const text of createFacts('postgres')) await client.query(text);
    for (const { fact, rows } of worlds.flatMap(worldAsJson)) await client.query(`INSERT INTO ${fact} SELECT * FROM json_populate_recordset(NULL::${fact}, $1::json)`, [rows]);
    to = await mkdtemp(join(tmpdir(), 'cairn-export-'));
    for (const { tenant } of worlds) {
      const source = await DatabaseFacts.open(made.ownerUrl, tenant, '2024-12-31');
      await writeExport(source, { to, secret: `secret of ${tenant}`, now: new Date() });
      await source.close();
    }
  }, 120_000);
  afterAll(async () => {
    await client?.end();
    await made?.close();
    await rm(to, { recursive: true, force: true });
  });

  it('give the same figures where they are and in the export, one tenant apart from the other', async () => {
    for (const [at, { tenant }] of worlds.entries()) {
      const { duck } = await openExport(to, { tenants: [tenant] });
      for (const question of randomQuestions(new Chance(at))) {
        const scoped = figureSql({ ...question, scope: { tenants: [tenant] } });
        const { rows } = await client.query<Record<string, unknown>>(scoped.text, [...scoped.values]);
        const { text, values } = figureSql(question);
        expect({ question, rows: plain(await duck.rows(text, values)) }).toEqual({ question, rows: plain(rows) });
      }
      duck.close();
    }
  }, 120_000);

  it('are read together where nothing is narrowed', async () => {
    const { duck, manifests } = await openExport(to);
    const [row] = await duck.rows('SELECT count(*) AS n, count(DISTINCT tenant_id) AS tenants FROM fact_award');
    expect(row).toEqual({ n: worlds.reduce((sum, world) => sum + world.fact_award.length, 0), tenants: 2 });
    expect(manifests.map(({ position }) => position)).toEqual([expect.stringMatching(/^\d+:\d+:/), expect.stringMatching(/^\d+:\d+:/)]);
    duck.close();
  });
});

describe('a pathways database', () => {
  it('has facts with the columns that the catalogue says, for who may read in the background', async () => {
    const made = await testDatabase('pathways', migrations);
    const folder = await mkdtemp(join(tmpdir(), 'cairn-facts-'));
    const source = await DatabaseFacts.open(made.workerUrl, '0190aaaa-0000-7000-8000-000000000001', '2024-12-31');
    try {
      await source.write(folder, () => undefined);
      const written = await readdir(folder);
      expect(written).toEqual(expect.arrayContaining(['fact_award', 'dim_achievement', 'fact_enrolment', 'fact_step', 'fact_completion', 'fact_counted', 'dim_group'].map((name) => `${name}.csv`)));
      for (const { name } of facts.filter((fact) => written.includes(`${fact.name}.csv`)))
        expect(await readFile(join(folder, `${name}.csv`), 'utf8')).toBe(`${columnsOf(name).map((column) => column.name).join(',')}\n`);
    } finally {
      await source.close();
      await made.close();
      await rm(folder, { recursive: true, force: true });
    }
  }, 60_000);
});

/** Values as text: each driver has its own numbers. */
const plain = (rows: readonly Record<string, unknown>[]): string[] =>
  rows.map((row) => JSON.stringify(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value).replace(/^(-?\d+)\.0$/, '$1')]))).sort();

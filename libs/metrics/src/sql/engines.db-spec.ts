import { testDatabase, type TestDatabase } from '@cairn/testkit';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import pg from 'pg';
import { metricOf } from '../catalogue/catalogue.js';
import { createFacts } from '../fact-tables.js';
import { facts } from '../facts.js';
import { type FigureQuestion, windowOf } from '../figure-question.js';
import { byHand } from '../testing/by-hand.js';
import { Chance } from '../generator/chance.js';
import { followingByHand } from '../testing/following-by-hand.js';
import { worldAsJson } from '../testing/load-world.js';
import { randomQuestions } from '../testing/random-question.js';
import { randomWorld } from '../testing/random-world.js';
import type { Tally } from '../testing/tally.js';
import type { World } from '../fact-rows.js';
import { type FigureSql, figureSql } from './figure-sql.js';

const worlds = Number(process.env.CAIRN_METRIC_WORLDS ?? 30);

describe('the SQL of the catalogue', () => {
  let made: TestDatabase;
  let postgres: pg.Client;
  let duckdb: DuckDBConnection;
  beforeAll(async () => {
    made = await testDatabase('pathways', []);
    postgres = new pg.Client({ connectionString: made.ownerUrl });
    await postgres.connect();
    await postgres.query(createFacts('postgres').join(';'));
    duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
    for (const text of createFacts('duckdb')) await duckdb.run(text);
  });
  afterAll(async () => {
    duckdb?.closeSync();
    await postgres?.end();
    await made?.close();
  });

  async function load(world: World): Promise<void> {
    const parts = worldAsJson(world);
    await postgres.query(`TRUNCATE ${facts.map(({ name }) => name).join(', ')}`);
    for (const { fact, rows, structure } of parts) {
      await postgres.query(`INSERT INTO ${fact} SELECT * FROM json_populate_recordset(NULL::${fact}, $1::json)`, [rows]);
      await duckdb.run(`DELETE FROM ${fact}`);
      await duckdb.run(`INSERT INTO ${fact} SELECT unnest(from_json($1, '${structure}'), max_depth := 2)`, [rows]);
    }
  }

  const ofPostgres = async ({ text, values }: FigureSql): Promise<Tally[]> => (await postgres.query<Tally>(text, [...values])).rows;
  const ofDuckdb = async ({ text, values }: FigureSql): Promise<Tally[]> => (await duckdb.runAndReadAll(text, [...values])).getRowObjectsJson() as Tally[];

  const expected = (world: World, question: FigureQuestion): Tally[] => {
    const window = windowOf(question) ?? 0;
    return question.metric === 'M15' || question.metric === 'O4' ? followingByHand(world, question, window) : byHand(world, question, window);
  };

  it(`is answered alike by PostgreSQL, DuckDB and a computation written apart, in ${worlds} worlds`, async () => {
    const nonTrivial = new Set<string>();
    for (let seed = 1; seed <= worlds; seed += 1) {
      const world = randomWorld(seed);
      await load(world);
      for (const question of randomQuestions(new Chance(seed), world)) {
        const sql = figureSql(question);
        const answers = { postgres: plain(await ofPostgres(sql)), duckdb: plain(await ofDuckdb(sql)) };
        const byHand = plain(expected(world, question));
        expect({ seed, question, ...answers }).toEqual({ seed, question, postgres: byHand, duckdb: byHand });
        if (byHand.some((row) => Number(row.numerator ?? row.events ?? row.n) > 0)) nonTrivial.add(`${question.metric}/${question.figure}`);
      }
    }
    expect(nonTrivial.size).toBeGreaterThanOrEqual(worlds >= 30 ? 24 : 1);
  }, 900_000);

  it('orders pairs by size and gives only as many as are asked for', async () => {
    await load(randomWorld(3));
    const sql = (top: number) => figureSql({ metric: 'M15', figure: 'ANY', observationEnd: '2024-01-01', top });
    const all = await ofPostgres(sql(1_000));
    expect(all.map(({ numerator }) => Number(numerator))).toEqual(all.map(({ numerator }) => Number(numerator)).sort((a, b) => b - a));
    expect(plain(await ofDuckdb(sql(3)))).toEqual(plain(all.slice(0, 3)));
  });

  it('counts nothing of what is out of scope', async () => {
    const world = randomWorld(3);
    await load(world);
    const [issuer = ''] = world.fact_award.map((award) => award.issuer);
    const question: FigureQuestion = { metric: 'M0', observationEnd: '2024-12-31' };
    const count = async (scope: FigureQuestion['scope']) => {
      const sql = figureSql({ ...question, scope });
      const answers = [plain(await ofPostgres(sql)), plain(await ofDuckdb(sql))];
      expect(answers[0]).toEqual(answers[1]);
      return Number(answers[0]?.[0]?.numerator);
    };
    const counted = world.fact_award.filter((award) => !award.void && award.issued_on <= '2024-12-31');
    expect(await count({})).toBe(counted.length);
    expect(await count({ issuers: [issuer] })).toBe(counted.filter((award) => award.issuer === issuer).length);
    expect(await count({ tenants: [issuer] })).toBe(0);
    expect(await count({ achievements: [] })).toBe(0);
  });

  it('has a text for each figure of the catalogue but M14, which compares the others', () => {
    expect(() => figureSql({ metric: 'M14', observationEnd: '2024-12-31' })).toThrow('made of the answers of other metrics');
    expect(metricOf('M14').shape).toBe('GAP');
  });
});

/** Numbers as numbers, whichever way a driver brings them, and rows in the order of what they are told apart by. */
function plain(rows: readonly Tally[]): Record<string, string | number | null>[] {
  const all = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : typeof value === 'boolean' ? Number(value) : value])),
  );
  const ordered = all.map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));
  return ordered.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

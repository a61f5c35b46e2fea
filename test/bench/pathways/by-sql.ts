import type pg from 'pg';
import type { Plan } from './world.js';

const up = `
CREATE SCHEMA by_sql;
CREATE TABLE by_sql.req (p int, g int, thr int, a int, w int);
CREATE TABLE by_sql.held (e int, a int, PRIMARY KEY (e, a));
CREATE TABLE by_sql.prog (e int, p int, met smallint, PRIMARY KEY (e, p));
`;

const evaluated = (which: string): string => `
WITH h AS (SELECT a FROM by_sql.held WHERE e = $1),
     g AS (SELECT r.p, r.g, sum(CASE WHEN h.a IS NULL THEN 0 ELSE r.w END) >= r.thr AS ok FROM by_sql.req r LEFT JOIN h USING (a) ${which} GROUP BY r.p, r.g, r.thr),
     s AS (SELECT p, count(*) FILTER (WHERE ok) AS met FROM g GROUP BY p)
INSERT INTO by_sql.prog SELECT $1, p, met FROM s WHERE met > 0 ON CONFLICT (e, p) DO UPDATE SET met = excluded.met WHERE by_sql.prog.met <> excluded.met`;

const statements = {
  all: evaluated(''),
  affected: evaluated('WHERE r.p IN (SELECT p FROM by_sql.req WHERE a = $2)'),
};

/** The same pathways kept by SQL: after each award, one statement evaluates all of them for its earner, or those that can count it. */
export class BySql {
  private constructor(private readonly client: pg.Client) {}

  static async open(client: pg.Client, { achievements, pathways }: Plan): Promise<BySql> {
    await client.query(up);
    const rows = pathways.flatMap(({ groups }, p) =>
      groups.flatMap(({ kind, achievements: wanted, threshold }, g) => wanted.map((a) => [p, g, threshold, a, kind === 'sum' ? achievements[a]!.credits : 1] as const)),
    );
    await client.query(
      'INSERT INTO by_sql.req SELECT * FROM unnest($1::int[], $2::int[], $3::int[], $4::int[], $5::int[])',
      [0, 1, 2, 3, 4].map((at) => rows.map((row) => row[at])),
    );
    await client.query('CREATE INDEX ON by_sql.req (a, p); CREATE INDEX ON by_sql.req (p); ANALYZE by_sql.req');
    return new BySql(client);
  }

  /** Holdings of before, without evaluating anything. */
  async hold(awards: Plan['awards']): Promise<void> {
    await this.client.query('INSERT INTO by_sql.held SELECT DISTINCT * FROM unnest($1::int[], $2::int[]) ON CONFLICT DO NOTHING', [awards.map(([e]) => e), awards.map(([, a]) => a)]);
    await this.client.query('ANALYZE by_sql.held');
  }

  /** Events a second, each durable in a transaction of its own. */
  async rate(which: keyof typeof statements, awards: Plan['awards']): Promise<number> {
    const started = performance.now();
    for (const [earner, achievement] of awards) {
      await this.client.query('BEGIN');
      await this.client.query({ name: 'hold', text: 'INSERT INTO by_sql.held VALUES ($1, $2) ON CONFLICT DO NOTHING', values: [earner, achievement] });
      await this.client.query({ name: which, text: statements[which], values: which === 'all' ? [earner] : [earner, achievement] });
      await this.client.query('COMMIT');
    }
    return (awards.length * 1_000) / (performance.now() - started);
  }

  /** Requirements met per earner and pathway, of everybody, from what is held alone. */
  async met(): Promise<Map<string, number>> {
    const { rows } = await this.client.query<{ e: number; p: number; met: number }>(
      `WITH g AS (SELECT h.e, r.p, r.g, sum(r.w) >= r.thr AS ok FROM by_sql.held h JOIN by_sql.req r USING (a) GROUP BY h.e, r.p, r.g, r.thr)
       SELECT e, p, (count(*) FILTER (WHERE ok))::int AS met FROM g GROUP BY e, p`,
    );
    return new Map(rows.map(({ e, p, met }) => [`${e}/${p}`, met]));
  }
}

import type { Change } from '@cairn/metrics';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { plainArray } from '../../progress/plain-array.js';
import { givenChanges } from './change-columns.js';
import { tableOf } from './rollup-table.js';

const key = ['family', 'period', 'a', 'b', 'day', 'part', 'gap', 'c'] as const;
const cell = `tenant_id, generation, ${key.join(', ')}`;
/** Fewer changes go in one statement, whatever their families. */
const manyChanges = 1_000;

/** Sums, and the histories they are made of. Whoever adds up holds the row of the tenant's state. */
@Injectable()
export class RollupStore {
  /** Adds up changes. Throws when more is taken off a sum of months than is in it. */
  async add(tx: Tx, tenant: string, generation: number, changes: readonly Change[]): Promise<void> {
    const byTable = Map.groupBy(changes, ({ cell: { family } }) => tableOf(family));
    for (const some of inStatements(byTable.get('rollup_day') ?? [])) await this.append(tx, tenant, generation, some);
    const months = byTable.get('rollup') ?? [];
    for (const some of inStatements(months.filter(({ by }) => by > 0))) await this.put(tx, tenant, generation, some);
    for (const some of inStatements(months.filter(({ by }) => by < 0))) await this.takeOff(tx, tenant, generation, some);
  }

  /** In the order of the index, so that the page of an entry is mostly the one of the entry before. */
  private async append(tx: Tx, tenant: string, generation: number, changes: readonly Change[]): Promise<void> {
    const { from, column, values } = givenChanges(changes, 3);
    await tx.compose(
      `INSERT INTO rollup_day (${cell}, n) SELECT $1, $2, ${key.map((name) => column[name]).join(', ')}, g.n FROM ${from} ORDER BY ${['family', 'c', 'period'].map((name) => column[name]).join(', ')}`,
      [tenant, generation, ...values],
    );
  }

  /** Nearly in the order of the key, so that the page of a cell is mostly the one of the cell before. */
  private async put(tx: Tx, tenant: string, generation: number, changes: readonly Change[]): Promise<void> {
    const { from, column, values } = givenChanges(changes, 3);
    await tx.compose(
      `INSERT INTO rollup AS r (${cell}, n) SELECT $1, $2, ${key.map((name) => column[name]).join(', ')}, g.n FROM ${from} ORDER BY ${['c', 'period', 'a'].map((name) => column[name]).join(', ')}
       ON CONFLICT (${cell}) DO UPDATE SET n = r.n + excluded.n`,
      [tenant, generation, ...values],
    );
  }

  private async takeOff(tx: Tx, tenant: string, generation: number, changes: readonly Change[]): Promise<void> {
    const { from, column, values } = givenChanges(changes, 3);
    const same = ['r.tenant_id = $1', 'r.generation = $2', ...key.map((name) => `r.${name} = ${column[name]}`)].join(' AND ');
    const left = await tx.compose<{ n: number }>(`UPDATE rollup AS r SET n = r.n + g.n FROM ${from} WHERE ${same} RETURNING r.n`, [tenant, generation, ...values]);
    if (left.length !== changes.length) throw new Error(`${changes.length - left.length} sums of figures are gone`);
    if (left.some(({ n }) => n === 0)) await tx.compose(`DELETE FROM rollup AS r USING ${from} WHERE ${same} AND r.n = 0`, [tenant, generation, ...values]);
  }

  /** Histories as they are added up, by earner; none of whom nothing is. */
  async rolled(tx: Tx, tenant: string, generation: number, earners: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ earner: string; history: string }>(
      'SELECT earner_id AS earner, history FROM rolled_earner WHERE tenant_id = $1 AND generation = $2 AND earner_id = ANY($3::uuid[])',
      [tenant, generation, plainArray(earners)],
    );
    return new Map(rows.map(({ earner, history }) => [earner, history]));
  }

  /** Keeps what is added up now. */
  async keep(tx: Tx, tenant: string, generation: number, histories: ReadonlyMap<string, string>): Promise<void> {
    await tx.query(
      `INSERT INTO rolled_earner (tenant_id, generation, earner_id, history) SELECT $1, $2, g.earner, g.history FROM unnest($3::uuid[], $4::text[]) AS g (earner, history)
       ON CONFLICT (tenant_id, generation, earner_id) DO UPDATE SET history = excluded.history`,
      [tenant, generation, plainArray([...histories.keys()]), [...histories.values()]],
    );
  }

  /** Cells in which two generations differ. */
  async differences(tx: Tx, tenant: string, one: number, other: number): Promise<number> {
    const cells = key.join(', ');
    const of = (counts: string) => `SELECT ${cells}, n FROM ${counts}`;
    const counted = (generation: string) => `SELECT ${cells}, n::bigint AS n FROM rollup WHERE tenant_id = $1 AND generation = ${generation}
      UNION ALL SELECT ${cells}, sum(n) FROM rollup_day WHERE tenant_id = $1 AND generation = ${generation} GROUP BY ${cells} HAVING sum(n) <> 0`;
    const [row] = await tx.compose<{ n: number }>(
      `WITH one AS (${counted('$2')}), other AS (${counted('$3')})
       SELECT count(1)::int AS n FROM ((${of('one')} EXCEPT ${of('other')}) UNION ALL (${of('other')} EXCEPT ${of('one')})) AS differing`,
      [tenant, one, other],
    );
    return row?.n ?? 0;
  }

  /** Takes away up to `limit` rows of generations that neither answer nor are being built. Returns how many. */
  async sweep(tx: Tx, tenant: string, kept: readonly number[], limit: number): Promise<number> {
    const old = (table: string) => `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE tenant_id = $1 AND generation <> ALL($2::int[]) LIMIT $3))`;
    const [row] = await tx.query<{ n: number }>(
      `WITH sums AS (${old('rollup')} RETURNING 1), days AS (${old('rollup_day')} RETURNING 1), histories AS (${old('rolled_earner')} RETURNING 1)
       SELECT ((SELECT count(1) FROM sums) + (SELECT count(1) FROM days) + (SELECT count(1) FROM histories))::int AS n`,
      [tenant, kept, limit],
    );
    return row?.n ?? 0;
  }
}

/** Many changes family by family, since those of one family leave the same columns alone. */
function inStatements(changes: readonly Change[]): Iterable<readonly Change[]> {
  if (changes.length === 0) return [];
  return changes.length < manyChanges ? [changes] : Map.groupBy(changes, ({ cell: { family } }) => family).values();
}

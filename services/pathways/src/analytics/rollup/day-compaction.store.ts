import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

interface Place {
  readonly family: string;
  readonly c: string;
  readonly period: string;
}

const mine = 'tenant_id = $1 AND generation = $2';
const place = 'family = $3 AND c = $4 AND period = $5::date';
const cell = 'a, b, day, part, gap';

/** Takes cells of days together again of which something was taken off: appended as they are, they would grow with every correction. */
@Injectable()
export class DayCompaction {
  /** Whether at least so many rows take something off, and no less than a tenth of all: before, reading them costs less than taking them together. */
  async isDue(tx: Tx, tenant: string, generation: number, least: number): Promise<boolean> {
    const [row] = await tx.query<{ isDue: boolean }>(
      `WITH taken AS (SELECT count(1) AS n FROM rollup_day WHERE ${mine} AND n < 0)
       SELECT taken.n >= $3 AND (SELECT count(1) FROM (SELECT 1 FROM rollup_day WHERE ${mine} LIMIT (SELECT n * 10 + 1 FROM taken)) AS held) <= taken.n * 10 AS "isDue" FROM taken`,
      [tenant, generation, least],
    );
    return row?.isDue === true;
  }

  /** Up to `limit` months of a family and a group, each read once. Throws where more was taken off a cell than was in it. */
  async compact(tx: Tx, tenant: string, generation: number, limit: number): Promise<number> {
    const places = await tx.query<Place>(`SELECT DISTINCT family, c, period::text AS period FROM rollup_day WHERE ${mine} AND n < 0 ORDER BY family, c, period LIMIT $3`, [tenant, generation, limit]);
    for (const { family, c, period } of places) {
      const left = await tx.query<{ n: number }>(
        // Sorted once: joined, the planner may hold each row against each that takes something off.
        `WITH held AS MATERIALIZED (SELECT ctid AS place, bool_or(n < 0) OVER (PARTITION BY ${cell}) AS "isLess" FROM rollup_day WHERE ${mine} AND ${place}),
              gone AS (DELETE FROM rollup_day WHERE ${mine} AND ctid = ANY(ARRAY(SELECT held.place FROM held WHERE "isLess")) RETURNING ${cell}, n)
         INSERT INTO rollup_day (tenant_id, generation, family, c, period, ${cell}, n)
         SELECT $1, $2, $3, $4, $5::date, ${cell}, sum(n) FROM gone GROUP BY ${cell} HAVING sum(n) <> 0 RETURNING n`,
        [tenant, generation, family, c, period],
      );
      const less = left.filter(({ n }) => n < 0).length;
      if (less > 0) throw new Error(`${less} sums of ${family} are less than nothing`);
    }
    return places.length;
  }
}

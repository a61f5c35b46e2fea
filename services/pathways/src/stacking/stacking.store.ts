import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Figure, TransitionCount } from './figure.js';
import type { Question } from './question.js';
import { firstTwo, metricSql } from './metric-sql.js';

/** Figures over the facts of one tenant. */
@Injectable()
export class StackingStore {
  figures(tx: Tx, tenant: string, question: Question, after: string | null, limit: number): Promise<Figure[]> {
    return tx.query(
      `SELECT key, den, num, parts FROM (${metricSql(question.metric, question.dimension)}) AS cell
        WHERE $4::text IS NULL OR key > $4 COLLATE "C" ORDER BY key COLLATE "C" LIMIT $5`,
      [tenant, question.asOf, question.window, after, limit],
    );
  }

  /** M15, first to second: largest first, then by ids. */
  transitions(tx: Tx, tenant: string, asOf: string, after: readonly [number, string, string] | null, limit: number): Promise<TransitionCount[]> {
    return tx.query(
      `WITH ${firstTwo},
       pair AS (SELECT a1, a2, count(1)::int AS n FROM f WHERE d2 > d1 GROUP BY 1, 2)
       SELECT a1 AS "from", a2 AS "to", n AS earners FROM pair
        WHERE $3::int IS NULL OR n < $3 OR (n = $3 AND (a1, a2) > ($4::uuid, $5::uuid))
        ORDER BY n DESC, a1, a2 LIMIT $6`,
      [tenant, asOf, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit],
    );
  }
}

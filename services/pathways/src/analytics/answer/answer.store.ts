import type { FigureQuestion } from '@cairn/metrics';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { AnswerRow } from './answer-row.js';
import { rollupText } from './rollup-text.js';

/** Figures from sums. */
@Injectable()
export class AnswerStore {
  /** All rows of one generation; null for what no sums are kept of. */
  async rows(tx: Tx, tenant: string, generation: number, question: FigureQuestion): Promise<AnswerRow[] | null> {
    const sql = rollupText(question);
    return sql && tx.compose<AnswerRow>(sql.text, [tenant, generation, ...sql.values]);
  }

  /** The last day up to the end of observation on which somebody enrolled; undefined for none (M10). */
  async lastEnrolment(tx: Tx, tenant: string, generation: number, until: string): Promise<string | undefined> {
    const [row] = await tx.query<{ day: string | null }>(
      `SELECT max(day)::text AS day FROM rollup WHERE tenant_id = $1 AND generation = $2 AND family = 'seen' AND period = DATE '1970-01-01' AND day <= $3::date`,
      [tenant, generation, until],
    );
    return row?.day ?? undefined;
  }
}

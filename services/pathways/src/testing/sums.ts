import { type FigureQuestion, figureSql } from '@cairn/metrics';
import type { Database } from '@cairn/postgres';
import { openLog } from '@cairn/telemetry';
import type { AnswerRow } from '../analytics/answer/answer-row.js';
import { AnswerStore } from '../analytics/answer/answer.store.js';
import { HistoryStore } from '../analytics/fact/history.store.js';
import { AddingUp } from '../analytics/rollup/adding-up.service.js';
import { DayCompaction } from '../analytics/rollup/day-compaction.store.js';
import { DueStore } from '../analytics/rollup/due.store.js';
import { RollupLoop } from '../analytics/rollup/rollup-loop.service.js';
import { RollupStateStore } from '../analytics/rollup/rollup-state.store.js';
import { RollupStore } from '../analytics/rollup/rollup.store.js';

/** Sums over a database without the service around it. */
export function sumsOver(database: Database) {
  const [rollups, states, answers] = [new RollupStore(), new RollupStateStore(), new AnswerStore()];
  const loop = new RollupLoop(database, new DueStore(), states, rollups, new AddingUp(new HistoryStore(), rollups), new DayCompaction(), openLog('pathways', 'fatal'));
  const summed = (tenant: string, question: FigureQuestion): Promise<AnswerRow[] | null> =>
    database.work(async (tx) => answers.rows(tx, tenant, (await states.read(tx, tenant))?.generation ?? 0, question));
  return {
    states,
    addUp: () => loop.look(),
    summed,
    /** What sums answer, and what the facts do, row for row in one order; null for what no sums are kept of. */
    async bothWays(tenant: string, question: FigureQuestion) {
      const sums = await summed(tenant, question);
      if (!sums) return null;
      const sql = figureSql({ ...question, scope: { ...question.scope, tenants: [tenant] } });
      // By the worker, whose statements may take long: what is held against sums is never asked by a request.
      return { sums: sorted(sums), facts: sorted(await database.work((tx) => tx.compose<object>(sql.text, sql.values))) };
    },
  };
}

const sorted = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(Object.entries(row).map(([name, value]) => [name, String(value)]))).sort();

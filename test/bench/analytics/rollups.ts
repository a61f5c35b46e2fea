import { type FigureQuestion, figureSql } from '@cairn/metrics';
import { atLeast, type Figure, type Run } from '../figure.js';
import { runOf } from '../pairs.js';
import { median } from '../quantile.js';
import type { AnalyticsLab } from './lab.js';
import { observationEnd, questions } from './questions.js';

const reads = 9;

/** Full SQL over sums, for the questions of each figure. The full SQL has more memory for sorting than PostgreSQL gives by itself. */
export async function rollupFigures(lab: AnalyticsLab, pairs: number): Promise<{ figures: Figure[]; runs: Run[] }> {
  const figures: Figure[] = [];
  const runs: Run[] = [];
  for (const [name, asked] of Object.entries(questions)) {
    const some: Run[] = [];
    for (const one of asked) some.push(await compare(lab, `${name} ${one.metric}${one.figure ? ` ${one.figure}` : ''}`, { ...one, observationEnd }, pairs));
    const told = some.map(({ name: which, pairs: [pair] }) => `${which.split(' ').slice(1).join(' ')} ${Math.round(pair?.a ?? 0)} ms against ${(pair?.b ?? 0).toFixed(1)} ms`);
    figures.push({ ...atLeast(name, geometricMean(some.map((run) => run.median)), 'x', 10), note: told.join('; ') });
    runs.push(...some);
  }
  const note = `${lab.awards} awards of ${lab.earners} earners; full SQL with 256 MB to sort in, in the same database`;
  return { figures: [...figures, { ...atLeast('rollup_x_geomean', geometricMean(figures.map(({ value }) => value)), 'x', 50), note }], runs };
}

/** Both sides in turn, a read of the sums as the middle one of several; the first pair warms up. */
async function compare(lab: AnalyticsLab, name: string, question: FigureQuestion, pairs: number): Promise<Run> {
  const { text, values } = figureSql({ ...question, scope: { tenants: [lab.tenant] } });
  const measured: { a: number; b: number }[] = [];
  for (let pair = 0; pair <= pairs; pair += 1) {
    const a = await took(() => lab.analyst.query(text, [...values]));
    const some: number[] = [];
    for (let read = 0; read < reads; read += 1) some.push(await took(() => lab.sums.summed(lab.tenant, question)));
    measured.push({ a, b: median(some) });
  }
  return runOf(name, measured.slice(1));
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export const geometricMean = (values: readonly number[]): number => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { atLeast, type Figure, type Run } from '../figure.js';
import { interleave } from '../pairs.js';
import type { Exported } from './exported.js';
import type { AnalyticsLab } from './lab.js';
import { geometricMean } from './rollups.js';
import { differing } from './same-rows.js';

const names = ['pairs', 'funnel', 'co_earning', 'retention', 'time_to_stack'] as const;

/** Five questions that no sums are kept for: PostgreSQL over plain tables of the facts, against DuckDB over the export. */
export const adhocFigures = (lab: AnalyticsLab, { duck }: Exported, pairs: number): Promise<AdhocFigures> => lab.overPlainFacts(() => measured(lab.analyst, duck, pairs));

interface AdhocFigures {
  readonly figures: Figure[];
  readonly runs: Run[];
  /** Rows of one answer that are not in the other. */
  readonly differences: number;
}

async function measured(analyst: pg.Client, duck: Exported['duck'], pairs: number): Promise<AdhocFigures> {
  const runs: Run[] = [];
  let differences = 0;
  for (const name of names) {
    const text = readFileSync(new URL(`./adhoc/${name}.sql`, import.meta.url), 'utf8');
    let theirs: readonly object[] = [];
    let ours: readonly object[] = [];
    const took = async (work: () => Promise<void>): Promise<number> => {
      const started = performance.now();
      await work();
      return performance.now() - started;
    };
    const byPostgres = () => took(async () => void ({ rows: theirs } = await analyst.query<object>(text)));
    const byDuck = () => took(async () => void (ours = await duck.rows(text)));
    runs.push(await interleave(`duckdb_x ${name}`, pairs, byPostgres, byDuck));
    differences += differing(theirs, ours);
  }
  const note = runs.map(({ name, median, pairs: [pair] }) => `${name.slice('duckdb_x '.length)} ${median.toFixed(1)}x (${Math.round(pair?.a ?? 0)} ms against ${Math.round(pair?.b ?? 0)} ms)`).join('; ');
  const medians = runs.map(({ median }) => median);
  return {
    figures: [
      { ...atLeast('duckdb_x', geometricMean(medians), 'x', 5), note: `${note}; PostgreSQL over tables of the facts with 256 MB to sort in, DuckDB over the Parquet files of the export, two threads` },
      { ...atLeast('duckdb_x_least', Math.min(...medians), 'x', 3) },
    ],
    runs,
    differences,
  };
}

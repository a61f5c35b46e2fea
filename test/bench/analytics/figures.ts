import { figureSql } from '@cairn/metrics';
import { withCluster } from '../cluster.js';
import { type Effort, exactly, type Figure, type Run } from '../figure.js';
import { adhocFigures } from './adhoc.js';
import { awardsOf } from './awards.js';
import { type Exported, exported } from './exported.js';
import { arrivalRate, ingestFigure } from './ingest.js';
import { AnalyticsLab } from './lab.js';
import { compared, observationEnd } from './questions.js';
import { rollupFigures } from './rollups.js';
import { differing } from './same-rows.js';

/** Sums, full SQL and DuckDB over one and the same generated facts. */
export async function figuresOfFacts({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const awards = awardsOf(quick);
  const pairs = quick ? 3 : 5;
  const { arrived, ...measured } = await withCluster(async () => {
    const lab = await AnalyticsLab.open(awards, say);
    try {
      const built = performance.now();
      await lab.addAllUp(say);
      const buildRate = (lab.awards * 1_000) / (performance.now() - built);
      say('analytics: the newest awards arrive');
      const arriving = await arrivalRate(lab);
      await lab.settle();
      say('analytics: sums against full SQL');
      const rollups = await rollupFigures(lab, pairs);
      say('analytics: export');
      const parquet = await exported(lab);
      try {
        say('analytics: PostgreSQL against DuckDB');
        const adhoc = await adhocFigures(lab, parquet, pairs);
        say('analytics: every answer in three ways');
        const answers = await threeWays(lab, parquet, say);
        const differences: Figure = {
          ...exactly('differences', answers + adhoc.differences, 'rows', 0),
          note: `${compared.length} questions by sums, SQL and DuckDB, and 5 by SQL and DuckDB; the sums were built at ${Math.round(buildRate)} awards/s`,
        };
        return { figures: [...rollups.figures, ...adhoc.figures, differences], runs: [...rollups.runs, ...adhoc.runs], arrived: arriving };
      } finally {
        await parquet.close();
      }
    } finally {
      await lab.close();
    }
  });
  say('analytics: a bulk upload');
  return { figures: [...measured.figures, await ingestFigure(arrived, quick)], runs: measured.runs };
}

async function threeWays(lab: AnalyticsLab, { duck }: Exported, say: Effort['say']): Promise<number> {
  let differences = 0;
  for (const asked of compared) {
    const question = { ...asked, observationEnd, scope: { tenants: [lab.tenant] } };
    const { text, values } = figureSql(question);
    const { rows } = await lab.analyst.query<object>(text, [...values]);
    const summed = await lab.sums.summed(lab.tenant, { ...asked, observationEnd });
    if (!summed) throw new Error(`no sums are kept of ${JSON.stringify(asked)}`);
    const [fromSums, fromDuck] = [differing(rows, summed), differing(rows, await duck.rows(text, [...values]))];
    if (fromSums + fromDuck > 0) say(`analytics: ${JSON.stringify(asked)} differs from SQL in ${fromSums} rows of the sums, ${fromDuck} of DuckDB`);
    differences += fromSums + fromDuck;
  }
  return differences;
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type AuditProgramme, loadSolver, runAudit } from '@cairn/requirements';
import { publicDataFolder } from '@cairn/testkit';
import { atMost, type Effort, type Figure, type Run } from '../figure.js';
import { quantile } from '../quantile.js';

const sample = 'degree-audit/audit-dev-sample.jsonl.gz';

/** What one answer costs on real degree programmes: complete, the most together, and every section alone. */
export async function evaluationFigures({ data = publicDataFolder, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const file = join(data, sample);
  if (!existsSync(file)) return { figures: unmeasured(file), runs: [] };
  const programmes = gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as AuditProgramme);
  // More time than a service gives: what it would give up is to be seen in the figure.
  const solver = await loadSolver(5);
  const took: number[] = [];
  let wrong = 0;
  for (const round of [0, 1, 2, 3]) {
    say(`evaluation: round ${round} of 3`);
    for (const programme of programmes)
      for (const one of programme.cases ?? []) {
        const started = performance.now();
        const outcomes = [...runAudit('audit', { ...programme, cases: [one] }, solver)];
        // The first round warms up.
        if (round > 0) took.push(performance.now() - started);
        wrong += outcomes.filter(({ mismatches }) => mismatches.length > 0).length;
      }
  }
  if (wrong > 0) throw new Error(`${wrong} answers are wrong`);
  const note = `${took.length / 3} cases three times; median ${quantile(took, 0.5).toFixed(2)} ms`;
  return { figures: [{ ...atMost('evaluation_p95_ms', quantile(took, 0.95), 'ms', 20), note }, { ...atMost('evaluation_max_ms', Math.max(...took), 'ms', 250), note }], runs: [] };
}

const unmeasured = (file: string): Figure[] =>
  [atMost('evaluation_p95_ms', Number.NaN, 'ms', 20), atMost('evaluation_max_ms', Number.NaN, 'ms', 250)].map((figure) => ({ ...figure, note: `not measured: there is no ${file}` }));

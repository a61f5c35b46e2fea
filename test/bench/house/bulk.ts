import { withCluster } from '../cluster.js';
import { atLeast, type Effort, type Figure, type Run } from '../figure.js';
import { interleave } from '../pairs.js';
import { CopyOfAwards } from './earners/copy.js';
import { awardLines, earnerLines, importCsv } from './earners/import.js';
import { openEarnersLab } from './earners/lab.js';

/**
 * Awards per second of a bulk upload (upload, parsing, outbox and a result for each line, over HTTP of the earners service)
 * over a bare COPY of the same rows into a table with the same indexes.
 */
export function bulkFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const lines = quick ? 10_000 : 60_000;
  return withCluster(async () => {
    const lab = await openEarnersLab();
    const copies = await new CopyOfAwards(lab.database).open();
    try {
      say(`bulk: ${lines} earners to begin with`);
      await importCsv(lab, 'Earners', earnerLines(lines), lines);
      await importCsv(lab, 'Awards', awardLines(lines, 0), lines);
      let batch = 0;
      const rate = async (work: () => Promise<void>): Promise<number> => {
        await copies.checkpoint();
        const started = performance.now();
        await work();
        return (lines * 1_000) / (performance.now() - started);
      };
      const upload = async () => {
        batch += 1;
        const csv = awardLines(lines, batch);
        return rate(() => importCsv(lab, 'Awards', csv, lines));
      };
      const copy = async () => {
        // Of the newest import, so that these ids too come at the end of the index.
        const rows = await copies.rowsOf(batch);
        return rate(() => copies.copy(rows));
      };
      say(`bulk: uploads of ${lines} awards against COPY`);
      const run = await interleave('bulk_award', quick ? 3 : 10, upload, copy);
      const last = run.pairs.at(-1);
      const note = `${lines} lines; last pair ${Math.round(last?.a ?? 0)}/s against ${Math.round(last?.b ?? 0)}/s; the earners service alone, over HTTP`;
      return { figures: [{ ...atLeast('bulk_award_share_of_copy', run.median, 'x', 0.25), note }], runs: [run] };
    } finally {
      await copies.close();
      await lab.close();
    }
  });
}

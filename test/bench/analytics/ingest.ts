import { withCluster } from '../cluster.js';
import { atLeast, type Figure } from '../figure.js';
import { awardLines, earnerLines, importCsv } from '../house/earners/import.js';
import { openEarnersLab } from '../house/earners/lab.js';
import type { AnalyticsLab } from './lab.js';

const most = 20_000;

/** Awards a second that arrive at earners of whom much is summed already, until all sums are true again. */
export async function arrivalRate(lab: AnalyticsLab): Promise<{ rate: number; awards: number }> {
  const awards = await lab.arrive(most);
  const started = performance.now();
  await lab.sums.addUp();
  return { rate: (awards * 1_000) / (performance.now() - started), awards };
}

/** What the sums take in over what a bulk upload of the earners service does, on a cluster of its own. */
export function ingestFigure(arrived: { rate: number; awards: number }, quick: boolean): Promise<Figure> {
  const lines = quick ? 10_000 : 60_000;
  return withCluster(async () => {
    const lab = await openEarnersLab();
    try {
      await importCsv(lab, 'Earners', earnerLines(lines), lines);
      await importCsv(lab, 'Awards', awardLines(lines, 0), lines);
      const csv = awardLines(lines, 1);
      const started = performance.now();
      await importCsv(lab, 'Awards', csv, lines);
      const rate = (lines * 1_000) / (performance.now() - started);
      return {
        ...atLeast('ingest_share', arrived.rate / rate, 'x', 1),
        note: `${Math.round(arrived.rate)} awards/s into the sums, ${arrived.awards} of them, the newest, each of another earner or nearly so; ${Math.round(rate)} awards/s by bulk upload, to the result of each line`,
      };
    } finally {
      await lab.close();
    }
  });
}

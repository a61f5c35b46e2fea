import { withCluster } from '../cluster.js';
import { atLeast, atMost, type Effort, exactly, type Figure, type Run } from '../figure.js';
import { CopyOfAwards } from '../house/earners/copy.js';
import { earnerLines, importCsv } from '../house/earners/import.js';
import { type EarnersLab, openEarnersLab } from '../house/earners/lab.js';
import { asked, awardFile, importRun, type ImportRun, seen, uploaded } from './bulk/import-run.js';

type Figures = Promise<{ figures: Figure[]; runs: Run[] }>;

/** One large file of awards over a bare COPY of the rows that come of it, how even its rate is, and the same file once more. */
export function bulkInFigures({ quick, say }: Effort): Figures {
  const lines = quick ? 300_000 : 1_000_000;
  const people = lines / 10;
  return withCluster(async () => {
    const lab = await openEarnersLab();
    const copies = await new CopyOfAwards(lab.database).open();
    try {
      say(`bulk in: ${people} earners to begin with`);
      await importCsv(lab, 'Earners', earnerLines(people), people);
      const csv = awardFile(lines, people);
      say(`bulk in: ${lines} awards`);
      await copies.checkpoint();
      const first = await importRun(lab, csv, lines);
      if (first.created !== lines) throw new Error(`of ${lines} lines ${first.created} were accepted, ${first.failed} refused`);
      say('bulk in: COPY of the same rows');
      const rows = await copies.rowsOf(0);
      await copies.checkpoint();
      const began = performance.now();
      await copies.copy(rows);
      const copyMs = performance.now() - began;
      say('bulk in: the same file again');
      await copies.checkpoint();
      const again = await importRun(lab, csv, lines);
      if (again.unchanged !== lines) throw new Error(`of ${lines} lines ${again.unchanged} were unchanged`);
      const [mine, theirs] = [(lines * 1_000) / first.ms, (lines * 1_000) / copyMs];
      return {
        figures: [
          { ...atLeast('bulk_in_share_of_copy', mine / theirs, 'x', 0.4), note: `${lines} awards at ${Math.round(mine)}/s against ${Math.round(theirs)}/s` },
          { ...atLeast('bulk_flat_x', flatness(first), 'x', 0.9), note: 'rate of the last tenth over that of the first' },
          { ...atMost('resync_noop_x', again.ms / first.ms, 'x', 0.5), note: `${Math.round(again.ms)} ms against ${Math.round(first.ms)} ms` },
        ],
        runs: [],
      };
    } finally {
      await copies.close();
      await lab.close();
    }
  });
}

/** Rate of the last tenth of the lines over that of the first. */
const flatness = ({ tenths }: ImportRun): number => (tenths[0] ?? Number.NaN) / ((tenths[9] ?? Number.NaN) - (tenths[8] ?? Number.NaN));

/** An import whose process is killed twenty times at random rows. */
export function bulkKillFigures({ quick, say }: Effort): Figures {
  const [lines, kills] = [quick ? 60_000 : 200_000, 20];
  return withCluster(async () => {
    const lab = await openEarnersLab();
    try {
      const people = lines / 10;
      await importCsv(lab, 'Earners', earnerLines(people), people);
      const job = await asked(lab, await uploaded(lab, awardFile(lines, people)));
      for (let kill = 1; kill <= kills; kill += 1) {
        while ((await progress(lab)) < ((kill - Math.random()) / (kills + 1)) * lines) await pause(5);
        await pause(Math.random() * 60);
        say(`bulk in: kill ${kill} of ${kills} at ${await progress(lab)} of ${lines} lines`);
        await lab.kill();
      }
      for (let state = ''; state !== 'FINISHED'; await pause(50)) ({ state } = await seen(lab, job.id));
      const { created } = await seen(lab, job.id);
      const [awards] = await lab.database.database.work((tx) =>
        tx.query<{ rows: number; keys: number; facts: number }>(
          `SELECT count(1)::int AS rows, count(DISTINCT partner_reference)::int AS keys,
                  (SELECT count(1)::int FROM award_event e WHERE e.tenant_id = $1 AND e.what = 'ISSUED') AS facts FROM award WHERE tenant_id = $1`,
          [lab.tenant],
        ),
      );
      const { rows = 0, keys = 0, facts = 0 } = awards ?? {};
      const note = `${lines} lines, ${created} of them created, ${facts} facts; ${kills} kills`;
      return {
        figures: [
          { ...exactly('bulk_kill_duplicates', Math.max(rows - keys, facts - keys, created - keys), 'awards', 0), note },
          { ...exactly('bulk_kill_lost', lines - Math.min(keys, facts, created), 'awards', 0), note },
        ],
        runs: [],
      };
    } finally {
      await lab.close();
    }
  });
}

async function progress(lab: EarnersLab): Promise<number> {
  const [job] = await lab.database.database.work((tx) =>
    tx.query<{ done: number }>(`SELECT rows_done AS done FROM import_job WHERE tenant_id = $1 AND kind = 'awards'`, [lab.tenant]),
  );
  return job?.done ?? 0;
}

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

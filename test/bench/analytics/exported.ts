import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseFacts, type Duck, openExport, writeExport } from '@cairn/cli/testing';
import type { AnalyticsLab } from './lab.js';
import { observationEnd } from './questions.js';

/** The facts of the lab as Parquet under the ids they have, opened in DuckDB. */
export interface Exported {
  readonly duck: Duck;
  close(): Promise<void>;
}

export async function exported(lab: AnalyticsLab): Promise<Exported> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  const source = await DatabaseFacts.open(lab.test.workerUrl, lab.tenant, observationEnd);
  await writeExport(source, { to: folder, secret: null, now: new Date() }).finally(() => source.close());
  const { duck } = await openExport(folder, { patienceMs: null });
  return {
    duck,
    async close() {
      duck.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

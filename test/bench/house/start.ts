import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, type Effort, type Figure, type Run } from '../figure.js';
import { askNestedPage } from './registry/page.js';
import { runRegistry } from './registry/run.js';
import { memoryOverTour } from './registry/tour.js';
import { buildWorld } from './registry/world.js';

/** From `npm start` to ready, the first time and again; memory of the one process after the tour, and after a larger load in the note. */
export async function startFigures({ quick, data, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  await chmod(folder, 0o755);
  const dataDir = join(folder, 'data');
  const people = quick ? 500 : 6_000;
  try {
    say('start: for the first time, with every migration');
    const first = await runRegistry(dataDir);
    await first.stop();
    say('start: again');
    const again = await runRegistry(dataDir);
    try {
      say(`start: loading ${people} earners and ${people * 3} awards`);
      const { client, awards } = await buildWorld(again.url, again.key, people);
      const pages = quick ? 50 : 300;
      for (let page = 0; page < pages; page += 1) await askNestedPage(again.url, client.key, 50);
      const loaded = again.rssMb();
      say(`start: the tour${data ? ' on real data' : ''}`);
      const toured = await memoryOverTour(data);
      return {
        figures: [
          { ...atMost('ready_s', Math.max(first.readyS, again.readyS), 's', 10), note: `first ${first.readyS.toFixed(1)} s, later ${again.readyS.toFixed(1)} s` },
          {
            ...atMost('rss_mb', toured.last, 'MB', 700),
            note: `after the tour${data ? ' on real data' : ''} ${toured.last.toFixed(0)} MB (most ${toured.peak.toFixed(0)}); after ${people} earners, ${awards} awards and ${pages} nested pages ${loaded.toFixed(0)} MB`,
          },
        ],
        runs: [],
      };
    } finally {
      await again.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

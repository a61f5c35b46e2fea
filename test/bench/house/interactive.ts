import { migrations } from '@cairn/earners';
import { BUS, busMigration } from '@cairn/messaging';
import { testDatabase } from '@cairn/testkit';
import { withCluster } from '../cluster.js';
import { atLeast, type Effort, type Figure, type Run } from '../figure.js';
import { requestsPerSecond } from '../load.js';
import { interleave } from '../pairs.js';
import { start } from '../process.js';
import { issuing, people } from './earners/issuing.js';
import { openEarnersLab } from './earners/lab.js';

const connections = 64;

/** Awards per second at 64 connections: our service over one that runs four statements in a transaction for each award. */
export function interactiveFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  return withCluster(async () => {
    const lab = await openEarnersLab();
    const plain = await testDatabase('earners', migrations);
    const plainBus = await testDatabase(BUS, [busMigration]);
    const other = await start<{ url: string }>(new URL('./earners/four-statements.ts', import.meta.url), [
      JSON.stringify({ appUrl: plain.appUrl, workerUrl: plain.workerUrl, busUrl: plainBus.workerUrl, issuer: lab.version.issuer, achievement: lab.version.achievement, version: lab.version.version }),
    ]);
    try {
      const shot = issuing(lab, await people(lab, 500));
      const ms = quick ? 1_000 : 3_000;
      const rate = (url: string, forMs: number) => () => requestsPerSecond(url, shot, connections, forMs);
      say('interactive: warming up');
      await rate(lab.url, 2_000)();
      await rate(other.told.url, 2_000)();
      say(`interactive: single awards at ${connections} connections`);
      const run = await interleave('interactive_awards', quick ? 4 : 10, rate(lab.url, ms), rate(other.told.url, ms));
      const last = run.pairs.at(-1);
      const note = `last pair ${Math.round(last?.a ?? 0)}/s against ${Math.round(last?.b ?? 0)}/s; both over HTTP and GraphQL with signed statements, 16 connections to PostgreSQL and the same relay behind`;
      return { figures: [{ ...atLeast('interactive_awards_per_s_x', run.median, 'x', 1.5), note }], runs: [run] };
    } finally {
      await other.stop();
      await Promise.all([plain.close(), plainBus.close()]);
      await lab.close();
    }
  });
}

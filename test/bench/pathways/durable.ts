import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import { withCluster } from '../cluster.js';
import { atLeast, atMost, type Effort, exactly, type Figure, type Run } from '../figure.js';
import { runOf } from '../pairs.js';
import { BySql } from './by-sql.js';
import { PathwaysLab } from './lab.js';
import { planOf } from './world.js';

/** Awards that become durable progress: ours against statements of SQL over the same pathways, people and awards. */
export function durableFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  return withCluster(async () => {
    const [pairs, ours, all, affected] = quick ? [4, 2_000, 20, 150] : [11, 5_000, 40, 400];
    const before = 50_000;
    const plan = planOf({ pathways: 1_000, earners: 18_000, achievements: 5_000, awards: before + (pairs + 1) * (ours + all + affected) });
    const lab = await PathwaysLab.open(plan, say);
    const client = new pg.Client({ connectionString: lab.service.test.ownerUrl });
    await client.connect();
    try {
      const sql = await BySql.open(client, plan);
      let at = 0;
      const next = (count: number) => plan.awards.slice(at, (at += count));
      say(`pathways: ${before} awards of before`);
      const first = next(before);
      await lab.rate(first);
      await sql.hold(first);
      const heap = heapMb();
      const [againstAll, againstAffected]: { a: number; b: number }[][] = [[], []];
      for (let pair = 0; pair <= pairs; pair += 1) {
        say(`pathways: pair ${pair} of ${pairs}`);
        const some = next(ours);
        const mine = await lab.rate(some);
        await sql.hold(some);
        const [forAll, forAffected] = [next(all), next(affected)];
        const one = await sql.rate('all', forAll);
        const other = await sql.rate('affected', forAffected);
        await lab.rate([...forAll, ...forAffected]);
        // The first pair warms up.
        if (pair === 0) continue;
        againstAll!.push({ a: mine, b: one });
        againstAffected!.push({ a: mine, b: other });
      }
      const [allRun, affectedRun] = [runOf('durable_events_x_sql_all', againstAll!), runOf('durable_events_x_sql_affected', againstAffected!)];
      const { differing, compared } = await differences(lab, sql);
      const last = againstAll!.at(-1)!;
      return {
        figures: [
          { ...atLeast('durable_events_x_sql_all', allRun.median, 'x', 200), note: `${Math.round(last.a)} awards/s against ${Math.round(last.b)}/s; ours evaluates the pathways that its earner follows` },
          { ...atLeast('durable_events_x_sql_affected', affectedRun.median, 'x', 15), note: `against ${Math.round(againstAffected!.at(-1)!.b)}/s` },
          { ...exactly('mismatches', differing, 'of progress rows', 0), note: `${compared} rows compared` },
          { ...atMost('memory_per_100k_earners_mb', ((heapMb() - heap) * 100_000) / plan.earners.length, 'MB', 100), note: 'growth of the heap while the awards were taken in; the service keeps nothing of an earner in memory' },
        ],
        runs: [allRun, affectedRun],
      };
    } finally {
      await client.end();
      await lab.close();
    }
  });
}

async function differences(lab: PathwaysLab, sql: BySql): Promise<{ differing: number; compared: number }> {
  const [mine, theirs] = [await lab.met(), await sql.met()];
  const differing = [...mine].filter(([key, met]) => met !== (theirs.get(key) ?? 0)).length;
  if (mine.size === 0) throw new Error('no progress was kept');
  return { differing, compared: mine.size };
}

/** What is in use once garbage is collected. */
function heapMb(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1_048_576;
}

import { withCluster } from '../cluster.js';
import { atMost, type Effort, type Figure, type Run } from '../figure.js';
import { runOf } from '../pairs.js';
import { PathwaysLab } from './lab.js';
import { planOf } from './world.js';

/** What ten times the pathways cost an award, when each achievement is asked for by as many as before. */
export function growthFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  return withCluster(async () => {
    const [pairs, awards] = quick ? [3, 2_000] : [11, 5_000];
    const sizes = { earners: 9_000, awards: 10_000 + (pairs + 1) * awards };
    const few = planOf({ ...sizes, pathways: 1_000, achievements: 5_000 });
    const many = planOf({ ...sizes, pathways: 10_000, achievements: 50_000 });
    const [small, large] = [await PathwaysLab.open(few, say), await PathwaysLab.open(many, say)];
    try {
      await small.rate(few.awards.slice(0, 10_000));
      await large.rate(many.awards.slice(0, 10_000));
      const measured: { a: number; b: number }[] = [];
      for (let pair = 0; pair <= pairs; pair += 1) {
        say(`growth: pair ${pair} of ${pairs}`);
        const from = 10_000 + pair * awards;
        const b = 1 / (await small.rate(few.awards.slice(from, from + awards)));
        const a = 1 / (await large.rate(many.awards.slice(from, from + awards)));
        if (pair > 0) measured.push({ a, b });
      }
      const run = runOf('growth_x', measured);
      return { figures: [{ ...atMost('growth_x', run.median, 'x', 2), note: 'cost of an award at 10,000 pathways over 1,000' }], runs: [run] };
    } finally {
      await small.close();
      await large.close();
    }
  });
}

import { withCluster } from '../cluster.js';
import { atLeast, type Effort, type Figure, type Run } from '../figure.js';
import { issuing, people } from '../house/earners/issuing.js';
import { type EarnersLab, openEarnersLab } from '../house/earners/lab.js';
import { requestsPerSecond, type Shot } from '../load.js';
import { interleave } from '../pairs.js';
import { withoutRowSecurity } from './without-row-security.js';

const connections = 16;
const page = '{ awards(first: 50) { nodes { id awardedOn state snapshot { achievementName } } } }';

/**
 * What the second wall costs: the earners service over a database with row-level security, and over the same one without.
 * A third of the requests each read a page of 50, read one award and make one.
 */
export function rowSecurityFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  return withCluster(async () => {
    const secured = await openEarnersLab();
    const open = await openEarnersLab();
    try {
      await withoutRowSecurity(open.database);
      const ms = quick ? 1_000 : 3_000;
      const sides = [await mixed(secured), await mixed(open)] as const;
      const rate = (side: 0 | 1) => () => requestsPerSecond([secured, open][side]?.url ?? '', sides[side], connections, ms);
      say('rls: warming up');
      await rate(0)();
      await rate(1)();
      say('rls: pages, single awards and writes, with and without');
      const run = await interleave('rls', quick ? 4 : 12, rate(0), rate(1));
      return { figures: [{ ...atLeast('rls_cost_x', run.median, 'x', 0.9), note: 'throughput with / without, a third each of pages, single reads and writes' }], runs: [run] };
    } finally {
      await Promise.all([secured.close(), open.close()]);
    }
  });
}

async function mixed(lab: EarnersLab): Promise<Shot> {
  const write = issuing(lab, await people(lab, 200));
  const { awards } = await firstAwards(lab, write);
  const read = (query: string) => JSON.stringify({ query });
  return {
    path: '/graphql',
    headersOf: write.headersOf,
    mustHold: '"data":{',
    body: (n) => (n % 3 === 0 ? write.body(n) : n % 3 === 1 ? read(page) : read(`{ award(id: "${awards[n % awards.length]?.id ?? ''}") { id state results { name value } } }`)),
  };
}

async function firstAwards(lab: EarnersLab, write: Shot): Promise<{ awards: readonly { id: string }[] }> {
  await requestsPerSecond(lab.url, write, connections, 2_000);
  return lab.ask<{ awards: { nodes: { id: string }[] } }>('{ awards(first: 100) { nodes { id } } }').then(({ awards }) => ({ awards: awards.nodes }));
}

import { atLeast, type Effort, type Figure, type Run } from '../figure.js';
import { requestsPerSecond, type Shot } from '../load.js';
import { interleave } from '../pairs.js';
import { start } from '../process.js';

const single: Shot = { path: '/graphql', body: () => JSON.stringify({ query: '{ awards(first: 10) { id awardedOn state } }' }) };
const join: Shot = {
  path: '/graphql',
  body: () =>
    JSON.stringify({ query: '{ awards(first: 50) { id awardedOn state achievement { id title criteria issuer { id name url } } } }' }),
};

/** Our gateway against the stock Nest and @apollo/gateway set-up, on the same subgraphs over HTTP, a process each. */
export async function gatewayFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const subgraphs = await start<Record<string, string>>(new URL('./gateway/subgraphs.ts', import.meta.url));
  const urls = JSON.stringify(subgraphs.told);
  const ours = await start<{ url: string }>(new URL('./gateway/ours.ts', import.meta.url), [urls]);
  const stock = await start<{ url: string }>(new URL('./gateway/stock.ts', import.meta.url), [urls]);
  const ms = quick ? 500 : 1_500;
  const rate = (side: { told: { url: string } }, shot: Shot) => () => requestsPerSecond(side.told.url, shot, 8, ms);
  try {
    say('gateway: warming up');
    for (const side of [ours, stock]) for (const shot of [single, join]) await requestsPerSecond(side.told.url, shot, 8, 2_000);
    say('gateway: one subgraph');
    const one = await interleave('gateway_single', quick ? 4 : 10, rate(ours, single), rate(stock, single));
    say('gateway: three hops of 50');
    const three = await interleave('gateway_join', quick ? 4 : 10, rate(ours, join), rate(stock, join));
    return {
      figures: [atLeast('gateway_single_x', one.median, 'x', 2.4), atLeast('gateway_join_x', three.median, 'x', 2.0)],
      runs: [one, three],
    };
  } finally {
    await Promise.all([ours.stop(), stock.stop()]);
    await subgraphs.stop();
  }
}

import { Pool } from 'undici';
import { atMost, type Effort, type Figure, type Run } from '../figure.js';
import { start } from '../process.js';

/** What well-behaved tenants notice of one that is not. */
export interface NoisyNeighbour {
  /** Milliseconds within which 99 of 100 requests of the others are answered while all keep to their limits. */
  readonly p99Alone: number;
  /** The same while one tenant sends ten times its requests per second. */
  readonly p99WithNoise: number;
  readonly ratio: number;
  /** Requests of the noisy tenant that were served, and told to wait. */
  readonly served: number;
  readonly throttled: number;
}

const tenants = 2_000;
const goodPerSecond = 150;
/** Of the class CLIENT, whose limit is 50. */
const noisyPerSecond = 500;
const body = JSON.stringify({ query: '{ issuers(first: 10) { nodes { id name } } }' });

/**
 * 1,999 tenants ask in turn at a steady rate over HTTP, with and without a neighbour at ten times its limit, in turn.
 * Gateway, noise and measurement are a process each. Throws on a wrong answer to a well-behaved tenant.
 */
export async function noisyNeighbour({ quick, say }: Pick<Effort, 'quick' | 'say'>): Promise<NoisyNeighbour> {
  const gateway = await start<{ url: string }>(new URL('./neighbours.process.ts', import.meta.url), [String(tenants)]);
  const noise = await start<{ url: string }>(new URL('./noise.process.ts', import.meta.url), [gateway.told.url, 'cairn_client_0', body, String(noisyPerSecond)]);
  const others = new GoodTenants(gateway.told.url);
  const turn = async (to: 'on' | 'off') => (await (await fetch(`${noise.told.url}/${to}`)).json()) as Record<string, number>;
  const alone: number[] = [];
  const together: number[] = [];
  const counts = { served: 0, throttled: 0 };
  try {
    say('noisy neighbour: warming up');
    await others.ask(quick ? 2_000 : 5_000);
    for (let pair = 0; pair < (quick ? 4 : 12); pair += 1) {
      for (const noisy of pair % 2 === 0 ? [false, true] : [true, false]) {
        if (noisy) await turn('on');
        (noisy ? together : alone).push(...(await others.ask(quick ? 1_500 : 2_500)));
        if (!noisy) continue;
        const { 200: served = 0, 429: throttled = 0 } = await turn('off');
        counts.served += served;
        counts.throttled += throttled;
      }
    }
  } finally {
    await others.close();
    await Promise.all([noise.stop(), gateway.stop()]);
  }
  const [p99Alone, p99WithNoise] = [p99(alone), p99(together)];
  return { p99Alone, p99WithNoise, ratio: p99WithNoise / p99Alone, ...counts };
}

/** The same as a part of a suite. */
export async function neighbourFigures(effort: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const { p99Alone, p99WithNoise, ratio, served, throttled } = await noisyNeighbour(effort);
  const note = `p99 ${p99Alone.toFixed(1)} ms alone, ${p99WithNoise.toFixed(1)} ms beside it; of its requests ${served} served, ${throttled} told to wait`;
  return { figures: [{ ...atMost('noisy_neighbour_p99_x', ratio, 'x', 1.2), note }], runs: [] };
}

class GoodTenants {
  private readonly pool: Pool;
  private next = 0;

  constructor(url: string) {
    this.pool = new Pool(url, { connections: 32 });
  }

  /** Sends at a steady rate, whether or not answers come. @returns milliseconds of each answer */
  async ask(ms: number): Promise<number[]> {
    const started = performance.now();
    const answers: Promise<number>[] = [];
    while (performance.now() - started < ms) {
      const due = ((performance.now() - started) * goodPerSecond) / 1_000;
      while (answers.length < due) answers.push(this.one());
      await new Promise((resume) => setTimeout(resume, 3));
    }
    return Promise.all(answers);
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async one(): Promise<number> {
    this.next = (this.next % (tenants - 1)) + 1;
    const headers = { 'content-type': 'application/json', authorization: `Bearer cairn_client_${this.next}` };
    const began = performance.now();
    const { statusCode, body: answer } = await this.pool.request({ method: 'POST', path: '/graphql', headers, body });
    const text = await answer.text();
    if (statusCode !== 200 || text.includes('"errors"')) throw new Error(`a well-behaved tenant was answered HTTP ${statusCode}: ${text.slice(0, 300)}`);
    return performance.now() - began;
  }
}

function p99(times: number[]): number {
  const sorted = times.sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}

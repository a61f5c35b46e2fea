import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '@cairn/embedded';
import { Client } from 'undici';
import { atMost, type Effort, type Figure, type Run } from '../figure.js';
import { median } from '../quantile.js';
import { unthrottledSetting } from '../unthrottled.js';
import { buildWorld } from '../house/registry/world.js';

const query = '{ issuers(first: 10) { nodes { id name slug } } }';

/** What it adds to a request that the caller is somebody: median time of one small query with a key over that without, on one idle registry. */
export async function authenticationFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  await chmod(folder, 0o755);
  const registry = await startEmbedded({ host: '127.0.0.1', port: 0, publicUrl: null, dataDir: join(folder, 'data'), logLevel: 'error', kafka: null, limits: unthrottledSetting });
  try {
    const { client } = await buildWorld(registry.url, registry.operator?.key ?? '', 20);
    say('auth: the same query without and with a key, in turn');
    const { added, without } = await addedMs(registry.url, client.key ?? '', quick ? 500 : 3_000);
    return { figures: [{ ...atMost('auth_cost_ms', added, 'ms', 0.3), note: `median; without a key ${without.toFixed(2)} ms` }], runs: [] };
  } finally {
    await registry.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function addedMs(url: string, key: string, rounds: number): Promise<{ added: number; without: number }> {
  const http = new Client(url);
  const bare: number[] = [];
  const known: number[] = [];
  try {
    for (let round = 0; round < rounds + 200; round += 1) {
      const one = await timed(http, {});
      const other = await timed(http, { authorization: `Bearer ${key}` });
      // The first rounds warm up.
      if (round >= 200) {
        bare.push(one);
        known.push(other);
      }
    }
  } finally {
    await http.close();
  }
  return { added: median(known) - median(bare), without: median(bare) };
}

async function timed(http: Client, headers: Record<string, string>): Promise<number> {
  const started = performance.now();
  const { statusCode, body } = await http.request({
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const text = await body.text();
  if (statusCode !== 200 || text.includes('"errors"')) throw new Error(`a wrong answer: ${text.slice(0, 300)}`);
  return performance.now() - started;
}

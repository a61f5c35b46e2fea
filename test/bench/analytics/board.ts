import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProvider } from '@cairn/cli';
import { ownDatabase } from '@cairn/cli/testing';
import { RegistryClient } from '@cairn/client';
import { generatedFacts } from '@cairn/metrics';
import { uuidOf } from '@cairn/subgraph';
import { type Page, TestBrowser } from '@cairn/testkit';
import pg from 'pg';
import { atMost, type Effort, type Figure, type Run } from '../figure.js';
import { runRegistry } from '../house/registry/run.js';
import { median } from '../quantile.js';
import { awardsOf } from './awards.js';
import { loadFacts } from './load-facts.js';

const pages = ['', '/cohorts', '/time-to-next', '/transitions'];

/** First contentful paint of the board in a browser, with many awards behind it: of the slowest page the middle of several looks. */
export async function boardFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const browser = await TestBrowser.start();
  if (typeof browser === 'string') return { figures: [{ ...atMost('board_first_paint_ms', Number.NaN, 'ms', 1_000), note: browser }], runs: [] };
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  await chmod(folder, 0o755);
  const dataDir = join(folder, 'data');
  try {
    say('board: a registry');
    const registry = await runRegistry(dataDir);
    try {
      const { client, tenantId } = await openProvider(new RegistryClient(registry.url, registry.key), { name: 'Tidal Museum', idempotencyKey: 'bench' });
      const tenant = uuidOf('Tenant', tenantId) ?? '';
      const awards = awardsOf(quick);
      await filled(dataDir, tenant, awards, say);
      const page = await browser.page({ said: registry.url, actual: registry.url });
      await page.setExtraHTTPHeaders({ authorization: `Bearer ${client.key}` });
      const paints: { path: string; ms: number }[] = [];
      for (const path of pages) {
        const some: number[] = [];
        for (let look = 0; look < 6; look += 1) some.push(await firstPaint(page, `${registry.url}/analytics${path}`));
        paints.push({ path, ms: median(some.slice(1)) });
      }
      const note = `${awards} awards; ${paints.map(({ path, ms }) => `/analytics${path} ${Math.round(ms)} ms`).join(', ')}; first contentful paint in headless Chromium, with the navigation`;
      return { figures: [{ ...atMost('board_first_paint_ms', Math.max(...paints.map(({ ms }) => ms)), 'ms', 1_000), note }], runs: [] };
    } finally {
      await registry.stop();
    }
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Facts under the registry's pathways service, until it has added them up. */
async function filled(dataDir: string, tenant: string, awards: number, say: Effort['say']): Promise<void> {
  const { adminUrl } = await ownDatabase(dataDir);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await loadFacts(admin, { ...generatedFacts({ seed: 20, awards }), tenant }, '9999-12-31', (done) => say(`board: ${done} of ${awards} awards`));
    await admin.query('VACUUM ANALYZE');
    for (let told = -1; ; await new Promise((resume) => setTimeout(resume, 1_000))) {
      const { rows } = await admin.query<{ generation: number | null; done: number; total: number; due: boolean }>(
        'SELECT generation, done, total, EXISTS (SELECT 1 FROM rollup_due WHERE tenant_id = $1) AS due FROM rollup_state WHERE tenant_id = $1',
        [tenant],
      );
      const [state] = rows;
      if (state && state.generation !== null && !state.due) break;
      if (state && state.done >= told + 20_000) say(`board: ${(told = state.done)} earners added up`);
    }
    await admin.query('VACUUM ANALYZE');
  } finally {
    await admin.end();
  }
}

async function firstPaint(page: Page, url: string): Promise<number> {
  const answer = await page.goto(url, { waitUntil: 'load', timeout: 60_000 });
  if (answer?.status() !== 200) throw new Error(`${url} answered ${answer?.status()}`);
  return page.evaluate<number>(`new Promise((tell) => new PerformanceObserver((list) => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    if (paint) tell(paint.startTime);
  }).observe({ type: 'paint', buffered: true }))`);
}

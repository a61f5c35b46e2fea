import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '@cairn/embedded';
import { atMost, type Effort, type Figure, type Run } from '../figure.js';
import { unthrottledSetting } from '../unthrottled.js';
import { askNestedPage } from './registry/page.js';
import { buildWorld } from './registry/world.js';

const sizes = [10, 50, 100];

/** What the nested page costs: requests to subgraphs and statements of SQL, the largest over several page sizes. */
export async function pageFigures({ say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  await chmod(folder, 0o755);
  const statements: string[] = [];
  const registry = await startEmbedded({
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    dataDir: join(folder, 'data'),
    logLevel: 'error',
    kafka: null,
    limits: unthrottledSetting,
    observeStatement: (text) => void statements.push(text),
  });
  try {
    say('pages: building a provider with 120 earners');
    const { client } = await buildWorld(registry.url, registry.operator?.key ?? '', 120);
    await quiet(statements);
    const measured: Cost[] = [];
    for (const first of sizes) {
      measured.push(await leastOf(10, () => onePage(registry.url, client.key, first, statements)));
    }
    const note = measured.map(({ first, calls, sql }) => `page of ${first}: ${calls} calls, ${sql} statements`).join('; ');
    const most = (of: (one: Cost) => number): number => Math.max(...measured.map(of));
    return {
      figures: [
        { ...atMost('nested_page_subgraph_calls', most(({ calls }) => calls), 'calls', 6), note },
        { ...atMost('nested_page_sql_statements', most(({ sql }) => sql), 'statements', 12), note },
      ],
      runs: [],
    };
  } finally {
    await registry.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Cost {
  readonly first: number;
  readonly calls: number;
  readonly sql: number;
}

async function onePage(url: string, key: string | null, first: number, statements: string[]): Promise<Cost> {
  statements.length = 0;
  const { subgraphCalls } = await askNestedPage(url, key, first);
  return { first, calls: subgraphCalls, sql: statements.length };
}

/** Loops in the background look for work now and then, and what they ask can only add to a page: the least is the page's own. */
async function leastOf(times: number, measure: () => Promise<Cost>): Promise<Cost> {
  let least = await measure();
  for (let time = 1; time < times; time += 1) {
    const next = await measure();
    if (next.sql < least.sql) least = next;
  }
  return least;
}

/** Hardly anything has been asked of a database for half a second. */
async function quiet(statements: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const before = statements.length;
    await new Promise((resume) => setTimeout(resume, 500));
    if (statements.length - before <= 2) return;
  }
}

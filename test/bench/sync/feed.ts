import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeFeed, type RegistryClient } from '@cairn/client';
import { type EmbeddedRegistry, startEmbedded } from '@cairn/embedded';
import pg from 'pg';
import { atLeast, atMost, type Effort, type Figure, type Run } from '../figure.js';
import { buildWorld } from '../house/registry/world.js';
import { interleave } from '../pairs.js';
import { quantile } from '../quantile.js';
import { unthrottledSetting } from '../unthrottled.js';

/** The rows behind the same objects, page by page, as a program reads them that sits beside the database. */
const keyset = `SELECT id, earner_id, achievement_id, achievement_version_id, issuer_id, state, suspension_causes, awarded_on, valid_until, partner_reference, visibility,
  revocation_reason, revoked_at, replaced_by, version, created_at, updated_at FROM award WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT 1000`;

/** The change feed as a partner reads it: how fast a snapshot comes, and how soon a change. */
export async function feedFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  await chmod(folder, 0o755);
  const registry = await startEmbedded({ host: '127.0.0.1', port: 0, publicUrl: null, dataDir: join(folder, 'data'), logLevel: 'error', kafka: null, limits: unthrottledSetting });
  try {
    say('feed: a provider with awards');
    const { client, awards } = await buildWorld(registry.url, registry.operator?.key ?? '', quick ? 3_000 : 20_000);
    const sql = await beside(registry);
    try {
      say(`feed: ${awards} awards, by the feed and by SQL in turn`);
      const run = await interleave('feed_events_per_s_share', quick ? 4 : 10, () => byFeed(client, awards), () => bySql(sql, awards));
      say('feed: from a commit to the consumer');
      const lags = await lagsMs(client, quick ? 60 : 300);
      const last = run.pairs.at(-1);
      return {
        figures: [
          { ...atLeast('feed_events_per_s_share', run.median, 'of a keyset read', 0.3), note: `${Math.round(last?.a ?? 0)} events/s as NDJSON against ${Math.round(last?.b ?? 0)} rows/s` },
          { ...atMost('feed_lag_p99_ms', quantile(lags, 0.99), 'ms', 1_000), note: `median ${quantile(lags, 0.5).toFixed(0)} ms; ${lags.length} changes, looked for every 100 ms` },
        ],
        runs: [run],
      };
    } finally {
      await sql.end();
    }
  } finally {
    await registry.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Events a second of a snapshot over HTTP. */
async function byFeed(client: RegistryClient, expected: number): Promise<number> {
  const started = performance.now();
  let told = 0;
  for await (const { changes } of changeFeed(client, { types: ['AWARD'], limit: 100_000 })) told += changes.length;
  if (told !== expected) throw new Error(`the feed told of ${told} awards out of ${expected}`);
  return (told * 1_000) / (performance.now() - started);
}

/** Rows a second, made into JSON as well. */
async function bySql(sql: pg.Client, expected: number): Promise<number> {
  const { rows: [{ tenant } = { tenant: '' }] } = await sql.query<{ tenant: string }>('SELECT tenant_id AS tenant FROM award LIMIT 1');
  const started = performance.now();
  let [read, bytes] = [0, 0];
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql.query<{ id: string }>({ name: 'page', text: keyset, values: [tenant, after] });
    for (const row of rows) bytes += JSON.stringify(row).length;
    read += rows.length;
    if (rows.length < 1_000) break;
    after = rows.at(-1)?.id ?? after;
  }
  if (read !== expected || bytes === 0) throw new Error(`${read} rows out of ${expected}`);
  return (read * 1_000) / (performance.now() - started);
}

/** From the answer to a write until a follower, who looks every 100 ms, has its change. */
async function lagsMs(client: RegistryClient, changes: number): Promise<number[]> {
  const seen = new Map<string, number>();
  const following = new AbortController();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const follower = (async () => {
    for await (const batch of changeFeed(client, { types: ['EARNER'], limit: 100_000, everyMs: 100, signal: following.signal })) {
      for (const { id } of batch.changes) seen.set(id, performance.now());
      if (!batch.hasMore) begin();
    }
  })().catch((error: unknown) => {
    if (!following.signal.aborted) throw error;
  });
  await begun;
  const written = new Map<string, number>();
  for (let at = 0; at < changes; at += 1) {
    const { id } = await aNewEarner(client, at);
    written.set(id, performance.now());
  }
  for (const until = Date.now() + 30_000; [...written.keys()].some((id) => !seen.has(id)) && Date.now() < until; ) await new Promise((resume) => setTimeout(resume, 50));
  following.abort();
  await follower;
  return [...written].map(([id, at]) => Math.max(0, (seen.get(id) ?? Number.POSITIVE_INFINITY) - at));
}

async function aNewEarner(client: RegistryClient, at: number): Promise<{ id: string }> {
  const { createEarner } = await client.execute<{ createEarner: { earner: { id: string } } }>(
    'mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { earner { id } userErrors { message } } }',
    { input: { name: `Visitor ${at}`, identifiers: [{ type: 'MEMBER_ID', value: `visitor-${at}` }] } },
  );
  return createEarner.earner;
}

async function beside(registry: EmbeddedRegistry): Promise<pg.Client> {
  const { client, url } = await besideOwner(registry);
  await client.end();
  const earners = new pg.Client({ connectionString: url('cairn_earners') });
  await earners.connect();
  return earners;
}

/** The registry's cluster, as its owner. */
export async function besideOwner({ folder }: EmbeddedRegistry): Promise<{ client: pg.Client; url: (database: string) => string }> {
  const { database: password } = JSON.parse(await readFile(folder.secrets, 'utf8')) as { database: string };
  const [, , , port] = (await readFile(join(folder.postgres, 'postmaster.pid'), 'utf8')).split('\n');
  const url = (database: string) => `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  const client = new pg.Client({ connectionString: url('postgres') });
  await client.connect();
  return { client, url };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { importRows } from '@cairn/cli';
import { changeFeed, type RegistryClient, RegistryFault } from '@cairn/client';
import { startEmbedded } from '@cairn/embedded';
import pg from 'pg';
import { type Effort, exactly, type Figure, type Run } from '../figure.js';
import { buildWorld } from '../house/registry/world.js';
import { unthrottledSetting } from '../unthrottled.js';
import { besideOwner } from './feed.js';

/** Objects by id, as a copy or the source has them. */
type Rows = Map<string, { readonly version: number; readonly node: unknown }>;

interface Place {
  readonly to: string;
  rows(): Promise<Rows>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = ['--import', join(root, 'deploy/launcher/typescript.mjs'), join(root, 'deploy/cli/src/main.ts')];

/** A partner's copies, kept by the command line, which is killed again and again while everything changes: rows that differ in the end. */
export async function copyFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  await chmod(folder, 0o755);
  const registry = await startEmbedded({ host: '127.0.0.1', port: 0, publicUrl: null, dataDir: join(folder, 'data'), logLevel: 'error', kafka: null, limits: unthrottledSetting });
  try {
    say('copy: a provider with awards');
    const people = quick ? 300 : 4_000;
    const { client } = await buildWorld(registry.url, registry.operator?.key ?? '', people);
    const postgres = await inPostgres(await besideOwner(registry));
    const places = [inFolder(join(folder, 'copy')), postgres];
    say('copy: two copies follow, killed again and again, while everything changes');
    const kills = await killedWhile(change(client, people), () => places.map(({ to }) => sync(client, to)));
    say('copy: both go on to the end');
    let differing = await differences(client, places);
    // What follows from the last writes by events comes a moment later.
    for (const until = Date.now() + 60_000; differing > 0 && Date.now() < until; differing = await differences(client, places)) await new Promise((resume) => setTimeout(resume, 500));
    const held = (await places[0]?.rows())?.size ?? 0;
    await postgres.close();
    return { figures: [{ ...exactly('copy_differences', differing, 'rows', 0), note: `${held} objects in a folder and in PostgreSQL; ${kills} kills` }], runs: [] };
  } finally {
    await registry.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts programs again and again and kills them, until the work is done. Says how many were killed. */
async function killedWhile(work: Promise<void>, begin: () => readonly Syncing[]): Promise<number> {
  const over = work.then(() => true);
  for (let [kills, round] = [0, 0]; ; round += 1) {
    const programs = begin();
    try {
      if (await Promise.race([over, new Promise<false>((resume) => setTimeout(resume, 2_500 + 900 * (round % 4), false))])) return kills;
    } finally {
      for (const { child, ended } of programs) {
        if (child.exitCode === null && child.kill('SIGKILL')) kills += 1;
        await ended;
      }
    }
  }
}

/** New awards, others revoked, people erased. */
async function change(client: RegistryClient, people: number): Promise<void> {
  const earners: string[] = [];
  const awards: string[] = [];
  for await (const { changes } of changeFeed(client, { types: ['EARNER', 'AWARD'] })) for (const { id, type } of changes) (type === 'EARNER' ? earners : awards).push(id);
  for (let part = 0; part < 10; part += 1) {
    const rows = Array.from({ length: Math.round(people / 10) }, (_, n) => ({ name: `Newcomer ${part}-${n}`, identifierType: 'MEMBER_ID', identifier: `newcomer-${part}-${n}` }));
    await importRows(client, 'earners', rows);
    await importRows(client, 'awards', rows.map(({ identifier }, n) => ({ partnerReference: identifier, identifierType: 'MEMBER_ID', identifier, achievementCode: 'river-maps', awardedOn: `2026-04-${String(1 + (n % 28)).padStart(2, '0')}` })));
    for (const id of awards.splice(0, Math.ceil(people / 60))) await told(client, 'revokeAward', { id, reason: 'OTHER', idempotencyKey: id });
  }
  // Last, since an erasure takes away every upload of the tenant that no job has taken up yet.
  for (const earnerId of earners.slice(0, Math.ceil(people / 30))) await told(client, 'eraseEarner', { earnerId, reason: 'NO_LONGER_NEEDED' });
}

/** Does it, again where it was not answered in time: both deeds may be done twice. */
async function told(client: RegistryClient, name: string, input: object): Promise<void> {
  const document = `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { userErrors { code message } } }`;
  for (let tries = 1; ; tries += 1) {
    try {
      await client.execute(document, { input });
      return;
    } catch (fault) {
      if (tries === 20 || !(fault instanceof RegistryFault && fault.code === 'DEADLINE_EXCEEDED')) throw fault;
    }
  }
}

interface Syncing {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
}

/** `cairn sync --to`, as a partner runs it. */
function sync({ url, key }: RegistryClient, to: string): Syncing {
  const child = spawn(process.execPath, [...program, '--url', url, '--key', key ?? '', 'sync', '--to', to, '--limit', '500'], { cwd: root, stdio: 'ignore', env: { ...process.env, NODE_OPTIONS: '' } });
  return { child, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

/** Brings the copies up to date and counts what is otherwise there than at the source, or not there. */
async function differences(client: RegistryClient, places: readonly Place[]): Promise<number> {
  let differing = 0;
  for (const { to } of places) if ((await sync(client, to).ended) !== 0) throw new Error('cairn sync failed');
  const source: Rows = new Map();
  for await (const { changes } of changeFeed(client)) for (const { id, version, op, node } of changes) if (op === 'UPSERT' && node) source.set(id, { version, node });
  for (const place of places) {
    const rows = await place.rows();
    for (const id of new Set([...source.keys(), ...rows.keys()])) if (!isDeepStrictEqual(source.get(id), rows.get(id))) differing += 1;
  }
  return differing;
}

function inFolder(to: string): Place {
  return {
    to,
    async rows() {
      const rows: Rows = new Map();
      for (const name of await readdir(to)) {
        if (!name.endsWith('.ndjson')) continue;
        for (const line of (await readFile(join(to, name), 'utf8')).split('\n').filter(Boolean)) {
          const { id, version, node } = JSON.parse(line) as { id: string; version: number; node: unknown };
          rows.set(id, { version, node });
        }
      }
      return rows;
    },
  };
}

async function inPostgres(owner: { readonly client: pg.Client; readonly url: (database: string) => string }): Promise<Place & { close(): Promise<void> }> {
  await owner.client.query('CREATE DATABASE partner');
  await owner.client.end();
  const to = owner.url('partner');
  const client = new pg.Client({ connectionString: to });
  await client.connect();
  // The registry, and its cluster with it, may end first where something failed.
  client.on('error', () => undefined);
  return {
    to,
    async rows() {
      const { rows } = await client.query<{ id: string; version: number; node: unknown }>('SELECT id, version, node FROM cairn_object');
      return new Map(rows.map(({ id, version, node }) => [id, { version, node }]));
    },
    close: () => client.end(),
  };
}

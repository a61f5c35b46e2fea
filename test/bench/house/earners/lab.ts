import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Principal, principalOf, STATEMENT_HEADER, Statements } from '@cairn/access';
import { migrations } from '@cairn/earners';
import { BUS, busMigration, openPostgresBus } from '@cairn/messaging';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { openLog } from '@cairn/telemetry';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import { freePort } from '@cairn/ports';
import { achievementPublished, type Published } from './published.js';

/** The earners service alone, a process of its own as in production, on a log that nobody else reads. */
export interface EarnersLab {
  readonly url: string;
  readonly database: TestDatabase;
  readonly tenant: string;
  /** A published version of an achievement that may be awarded many times. */
  readonly version: Published;
  /** Headers of a request that the gateway would send; `body` null for a stream. */
  headers(method: string, path: string, body: string | null): Record<string, string>;
  ask<Data>(query: string, variables?: object): Promise<Data>;
  /** Ends the service with no chance to tidy up, and starts it again. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export const secrets = { statement: Buffer.alloc(32, 1), token: Buffer.alloc(32, 2), key: Buffer.alloc(32, 3) };

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const preloads = ['typescript.mjs', 'follow-parent.mjs'].flatMap((file) => ['--import', join(root, 'deploy/launcher', file)]);

/** Signs as the gateway does, for a registrar of a tenant. */
export function signing(tenant: string): EarnersLab['headers'] {
  const statements = new Statements(secrets.statement);
  const principal: Principal = principalOf({ actor: newId(), tenant, rights: ['AWARD', 'REVOKE'] });
  const stated = { principal, requestId: 'bench', deadline: Date.now() + 3_600_000, awaitPosition: null, awaitMs: 0, contract: null, operation: null };
  return (method, path, body) => ({ [STATEMENT_HEADER]: statements.sign(stated, { service: 'earners', method, path, body }) });
}

/** Needs `withCluster`. */
export async function openEarnersLab(): Promise<EarnersLab> {
  const [database, busDatabase] = await Promise.all([testDatabase('earners', migrations), testDatabase(BUS, [busMigration])]);
  const filesDir = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  const tenant = newId();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    PORT: String(port),
    LOG_LEVEL: 'error',
    CAIRN_DATABASE_APP_URL: database.appUrl,
    CAIRN_DATABASE_WORKER_URL: database.workerUrl,
    CAIRN_BUS_URL: busDatabase.workerUrl,
    CAIRN_STATEMENT_SECRET: secrets.statement.toString('base64url'),
    CAIRN_TOKEN_SECRET: secrets.token.toString('base64url'),
    CAIRN_KEY_SECRET: secrets.key.toString('base64url'),
    CAIRN_PUBLIC_URL: 'http://localhost',
    CAIRN_FILES_DIR: filesDir,
  };
  let child = await started(url, env);
  const bus = await openPostgresBus({ url: busDatabase.workerUrl, log: openLog('bench', 'silent') });
  const version = await achievementPublished(bus, tenant);
  const headers = signing(tenant);
  const ask = async <Data>(query: string, variables: object = {}): Promise<Data> => {
    const body = JSON.stringify({ query, variables });
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers('POST', '/graphql', body) }, body });
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors).slice(0, 600));
    return data;
  };
  await heardOf(database, version);
  return {
    url,
    database,
    tenant,
    version,
    headers,
    ask,
    async kill() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      child = await started(url, env);
    },
    async close() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await bus.close();
      await Promise.all([database.close(), busDatabase.close()]);
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}

/** The service in a process of its own, as soon as it answers. */
async function started(url: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...preloads, 'services/earners/src/main.ts'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env });
  const isReady = () => fetch(`${url}/readyz`).then(({ status }) => status === 200, () => false);
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`the earners service ended with ${child.exitCode}`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
  return child;
}

async function heardOf({ database }: TestDatabase, { version }: Published): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const rows = await database.work((tx) => tx.query('SELECT 1 FROM achievement_version_copy WHERE id = $1', [version]));
    if (rows.length > 0) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`the earners service did not hear of ${publicId('AchievementVersion', version)}`);
}

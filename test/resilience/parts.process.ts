import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OpaqueTokens, Statements } from '@cairn/access';
import * as achievements from '@cairn/achievements';
import * as earners from '@cairn/earners';
import { createGatewayApp } from '@cairn/gateway';
import * as issuers from '@cairn/issuers';
import { BUS, busMigration, openPostgresBus } from '@cairn/messaging';
import * as pathways from '@cairn/pathways';
import { openLog, systemClock } from '@cairn/telemetry';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import * as verification from '@cairn/verification';
import { freePort } from '@cairn/ports';

const root = fileURLToPath(new URL('../..', import.meta.url));
const preloads = ['typescript.mjs', 'follow-parent.mjs'].flatMap((file) => ['--import', join(root, 'deploy/launcher', file)]);
const secrets = { statement: Buffer.alloc(32, 1), token: Buffer.alloc(32, 2), key: Buffer.alloc(32, 3) };

async function startParts() {
  const filesDir = await mkdtemp(join(tmpdir(), 'cairn-parts-'));
  const made: TestDatabase[] = [];
  const database = async (name: string, migrations: Parameters<typeof testDatabase>[1]) => {
    const one = await testDatabase(name, migrations);
    made.push(one);
    return one;
  };
  const log = openLog('parts', 'fatal');
  const busDatabase = await database(BUS, [busMigration]);
  const bus = await openPostgresBus({ url: busDatabase.workerUrl, log });
  const platform = {
    bus,
    log,
    clock: systemClock,
    filesDir,
    publicUrl: 'http://localhost',
    statements: new Statements(secrets.statement),
    tokens: new OpaqueTokens(secrets.token),
    keySecret: secrets.key,
  };
  const configOf = ({ appUrl, workerUrl }: TestDatabase) => ({ database: { appUrl, workerUrl, poolSize: 8, workerPoolSize: 6, poolWaitMs: 2_000 } });
  const own = async (service: { readonly migrations: Parameters<typeof testDatabase>[1] }, name: string) => configOf(await database(name, service.migrations));
  const issuersApp = await issuers.createIssuersApp(await own(issuers, 'issuers'), platform);
  const apps = [
    issuersApp,
    await earners.createEarnersApp(await own(earners, 'earners'), platform),
    await pathways.createPathwaysApp(await own(pathways, 'pathways'), platform),
    await verification.createVerificationApp(await own(verification, 'verification'), platform),
  ];
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const { appUrl, workerUrl } = await database('achievements', achievements.migrations);
  const service = new ServiceProcess('services/achievements/src/main.ts', address, {
    PORT: String(port),
    LOG_LEVEL: 'fatal',
    CAIRN_DATABASE_APP_URL: appUrl,
    CAIRN_DATABASE_WORKER_URL: workerUrl,
    CAIRN_BUS_URL: busDatabase.workerUrl,
    CAIRN_STATEMENT_SECRET: secrets.statement.toString('base64url'),
    CAIRN_TOKEN_SECRET: secrets.token.toString('base64url'),
    CAIRN_KEY_SECRET: secrets.key.toString('base64url'),
    CAIRN_PUBLIC_URL: platform.publicUrl,
    CAIRN_FILES_DIR: filesDir,
  });
  await service.start();
  const gateway = await createGatewayApp({ subgraphs: [...apps, { name: 'achievements', url: address }] }, platform);
  const server = await gateway.listen(0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: (await issuersApp.ensureOperator())?.key ?? '',
    achievements: service,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await gateway.close();
      await Promise.all([service.kill(), ...apps.map((app) => app.close())]);
      await bus.close();
      await Promise.all(made.map((one) => one.close()));
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}

class ServiceProcess {
  private child: ReturnType<typeof spawn> | undefined;

  constructor(
    private readonly file: string,
    private readonly address: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Resolves once it is ready. */
  async start(): Promise<void> {
    this.child = spawn(process.execPath, [...preloads, this.file], {
      cwd: root,
      env: { PATH: process.env.PATH, ...this.env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const isReady = () => fetch(`${this.address}/readyz`).then(({ status }) => status === 200, () => false);
    while (!(await isReady())) {
      if (this.child.exitCode !== null) throw new Error(`${this.file} ended with ${this.child.exitCode}`);
      await new Promise((resume) => setTimeout(resume, 50));
    }
  }

  async freeze(): Promise<void> {
    this.child?.kill('SIGSTOP');
  }

  async thaw(): Promise<void> {
    this.child?.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}

/**
 * A registry of which the service of achievements is a process of its own, to be stopped. Tells `{ url, key }` when it
 * is ready, obeys `kill`, `start`, `freeze` and `thaw`, and answers each.
 */
const parts = await startParts();
process.on('message', (order: keyof ServiceProcess | 'close') => {
  void (order === 'close' ? parts.close() : parts.achievements[order]()).then(() => process.send?.({ done: order }));
});
process.send?.({ url: parts.url, key: parts.key });

import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as achievements from '@cairn/achievements';
import { OpaqueTokens, Statements } from '@cairn/access';
import * as earners from '@cairn/earners';
import * as issuers from '@cairn/issuers';
import * as pathways from '@cairn/pathways';
import { openLog, systemClock } from '@cairn/telemetry';
import { DirectBus, testDatabase, type TestDatabase } from '@cairn/testkit';
import * as verification from '@cairn/verification';

/** A service that listens, as an intruder in the network would find it. */
export interface OpenService {
  readonly name: string;
  /** Without a slash at the end. */
  readonly url: string;
}

/** The secret of the statements that `openServices` believe. */
export const statementSecret = Buffer.alloc(32, 5);

/** Migrations of the services, by name. */
export const migrationsOf = {
  issuers: issuers.migrations,
  achievements: achievements.migrations,
  earners: earners.migrations,
  pathways: pathways.migrations,
  verification: verification.migrations,
};

/** All five services, each on a database and a port of its own. Needs a cluster. */
export async function openServices(): Promise<{ readonly services: readonly OpenService[]; close(): Promise<void> }> {
  const filesDir = await mkdtemp(join(tmpdir(), 'cairn-open-services-'));
  const platform = {
    bus: new DirectBus(),
    clock: systemClock,
    log: openLog('open-services', 'silent'),
    tokens: new OpaqueTokens(Buffer.alloc(32, 1)),
    statements: new Statements(statementSecret),
    publicUrl: 'https://registry.example',
    filesDir,
    keySecret: Buffer.alloc(32, 3),
  };
  const databases: TestDatabase[] = [];
  const config = async (name: keyof typeof migrationsOf) => {
    const database = await testDatabase(name, migrationsOf[name]);
    databases.push(database);
    return { database: { appUrl: database.appUrl, workerUrl: database.workerUrl, poolSize: 4, workerPoolSize: 4, poolWaitMs: 5_000 } };
  };
  const apps = [
    await issuers.createIssuersApp(await config('issuers'), platform),
    await achievements.createAchievementsApp(await config('achievements'), platform),
    await earners.createEarnersApp(await config('earners'), platform),
    await pathways.createPathwaysApp(await config('pathways'), platform),
    await verification.createVerificationApp({ ...(await config('verification')), backgroundSigning: false }, platform),
  ];
  const servers = await Promise.all(apps.map((app) => app.listen(0, '127.0.0.1')));
  return {
    services: apps.map(({ name }, at) => ({ name, url: `http://127.0.0.1:${(servers[at]?.address() as AddressInfo).port}` })),
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        await once(server.close(), 'close');
      }
      await Promise.all(apps.map((app) => app.close()));
      await Promise.all(databases.map((database) => database.close()));
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}

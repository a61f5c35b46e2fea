import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressOf, migrate, provisionDatabase, provisionRoles, rolesOf, type RunningCluster, startCluster } from '@cairn/postgres';
import { openLog } from '@cairn/telemetry';
import pg from 'pg';
import { BUS, busMigration } from './bus-migration.js';
import { openPostgresBus } from './postgres-bus.js';
import { busContract } from './testing/bus.contract.js';

const log = openLog('test', 'silent');
const password = randomBytes(8).toString('hex');

/** A cluster of its own, since one of the promises is about its absence. */
describe('the bus on PostgreSQL', () => {
  let folder: string;
  let cluster: RunningCluster;
  const start = async () => {
    const port = cluster ? Number(new URL(cluster.url).port) : undefined;
    cluster = await startCluster({ dataDir: join(folder, 'data'), password, port, durable: false });
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-bus-'));
    await chmod(folder, 0o755);
    await start();
    const admin = new pg.Client({ connectionString: cluster.url });
    await admin.connect();
    await provisionRoles(admin, BUS, password);
    await provisionDatabase(admin, BUS, BUS);
    await admin.end();
    await migrate(addressOf(cluster.url, rolesOf(BUS).owner, password, BUS), [busMigration]);
  }, 60_000);
  afterAll(async () => {
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  busContract(() => ({
    open: () => openPostgresBus({ url: addressOf(cluster.url, rolesOf(BUS).worker, password, BUS), log }),
    outage: { stop: () => cluster.stop(), start },
  }));
});

import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from '@cairn/postgres';

/**
 * Runs work with a PostgreSQL cluster of the bench's own, flushing as in production; `testDatabase` of @cairn/testkit
 * finds it there.
 */
export async function withCluster<T>(work: () => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  await chmod(folder, 0o755); // the database's own user passes through
  const cluster = await startCluster({ dataDir: join(folder, 'data'), password: randomBytes(12).toString('hex'), durable: true });
  process.env.CAIRN_TEST_CLUSTER = cluster.url;
  try {
    return await work();
  } finally {
    delete process.env.CAIRN_TEST_CLUSTER;
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from '@cairn/postgres';

/** The test cluster's process: prints the superuser address, and ends when its input does. */
const folder = await mkdtemp(join(tmpdir(), 'cairn-test-'));
await chmod(folder, 0o755);
const cluster = await startCluster({ dataDir: join(folder, 'data'), password: randomBytes(12).toString('hex'), durable: false });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined); // Jest tells us when
process.stdin.resume().once('close', () => void end());
process.stdout.write(`${cluster.url}\n`);

async function end(): Promise<void> {
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
}

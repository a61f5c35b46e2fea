import type { ChildProcess } from 'node:child_process';

/** Jest's global tear-down: lets the cluster's process end, and waits for it. */
export default async function tearDown(): Promise<void> {
  const child = (globalThis as { cairnTestCluster?: ChildProcess }).cairnTestCluster;
  if (!child) return;
  delete process.env.CAIRN_TEST_CLUSTER;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.stdin?.end();
  await closed;
}

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Ends the registry that registry.setup.ts started. */
export default async function tearDown(_config: unknown, project: { globals: { cairnShape?: string } }): Promise<void> {
  const running = (globalThis as { cairnTestRegistries?: Record<string, ChildProcess> }).cairnTestRegistries;
  const child = running?.[project.globals.cairnShape ?? 'embedded'];
  if (!child || child.exitCode !== null) return;
  child.stdin?.end();
  await once(child, 'close');
}

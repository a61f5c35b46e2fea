import { setTimeout as pause } from 'node:timers/promises';

/** Waits until every address answers `/readyz` with 200. Throws with the names of those that did not in time. */
export async function allReady(addresses: ReadonlyMap<string, string>, patienceMs: number): Promise<void> {
  const until = Date.now() + patienceMs;
  const late = new Set(addresses.keys());
  while (late.size > 0) {
    await Promise.all([...late].map(async (name) => ((await isReady(addresses.get(name)!)) ? late.delete(name) : undefined)));
    if (late.size === 0) return;
    if (Date.now() > until) throw new Error(`not ready after ${patienceMs / 1000} s: ${[...late].join(', ')}`);
    await pause(100);
  }
}

async function isReady(address: string): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}

import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks for a copy that may still be on its way, again and again with growing pauses, for at most `waitMs`. A client may
 * await a position only when it reads; this is the same courtesy for a write that names what was made a moment ago.
 * Call it outside any transaction: `find` opens and ends its own, so that waiting holds no connection.
 */
export async function awaitCopy<T>(find: () => Promise<T | undefined>, waitMs = 1_000): Promise<T | undefined> {
  const until = performance.now() + waitMs;
  for (let pauseMs = 20; ; pauseMs = Math.min(pauseMs * 2, 200)) {
    const found = await find();
    const left = until - performance.now();
    if (found !== undefined || left <= 0) return found;
    await pause(Math.min(pauseMs, left));
  }
}

import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** Milliseconds from the first try to the last. */
  readonly forMs: number;
  readonly firstPauseMs?: number;
}

/** Tries again, with doubling pauses of at most 5 s and some chance in them, while `again` says so and patience lasts. */
export async function retrying<T>(work: () => Promise<T>, again: (fault: unknown) => boolean, { forMs, firstPauseMs = 100 }: Patience): Promise<T> {
  const until = performance.now() + forMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    try {
      return await work();
    } catch (fault) {
      if (!again(fault) || performance.now() + pauseMs > until) throw fault;
      await pause(pauseMs * (0.5 + Math.random() / 2));
    }
  }
}

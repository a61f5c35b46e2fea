import { pause } from './pause.js';

export interface Patience {
  /** Milliseconds from the first try to the last. */
  readonly forMs: number;
  readonly firstPauseMs?: number;
  /** How long a fault asks to wait at least, in milliseconds; 0 where it does not say. */
  readonly askedBy?: (fault: unknown) => number;
  readonly signal?: AbortSignal | undefined;
}

/** Tries again, with doubling pauses of at most 5 s and some chance in them, while `again` says so and patience lasts. */
export async function retrying<T>(work: () => Promise<T>, again: (fault: unknown) => boolean, patience: Patience): Promise<T> {
  const { forMs, firstPauseMs = 100, askedBy = () => 0, signal } = patience;
  const until = performance.now() + forMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    try {
      return await work();
    } catch (fault) {
      const askedMs = askedBy(fault);
      if (signal?.aborted || !again(fault) || performance.now() + Math.max(askedMs, pauseMs) > until) throw fault;
      await pause(askedMs + pauseMs * (0.5 + Math.random() / 2), signal);
    }
  }
}

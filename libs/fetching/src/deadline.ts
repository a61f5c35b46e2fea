import { errors } from 'undici';
import { type NotFetched, NotFetchedError } from './outcome.js';

/**
 * What a request comes to within `ms`: its own outcome, or that there was none. A request that waits for a connection does
 * not listen to its signal, so the clock runs beside it.
 */
export async function withinDeadline<Outcome>(ms: number, run: (signal: AbortSignal) => Promise<Outcome>): Promise<Outcome | NotFetched> {
  const stop = new AbortController();
  let alarm: NodeJS.Timeout | undefined;
  const late = new Promise<NotFetched>((resolve) => {
    alarm = setTimeout(() => {
      stop.abort();
      resolve({ outcome: 'NOT_ANSWERING', detail: `there was no complete answer within ${ms} ms` });
    }, ms);
  });
  try {
    return await Promise.race([run(stop.signal).catch(outcomeOf), late]);
  } finally {
    clearTimeout(alarm);
  }
}

/** What became of a request that failed. */
function outcomeOf(error: unknown): NotFetched {
  if (error instanceof NotFetchedError) return error.outcome;
  if (error instanceof errors.ResponseExceededMaxSizeError) return { outcome: 'TOO_LARGE', detail: 'the answer is too large' };
  // The code names the kind of failure; the message could tell of our own network.
  const code = (error as { code?: unknown }).code;
  return { outcome: 'NOT_ANSWERING', detail: typeof code === 'string' && /^[A-Z_]+$/.test(code) ? `it did not answer (${code})` : 'it did not answer' };
}

import { setTimeout as pause } from 'node:timers/promises';

const attempts = 10;

/**
 * What is asked of a broker, asked again while it answers by faults that it calls passing: a broker at work may not know
 * a topic that it has just made. Throws any other fault at once, and a passing one after ten attempts (some 10 s).
 *
 * @param pauseMs before the second attempt; each further one waits that much longer
 */
export async function throughPassingFaults<T>(ask: () => Promise<T>, pauseMs = 200): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (attempt >= attempts || !(error as { readonly retriable?: boolean }).retriable) throw error;
      await pause(pauseMs * attempt);
    }
  }
}

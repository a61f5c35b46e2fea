import { DatabaseBusy, DatabaseUnavailable } from '@cairn/postgres';

/** Does work, again and again while the database is busy or away, as long as `signal` lets it. */
export async function patiently<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const passing = error instanceof DatabaseBusy || error instanceof DatabaseUnavailable;
      if (!passing || signal.aborted) throw error;
      await new Promise((resume) => setTimeout(resume, Math.min(200 * attempt, 2_000)));
    }
  }
}

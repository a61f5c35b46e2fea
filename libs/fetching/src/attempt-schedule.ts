const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Milliseconds from one attempt to the next; the first is made at once. After the last of these each further one waits as long. */
const waits = [5 * second, 30 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 12 * hour];
/** So long after the first attempt of a round nothing is tried any more. */
const roundMs = 72 * hour;
const jitter = 0.2;

/** A delivery between two attempts. */
export interface Round {
  readonly began: Date;
  /** Attempts made in it, the one that just failed included. */
  readonly attempts: number;
}

/**
 * When the next attempt is due; null when the round is over.
 *
 * @param now when the last attempt ended
 * @param chance 0 to 1, evenly spread: receivers that were away together are not called together
 */
export function nextAttempt({ began, attempts }: Round, now: Date, chance: number): Date | null {
  const wait = waits[Math.min(attempts, waits.length) - 1] ?? 0;
  const at = now.getTime() + wait * (1 - jitter + 2 * jitter * chance);
  return at > began.getTime() + roundMs ? null : new Date(at);
}

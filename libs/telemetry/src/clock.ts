/** The one source of time; tests replace it. */
export interface Clock {
  /** Now, in epoch milliseconds. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The civil day in UTC, `YYYY-MM-DD`. */
export function today(clock: Clock): string {
  const day = Math.floor(clock.now() / dayMs);
  if (day !== last.day) last = { day, text: new Date(day * dayMs).toISOString().slice(0, 10) };
  return last.text;
}

const dayMs = 86_400_000;
/** Asked for each line of a large file: the day is written out once. */
let last = { day: 0, text: '1970-01-01' };

/** Now as an RFC 3339 instant in UTC. */
export const instant = (clock: Clock): string => new Date(clock.now()).toISOString();

/** The one source of time; tests replace it. */
export interface Clock {
  /** Now, in epoch milliseconds. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The civil day in UTC, `YYYY-MM-DD`. */
export const today = (clock: Clock): string => new Date(clock.now()).toISOString().slice(0, 10);

/** Now as an RFC 3339 instant in UTC. */
export const instant = (clock: Clock): string => new Date(clock.now()).toISOString();

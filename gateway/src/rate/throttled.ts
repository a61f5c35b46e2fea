import { Refused } from '../refused.js';

/** A caller who has used up what he may for now. */
export class Throttled extends Refused {
  constructor(
    message: string,
    /** Whole seconds until the same request would be let through, at least 1. */
    readonly retryAfter: number,
  ) {
    super(429, 'THROTTLED', message, true, { retryAfter });
  }
}

export const secondsFrom = (us: number): number => Math.max(1, Math.ceil(us / 1_000_000));

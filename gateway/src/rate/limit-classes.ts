import type { LimitClass } from '../caller.js';
import { limits } from '../limits/limits.js';

/** What callers of one class may do. */
export interface ClassLimits {
  /** Points that a caller can spend at once. */
  readonly points: number;
  /** Points restored in a second. */
  readonly pointsPerSecond: number;
  /** Requests in a second; so many seconds' worth of them can come at once as `requestSeconds` says. */
  readonly requestsPerSecond: number;
}

export type LimitClasses = Readonly<Record<LimitClass, ClassLimits>>;

/** The table we promise (api.md section 3, docs/guides/front-ends.md). */
export const publishedClasses: LimitClasses = {
  ANONYMOUS: { points: 1_000, pointsPerSecond: 20, requestsPerSecond: 10 },
  CLIENT: { points: 4_000, pointsPerSecond: 200, requestsPerSecond: 50 },
  PARTNER: { points: 20_000, pointsPerSecond: 1_000, requestsPerSecond: 200 },
  PROVIDER: { points: 80_000, pointsPerSecond: 4_000, requestsPerSecond: 800 },
};

/** A page of a front end sends its requests in one go, and then none for a while. */
export const requestSeconds = 5;

/** Uploads, imports and change feeds of one caller that may be running at once. */
export const bulkRunning = 5;

const form = /^([A-Z]+)=(\d{1,9})\/(\d{1,7})\/(\d{1,7})$/;

/**
 * Reads what an operator sets instead: `ANONYMOUS=2000/50/20,CLIENT=…`, each points / points per second / requests per
 * second, the points no fewer than one operation may cost. Answers a sentence when it cannot be used.
 */
export function readLimitClasses(text: string | undefined): LimitClasses | string {
  const classes: Record<LimitClass, ClassLimits> = { ...publishedClasses };
  for (const entry of text?.split(',').filter(Boolean) ?? []) {
    const [, name = '', points, pointsPerSecond, requestsPerSecond] = form.exec(entry.trim()) ?? [];
    const set = { points: Number(points), pointsPerSecond: Number(pointsPerSecond), requestsPerSecond: Number(requestsPerSecond) };
    const sound = set.points >= limits.points && set.pointsPerSecond >= 1 && set.requestsPerSecond >= 1;
    if (!(name in classes) || !sound) {
      return `must be a list like ANONYMOUS=1000/20/10 (points, at least ${limits.points}, points per second, requests per second)`;
    }
    classes[name as LimitClass] = set;
  }
  return classes;
}

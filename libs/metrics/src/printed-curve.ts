import { shareInterval } from './interval.js';
import { type AtRisk, survivalCurve } from './survival.js';

/** A curve on one day of those that are printed. */
export interface PrintedPoint {
  readonly t: number;
  /** Estimated share with the event by then. */
  readonly share: number;
  /** 95 % interval of the share; nulls where the share is 0 or 1. */
  readonly low: number | null;
  readonly high: number | null;
  /** Who had come so far, those with the event on that very day among them. */
  readonly atRisk: number;
  /** Since the point before, that day included. */
  readonly events: number;
  readonly censored: number;
}

const every = 30;
const upTo = 1_500;
const year = 365;

/**
 * A curve where it is printed: on day 0, on every 30th day up to day 1,500, on the last day of each year, and where it ends;
 * no day after its end. Which days these are does not depend on when anything happened, and each is exact.
 *
 * @param rows in the order of `t`
 */
export function printedCurve(rows: readonly AtRisk[]): PrintedPoint[] {
  const curve = survivalCurve(rows);
  const end = curve.at(-1)?.t;
  if (end === undefined) return [];
  let at = 0;
  let reached = { share: 0, greenwood: 0 };
  return printedDays(end).map((t) => {
    let [events, censored] = [0, 0];
    for (let next = curve[at]; next !== undefined && next.t < t; next = curve[++at]) [events, censored, reached] = [events + next.events, censored + next.censored, next];
    // Those of this very day are at risk on it; whoever is of a later day as well.
    const atRisk = curve[at]?.atRisk ?? 0;
    const here = curve[at];
    if (here?.t === t) [events, censored, reached, at] = [events + here.events, censored + here.censored, here, at + 1];
    const interval = shareInterval(reached);
    return { t, share: reached.share, low: interval?.low ?? null, high: interval?.high ?? null, atRisk, events, censored };
  });
}

function printedDays(end: number): number[] {
  const months = Array.from({ length: upTo / every + 1 }, (_, at) => at * every);
  const years = Array.from({ length: Math.floor(end / year) }, (_, at) => (at + 1) * year);
  return [...new Set([...months, ...years, end])].filter((day) => day <= end).sort((a, b) => a - b);
}

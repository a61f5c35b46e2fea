import { type AtRisk, shareInterval, survivalCurve } from '@cairn/metrics';
import { least } from '@cairn/disclosure';
import type { ReadCell } from './figure-cells.js';

/** A curve on the last day of a window. */
export interface PublishedPoint {
  readonly days: number;
  readonly share: number;
  /** 95 % interval of the share; nulls where the share is 0 or 1. */
  readonly low: number | null;
  readonly high: number | null;
  /** Observed for the whole window, and without the event at the end of the window before. */
  readonly atRisk: number;
  /** Since the point before. */
  readonly events: number;
  /** Since the point before: of cohorts that were not observed for the whole window. */
  readonly censored: number;
}

export interface PublishedCurve {
  readonly points: readonly PublishedPoint[];
  /** At the start: those observed for the shortest window. */
  readonly n: number;
  /** Of the earliest figure in it. */
  readonly observationEnd: string;
  readonly publishedAt: Date;
}

type Shown = ReadCell & { readonly numerator: number };

const isShown = (cell: ReadCell | undefined): cell is Shown => cell !== undefined && cell.numerator !== null;

/**
 * The curve of rates over longer and longer windows (M7), by Kaplan and Meier over the windows. A window that is hidden, or with
 * fewer than 10 at risk, has no point: its events are in the next one. Null where there is none.
 *
 * @param windows rates of the whole, shortest window first
 * @param tiers rates of a shorter window among those who were observed for a longer one: its days are their last key. None where
 *   all were observed for all windows that are there.
 */
export function publishedCurve(windows: readonly ReadCell[], tiers: readonly ReadCell[]): PublishedCurve | null {
  const rows: AtRisk[] = [];
  const used: Shown[] = [];
  for (const cell of windows) {
    if (!isShown(cell)) continue;
    const last = used.at(-1);
    const base = last && (tiers.length === 0 ? last : tiers.find((tier) => tier.windowDays === last.windowDays && tier.keys.at(-1) === String(cell.windowDays)));
    // What was kept from an earlier publication does not add up with what was not.
    if (last && (!isShown(base) || base.observationEnd !== cell.observationEnd || base.denominator !== cell.denominator)) continue;
    const events = cell.numerator - (isShown(base) ? base.numerator : 0);
    const atRisk = isShown(base) ? base.denominator - base.numerator : cell.denominator;
    if (events < 0 || atRisk < least) continue;
    const left = last ? last.denominator - last.numerator - atRisk : 0;
    if (left < 0) continue;
    rows.push({ t: cell.windowDays, events, censored: left, atRisk });
    used.push(cell);
  }
  const [first] = used;
  if (!first) return null;
  const points = survivalCurve(rows).map((point): PublishedPoint => {
    const interval = shareInterval(point);
    return { days: point.t, share: point.share, low: interval?.low ?? null, high: interval?.high ?? null, atRisk: point.atRisk, events: point.events, censored: point.censored };
  });
  return { points, n: first.denominator, observationEnd: used.map(({ observationEnd }) => observationEnd).sort()[0] ?? first.observationEnd, publishedAt: first.publishedAt };
}

import { dayAt, dayNumber, firstOfMonth } from '../civil-day.js';

/**
 * What a rollup counts, and by what: `…Months` by whole months and classes of gaps, for the months before the one in which
 * observation ends; `…Days` by days and gaps in days, for that one, and for windows that are not counted ahead.
 */
export type Family =
  | 'awardMonths'
  | 'awardDays'
  | 'earner'
  | 'heldMonths'
  | 'heldDays'
  | 'stackMonths'
  | 'stackMonthsByFirst'
  | 'stackDays'
  | 'designed'
  | 'independent'
  | 'next'
  | 'nextDays'
  | 'open'
  | 'edge'
  | 'edgeDays'
  | 'followedMonths'
  | 'followedDays'
  | 'enrolmentMonths'
  | 'enrolmentDays'
  | 'stepMonths'
  | 'stepDays'
  | 'governedLater'
  | 'stepsGovernedLater'
  | 'seen'
  | 'persistenceMonths'
  | 'persistenceDays'
  | 'finished'
  | 'finishedDays'
  | 'doubleUse'
  | 'cycles'
  | 'reviewed'
  | 'firstPass'
  | 'pullMonths'
  | 'pullDays'
  | 'supply';

const byDay: ReadonlySet<Family> = new Set(['independent', 'finished', 'doubleUse']);

/** Whether a family counts by the day, or as finely, so that hardly two units fall into one cell. */
export const isSingular = (family: Family): boolean => family.endsWith('Days') || byDay.has(family);

/** One count of a rollup. Its meaning is its family's; what a family does not count by is left at `nothing`, '' or 0. */
export interface Cell {
  readonly family: Family;
  /** First day of the month that is read at once; 0 where all time is. */
  readonly period: number;
  readonly a: string;
  readonly b: string;
  /** Group of the earner, `dimension=value`; empty for everybody. */
  readonly c: string;
  readonly day: number;
  readonly part: string;
  /** Days, a class of days (see `gapClass`), or hundredths of credits. */
  readonly gap: number;
}

export const nothing = '00000000-0000-0000-0000-000000000000';

/** A cell of which only what matters is said. */
export const cell = (family: Family, period: number, more: Partial<Omit<Cell, 'family' | 'period'>> = {}): Cell => ({
  family,
  period,
  a: more.a ?? nothing,
  b: more.b ?? nothing,
  c: more.c ?? '',
  day: more.day ?? 0,
  part: more.part ?? '',
  gap: more.gap ?? 0,
});

/** Two cells are the same when their keys are. */
export const keyOf = ({ family, period, a, b, c, day, part, gap }: Cell): string => `${family} ${period} ${a} ${b} ${day} ${part} ${gap} ${c}`;

const months = new Map<number, number>();

/** First day of the month of a day, both counted from 1970-01-01. */
export function monthOf(day: number): number {
  const known = months.get(day);
  if (known !== undefined) return known;
  const month = dayNumber(firstOfMonth(dayAt(day)));
  months.set(day, month);
  return month;
}

/** First day of the quarter of a day. */
export function quarterOf(day: number): number {
  const [year, month] = dayAt(day).split('-');
  return dayNumber(`${year}-${String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`);
}

import { type Family, firstOfMonth } from '@cairn/metrics';
import { type Cube, rowsOf, sqlDay } from './cube.js';

/** The two families in which the units of a metric are summed, and where the months of the one are. */
export interface Source {
  readonly months: Family;
  readonly days: Family;
  readonly monthIn: 'period' | 'day';
}

export const sources = {
  stack: (cube: Cube): Source => ({ months: cube.byAchievement || cube.group !== null ? 'stackMonthsByFirst' : 'stackMonths', days: 'stackDays', monthIn: 'period' }),
  enrolment: (): Source => ({ months: 'enrolmentMonths', days: 'enrolmentDays', monthIn: 'day' }),
  step: (): Source => ({ months: 'stepMonths', days: 'stepDays', monthIn: 'day' }),
  persistence: (): Source => ({ months: 'persistenceMonths', days: 'persistenceDays', monthIn: 'period' }),
  followed: (): Source => ({ months: 'followedMonths', days: 'followedDays', monthIn: 'period' }),
} as const;

/** Units that began after `after` and by `until`, both civil days; `after` null for all. */
export interface Span {
  readonly after: string | null;
  readonly until: string;
}

/**
 * SQL of the units of a span: columns cohort, a, b, part, c, gap, exact, n. Whole months come from the sums of months, what is
 * left of the first and the last one from those of days. `exact`: gaps are days, else classes of days.
 *
 * @param byDay everything from the sums of days, for what classes of days do not answer
 */
export function unitsOf(cube: Cube, { months, days, monthIn }: Source, { after, until }: Span, byDay: boolean): string {
  const ofDays = (condition: string) => `SELECT day AS cohort, a, b, part, c, gap, true AS exact, n ${rowsOf(cube, days)} AND ${condition}`;
  const last = sqlDay(firstOfMonth(until));
  const first = after === null ? null : sqlDay(firstOfMonth(after));
  const isBegun = after === null ? '' : ` AND day > ${sqlDay(after)}`;
  if (byDay) return ofDays(`period <= ${last} AND day <= ${sqlDay(until)}${first === null ? '' : ` AND period >= ${first}${isBegun}`}`);
  const parts = [
    `SELECT ${monthIn} AS cohort, a, b, part, c, gap, false AS exact, n ${rowsOf(cube, months)} AND ${monthIn} < ${last}${first === null ? '' : ` AND ${monthIn} > ${first}`}`,
    ofDays(`period = ${last} AND day <= ${sqlDay(until)}${isBegun}`),
  ];
  if (first !== null && first !== last) parts.push(ofDays(`period = ${first}${isBegun}`));
  return parts.join('\n UNION ALL ');
}

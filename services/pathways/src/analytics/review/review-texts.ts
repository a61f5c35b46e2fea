import { businessMinutesUntil, dayNumber, type FigureQuestion, firstOfMonth } from '@cairn/metrics';
import { type Cube, rowsOf, sqlDay } from '../answer/cube.js';
import { type CubeKey, joinsOf, named } from '../answer/cube-keys.js';
import { ofCohorts } from '../answer/narrowing.js';
import type { RateUnits } from '../answer/rate-units.js';

/** O1; null where a period is asked for, which would cut chains of attempts in two. */
export function firstPassUnits({ observationEnd: end, periodStart }: FigureQuestion, cube: Cube): RateUnits | null {
  if (periodStart !== undefined) return null;
  const of = (part: string) => `CASE WHEN part = '${part}' THEN n ELSE 0 END`;
  return {
    text: `SELECT period AS cohort, a, b, c, ${of('DECIDED')} AS denominator, ${of('PASSED')} AS numerator, ${of('BEGUN')} - ${of('DECIDED')} AS excluded
      ${rowsOf(cube, 'firstPass')} AND day <= ${sqlDay(end)}`,
    grain: 'achievement',
    parts: [],
  };
}

/** O2: rows t, events, censored, at_risk in minutes of business, in order of t. What is not decided by the end is open then. */
export function reviewTimes({ observationEnd: end, periodStart, cohorts }: FigureQuestion, cube: Cube, keys: readonly CubeKey[]): string {
  const T = sqlDay(end);
  const submitted = `DATE '1970-01-01' + split_part(part, ' ', 1)::int`;
  const open = `${businessMinutesUntil(dayNumber(end))} - split_part(part, ' ', 2)::int`;
  const inPeriod = periodStart === undefined ? '' : `AND period >= ${sqlDay(firstOfMonth(periodStart))} AND ${submitted} >= ${sqlDay(periodStart)}`;
  const columns = keys.map(({ column }) => `${column}, `).join('');
  const partition = keys.length === 0 ? '' : `PARTITION BY ${keys.map(({ column }) => column).join(', ')}`;
  return `WITH u AS (
      SELECT ${submitted} AS cohort, a, b, c, CASE WHEN day <= ${T} THEN gap ELSE ${open} END AS t, CASE WHEN day <= ${T} THEN n ELSE 0 END AS events, CASE WHEN day <= ${T} THEN 0 ELSE n END AS censored
        ${rowsOf(cube, 'reviewed')} AND period <= ${sqlDay(firstOfMonth(end))} AND ${submitted} <= ${T} ${inPeriod}),
    at AS (SELECT ${named(keys)}u.t, sum(u.events) AS events, sum(u.censored) AS censored FROM u ${joinsOf(keys)} ${ofCohorts(cohorts)} GROUP BY ${Array.from({ length: keys.length + 1 }, (_, at) => at + 1).join(', ')})
    SELECT ${columns}t, events::int AS events, censored::int AS censored, (sum(events + censored) OVER (${partition} ORDER BY t DESC))::int AS at_risk FROM at ORDER BY ${columns}t`;
}

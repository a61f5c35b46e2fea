import { daysBefore, type FigureQuestion, firstOfMonth } from '@cairn/metrics';
import { type Cube, rowsOf, sqlDay } from './cube.js';
import { type CubeKey, joinsOf, named } from './cube-keys.js';
import { between, ofCohorts } from './narrowing.js';
import { sources, unitsOf } from './units.js';

const places = (keys: readonly CubeKey[], word: string): string => (keys.length === 0 ? '' : `${word} ${keys.map((_, at) => at + 1).join(', ')}`);
/** Keys by their places, since a table may have a column of a key's name, and so many columns after them. */
const placesWith = (keys: readonly CubeKey[], more: number): string => `GROUP BY ${Array.from({ length: keys.length + more }, (_, at) => at + 1).join(', ')}`;
const columns = (keys: readonly CubeKey[]): string => keys.map(({ column }) => `${column}, `).join('');
const partition = (keys: readonly CubeKey[]): string => (keys.length === 0 ? '' : `PARTITION BY ${keys.map(({ column }) => column).join(', ')}`);

/** M0, by one dimension at most: earners are counted once in each cell. What else is asked for is kept, see `notKept`. */
export function awardsAndEarners({ observationEnd: end, groupBy = [], cohorts, scope }: FigureQuestion, cube: Cube): string {
  const [dimension] = groupBy;
  const until = `day <= ${sqlDay(end)}`;
  const month = sqlDay(firstOfMonth(end));
  const key = { none: null, COHORT_MONTH: `to_char(period, 'YYYY-MM')`, COHORT_QUARTER: `to_char(period, 'YYYY"-Q"Q')`, ACHIEVEMENT: 'a::text' }[(dimension ?? 'none') as 'none'];
  const whole = cohorts ? (firstOfMonth(cohorts.until) === cohorts.from ? 'MONTH' : 'QUARTER') : scope?.achievements ? 'ANY' : 'EVER';
  const part = { none: whole, COHORT_MONTH: 'MONTH', COHORT_QUARTER: 'QUARTER', ACHIEVEMENT: 'ANY' }[(dimension ?? 'none') as 'none'];
  const keyed = key === null ? '' : `${key} AS key, `;
  const isOf = (column: string) => (cohorts ? ` AND ${between(cohorts, column)}` : '');
  const earners =
    part === 'ANY'
      ? `SELECT ${keyed}n AS earners, 0 AS awards ${rowsOf(cube, 'heldMonths')} AND part = 'ANY' AND day < ${month}
         UNION ALL SELECT ${keyed}n, 0 ${rowsOf(cube, 'heldDays')} AND part = 'ANY' AND period = ${month} AND ${until}`
      : `SELECT ${keyed}n AS earners, 0 AS awards ${rowsOf(cube, 'earner')} AND part = '${part}' AND ${until}${isOf('period')}`;
  const awards = `SELECT ${keyed}0, n ${rowsOf(cube, 'awardMonths')} AND part = 'MADE' AND day < ${month}${isOf('day')}
    UNION ALL SELECT ${keyed}0, n ${rowsOf(cube, 'awardDays')} AND part = 'MADE' AND period = ${month} AND ${until}${isOf('day')}`;
  const out = dimension === undefined ? '' : `key AS ${dimension.toLowerCase()}, `;
  const grouped = dimension === undefined ? '' : 'GROUP BY 1 ORDER BY 1';
  return `SELECT ${out}coalesce(sum(earners), 0)::int AS denominator, coalesce(sum(awards), 0)::int AS numerator, 0 AS excluded FROM (${earners} UNION ALL ${awards}) AS u ${grouped}`;
}

/** M7: rows t, events, censored, at_risk, in order of t. Cohorts come from the sums of gaps; what the first achievement tells from those of days. */
export function timeToNext({ observationEnd: end, cohorts }: FigureQuestion, cube: Cube, keys: readonly CubeKey[]): string {
  const T = sqlDay(end);
  const from = sqlDay(firstOfMonth(end));
  const isLater = `period >= ${from} AND day > ${T}`;
  const cohortsOnly = !cube.byAchievement && cube.group === null;
  // What came after the end is taken off again: whoever is in it was still waiting then.
  const ofGaps = `SELECT period AS cohort, a, c, gap AS t, n AS events, 0 AS censored ${rowsOf(cube, 'next')}
    UNION ALL SELECT day - gap, a, c, gap, -n, 0 ${rowsOf(cube, 'nextDays')} AND ${isLater}
    UNION ALL SELECT day - gap, a, c, ${T} - (day - gap), 0, n ${rowsOf(cube, 'nextDays')} AND ${isLater} AND day - gap <= ${T}
    UNION ALL SELECT day, a, c, ${T} - day, 0, n ${rowsOf(cube, 'open')} AND day <= ${T}`;
  const ofDays = `SELECT day AS cohort, a, c, least(gap, ${T} - day) AS t, CASE WHEN gap <= ${T} - day THEN n ELSE 0 END AS events, CASE WHEN gap <= ${T} - day THEN 0 ELSE n END AS censored
    ${rowsOf(cube, 'stackDays')} AND period <= ${from} AND day <= ${T}`;
  return `WITH u AS (${cohortsOnly ? ofGaps : ofDays}),
    at AS (SELECT ${named(keys)}u.t, sum(u.events * g.sign) AS events, sum(u.censored * g.sign) AS censored FROM u ${joinsOf(keys)} ${ofCohorts(cohorts)} ${placesWith(keys, 1)})
    SELECT ${columns(keys)}t, events::int AS events, censored::int AS censored, (sum(events + censored) OVER (${partition(keys)} ORDER BY t DESC))::int AS at_risk
      FROM at WHERE events + censored > 0 ORDER BY ${columns(keys)}t`;
}

/** M11: n, and of days, credits and excess credits the median and the 90th percentile, as `percentile_cont` gives them. */
export function spread({ observationEnd: end, cohorts }: FigureQuestion, cube: Cube, keys: readonly CubeKey[]): string {
  const word = (at: number) => `split_part(part, ' ', ${at})`;
  const at = (p: string) => `(${p} * (total - 1)::float8)`;
  const percentile = (what: string, p: string) => {
    const bound = (round: string) => `min(gap) FILTER (WHERE what = '${what}' AND upto > ${round}(${at(p)}))`;
    const part = `max(${at(p)} - floor(${at(p)})) FILTER (WHERE what = '${what}')`;
    return `cast((${bound('floor')} + (${part}) * (${bound('ceil')} - ${bound('floor')}))::numeric AS decimal(18, 1))`;
  };
  const spreads = ['DAYS', 'CREDITS', 'EXCESS'].flatMap((what) => [`${percentile(what, '0.5')} AS ${what.toLowerCase()}_median`, `${percentile(what, '0.9')} AS ${what.toLowerCase()}_p90`]);
  return `WITH u AS (
      SELECT period AS cohort, a, b, c, part AS what, gap, n ${rowsOf(cube, 'finished')}
      UNION ALL SELECT DATE '1970-01-01' + ${word(2)}::int, a, b, c, ${word(1)}, gap, -n ${rowsOf(cube, 'finishedDays')} AND period >= ${sqlDay(firstOfMonth(end))} AND day > ${sqlDay(end)}),
    told AS (SELECT ${named(keys)}u.what, u.gap, sum(u.n * g.sign) AS n FROM u ${joinsOf(keys)} ${ofCohorts(cohorts)} ${placesWith(keys, 2)}),
    ranked AS (SELECT ${columns(keys)}what, gap, sum(n) OVER (PARTITION BY ${columns(keys)}what ORDER BY gap) AS upto, sum(n) OVER (PARTITION BY ${columns(keys)}what) AS total FROM told WHERE n > 0)
    SELECT ${columns(keys)}coalesce(max(total), 0)::int AS n, ${spreads.join(', ')} FROM ranked ${places(keys, 'GROUP BY')} ${places(keys, 'ORDER BY')}`;
}

/** M15: pairs, the largest first; only those with somebody in them. */
export function pairs({ observationEnd: end, figure = 'FIRST', top = 100 }: FigureQuestion, cube: Cube): string {
  const which = figure === 'ANY' ? 'ANY' : 'FIRST';
  const month = sqlDay(firstOfMonth(end));
  const later = `part = '${which} LATER'`;
  const ofPair = (sign: string) => `a, b, CASE WHEN ${later} THEN ${sign}n ELSE 0 END AS n, CASE WHEN ${later} THEN 0 ELSE ${sign}n END AS same_day`;
  return `WITH step AS (
      SELECT ${ofPair('')} ${rowsOf(cube, 'edge')} AND starts_with(part, '${which} ')
      UNION ALL SELECT ${ofPair('-')} ${rowsOf(cube, 'edgeDays')} AND period >= ${month} AND day > ${sqlDay(end)} AND starts_with(part, '${which} ')),
    pair AS (SELECT a, b, sum(n)::int AS n, sum(same_day)::int AS same_day FROM step GROUP BY a, b HAVING sum(n) + sum(same_day) > 0),
    of_a AS (SELECT a, sum(n)::int AS n FROM (
      SELECT a, n ${rowsOf(cube, 'heldMonths')} AND part = '${which}' AND day < ${month}
      UNION ALL SELECT a, n ${rowsOf(cube, 'heldDays')} AND part = '${which}' AND period = ${month} AND day <= ${sqlDay(end)}) AS held GROUP BY a)
    SELECT p.a::text AS from_achievement, p.b::text AS to_achievement, p.n AS numerator, p.same_day, o.n AS denominator
      FROM pair p JOIN of_a o ON o.a = p.a ORDER BY p.n DESC, p.a, p.b LIMIT ${Math.trunc(top)}`;
}

/** O4. */
export function deadEnds({ observationEnd: end }: FigureQuestion, cube: Cube, window: number): string {
  const units = unitsOf(cube, sources.followed(), { after: null, until: daysBefore(end, window) }, false);
  return `WITH followed AS (SELECT a, sum(n)::int AS earners, coalesce(sum(n) FILTER (WHERE CASE WHEN exact THEN gap <= ${window} ELSE gap <= 4 END), 0)::int AS followed FROM (${units}) AS u GROUP BY a)
    SELECT o.a::text AS achievement, o.earners AS denominator, o.followed, coalesce(x.in_pathway, false) AS in_pathway,
           CASE WHEN o.followed = 0 OR NOT coalesce(x.in_pathway, false) THEN 1 ELSE 0 END AS numerator
      FROM followed o LEFT JOIN dim_achievement x ON x.tenant_id = $1 AND x.achievement = o.a WHERE o.earners >= 30 ORDER BY o.a`;
}

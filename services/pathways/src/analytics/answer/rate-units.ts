import { daysBefore, type FigureQuestion, firstOfMonth, lastClassWithin, partColumn, stackClasses, windowOf } from '@cairn/metrics';
import { type Cube, rowsOf, sqlDay } from './cube.js';
import { governedLater } from './governing.js';
import { type Source, sources, unitsOf } from './units.js';
import { cycleUnits } from '../cycle/cycle-units.js';
import { firstPassUnits } from '../review/review-texts.js';
import { supplyUnits } from '../skill-supply/supply-units.js';
import { pullUnits } from '../verification-pull/pull-units.js';

/**
 * SQL of what a rate is summed from: columns cohort, a, b, c, and counts (denominator, numerator, a column for each
 * part, excluded) that are to be added up. As libs/metrics answers it from facts.
 */
export interface RateUnits {
  readonly text: string;
  readonly grain: 'achievement' | 'pathway';
  readonly parts: readonly string[];
  /** What every answer is told apart by, beside its dimensions. */
  readonly always?: readonly string[];
}

/** Null for what no sums are kept of. */
export function rateUnits(question: FigureQuestion, cube: Cube): RateUnits | null {
  const { metric, observationEnd: end } = question;
  const window = windowOf(question) ?? 0;
  switch (metric) {
    case 'M1':
      return windowed(cube, sources.stack(cube), { end, window }, 'achievement', { numerator: 'hit', same_day: 'CASE WHEN gap = 0 THEN n ELSE 0 END' });
    case 'M2':
    case 'M3':
    case 'M4':
    case 'M6':
    case 'O3':
      return ofStackers(question, cube, window);
    case 'M5':
      return independence(cube, end);
    case 'M8':
      return completion(cube, { end, window }, movedTo(question, cube, 'enrolment'));
    case 'M9':
      return { ...windowed(cube, sources.step(), { end, window }, 'pathway', { numerator: 'hit', already: 'CASE WHEN gap = 0 THEN n ELSE 0 END' }, `, part::int AS step`, movedTo(question, cube, 'step')), always: ['step'] };
    case 'M10':
      return persistence(cube, question, window);
    case 'M12':
      return doubleUse(cube, end);
    case 'M13':
      return (question.figure ?? 'ACTIVE') === 'ACTIVE' ? active(cube, end) : cycleUnits(question, cube);
    case 'M16':
      return pullUnits(cube, end, window);
    case 'O1':
      return firstPassUnits(question, cube);
    case 'O5':
      return supplyUnits(question, cube);
    default:
      return null;
  }
}

const movedTo = ({ groupBy = [], observationEnd: end }: FigureQuestion, cube: Cube, what: 'enrolment' | 'step'): string | undefined =>
  groupBy.includes('PATHWAY_VERSION') ? governedLater(cube, what, end) : undefined;

interface Observed {
  readonly end: string;
  readonly window: number;
}

/** Whether what came after a unit came within the window. */
const within = (window: number, gap = 'gap'): string => {
  const last = lastClassWithin(window);
  return last === null ? `${gap} <= ${window}` : `CASE WHEN exact THEN ${gap} <= ${window} ELSE ${gap} <= ${last} END`;
};

/** Units whose window is observed are the denominator, all of them; those that began later are excluded. */
function windowed(cube: Cube, source: Source, { end, window }: Observed, grain: RateUnits['grain'], counts: Readonly<Record<string, string>>, more = '', moved?: string): RateUnits {
  const also = (condition: string) => (moved === undefined ? '' : ` UNION ALL SELECT cohort, a, b, part, c, gap, exact, n FROM (${moved}) AS moved WHERE ${condition}`);
  const observedUntil = daysBefore(end, window);
  const names = Object.keys(counts);
  const hit = `CASE WHEN ${within(window)} THEN n ELSE 0 END`;
  const counted = names.map((name) => `${counts[name] === 'hit' ? hit : counts[name]} AS ${name}`).join(', ');
  return {
    text: `SELECT cohort, a, b, c${more}, n AS denominator, ${counted}, 0 AS excluded FROM (${unitsOf(cube, source, { after: null, until: observedUntil }, lastClassWithin(window) === null)}${also(`cohort <= ${sqlDay(observedUntil)}`)}) AS observed
      UNION ALL SELECT cohort, a, b, c${more}, 0, ${names.map(() => '0').join(', ')}, n FROM (${unitsOf(cube, source, { after: observedUntil, until: end }, false)}${also(`cohort > ${sqlDay(observedUntil)} AND cohort <= ${sqlDay(end)}`)}) AS begun`,
    grain,
    parts: names.filter((name) => name !== 'numerator'),
  };
}

/** M2 to M4, M6 and O3: of the units of M1 those with a second achievement within the window, also of those that began too late. */
function ofStackers({ metric, observationEnd: end }: FigureQuestion, cube: Cube, window: number): RateUnits {
  const source = sources.stack(cube);
  const observedUntil = daysBefore(end, window);
  const has = (word: string) => `CASE WHEN split_part(part, ' ', 1) = '${word}' THEN n ELSE 0 END`;
  const isClass = metric === 'M2' || metric === 'M3' || metric === 'M4';
  const classes = isClass ? stackClasses : [];
  const numerator = {
    M2: has('VERTICAL'),
    M3: `CASE WHEN split_part(part, ' ', 1) IN ('HORIZONTAL_SAME_FIELD', 'HORIZONTAL_OTHER_FIELD') THEN n ELSE 0 END`,
    M4: has('SUPPLEMENTAL'),
    M6: `CASE WHEN part LIKE '% DESIGNED%' THEN n ELSE 0 END`,
    O3: `CASE WHEN part LIKE '% ELSEWHERE%' THEN n ELSE 0 END`,
  }[metric as 'M2' | 'M3' | 'M4' | 'M6' | 'O3'];
  const counted = [`${numerator} AS numerator`, ...classes.map((one) => `${has(one.name)} AS ${partColumn(one)}`)].join(', ');
  const none = classes.map(() => ', 0').join('');
  const texts = [
    `SELECT cohort, a, b, c, n AS denominator, ${counted}, 0 AS excluded
       FROM (${unitsOf(cube, source, { after: null, until: observedUntil }, lastClassWithin(window) === null)}) AS observed WHERE ${within(window)}`,
    `SELECT cohort, a, b, c, 0, 0${none}, n FROM (${unitsOf(cube, source, { after: observedUntil, until: end }, true)}) AS begun
      WHERE gap <= ${window} AND gap <= ${sqlDay(end)} - cohort`,
  ];
  // Designed by a completion that came after what it gave.
  if (metric === 'M6')
    texts.push(`SELECT DATE '1970-01-01' + part::int, a, b, c, 0, n, 0 ${rowsOf(cube, 'designed')}
      AND day <= ${sqlDay(end)} AND gap <= ${window} AND DATE '1970-01-01' + part::int <= ${sqlDay(observedUntil)}`);
  return { text: texts.join('\n UNION ALL '), grain: 'achievement', parts: classes.map(partColumn) };
}

const asOf = (text: string, grain: RateUnits['grain']): RateUnits => ({ text, grain, parts: [] });

function independence(cube: Cube, end: string): RateUnits {
  const of = (part: string) => `CASE WHEN part = '${part}' THEN n ELSE 0 END`;
  return asOf(
    `SELECT period AS cohort, a, b, c, ${of('COUNTED')} AS denominator, ${of('BEGAN')} - ${of('ENDED')} AS numerator, 0 AS excluded
       ${rowsOf(cube, 'independent')} AND day <= ${sqlDay(end)}`,
    'achievement',
  );
}

/** `part`: days to completion, days to withdrawal. */
function completion(cube: Cube, observed: Observed, moved?: string): RateUnits {
  const place = (at: number) => `split_part(part, ' ', ${at})`;
  const done = `(${place(1)} <> 'BEFORE' AND ${within(observed.window, `nullif(${place(1)}, 'BEFORE')::int`)})`;
  const gone = `(${within(observed.window, `${place(2)}::int`)})`;
  const of = (condition: string) => `CASE WHEN ${condition} THEN n ELSE 0 END`;
  return windowed(cube, sources.enrolment(), observed, 'pathway', {
    numerator: of(done),
    withdrawn: of(gone),
    completed_then_withdrawn: of(`${done} AND ${gone}`),
  }, '', moved);
}

/** The year ends with the last day on which an enrolment could be seen. */
function persistence(cube: Cube, { observationEnd: end, enrolmentsUntil = end }: FigureQuestion, window: number): RateUnits {
  const of = (basis: string, condition: string) => `CASE WHEN part = '${basis}' AND ${condition} THEN n ELSE 0 END`;
  const observedUntil = daysBefore(enrolmentsUntil, window);
  const source = sources.persistence();
  return {
    text: `SELECT cohort, a, b, c, ${of('ENROLMENT', 'true')} AS denominator, ${of('ENROLMENT', within(window))} AS numerator,
             ${of('ENROLMENT_OR_AWARD', within(window))} AS enrolment_or_award, ${of('SAME_ISSUER', within(window))} AS same_issuer, 0 AS excluded
             FROM (${unitsOf(cube, source, { after: null, until: observedUntil }, false)}) AS observed
           UNION ALL SELECT cohort, a, b, c, 0, 0, 0, 0, ${of('ENROLMENT', 'true')} FROM (${unitsOf(cube, source, { after: observedUntil, until: end }, false)}) AS begun`,
    grain: 'pathway',
    parts: ['enrolment_or_award', 'same_issuer'],
  };
}

const doubleUse = (cube: Cube, end: string): RateUnits =>
  asOf(
    `SELECT day AS cohort, a, b, c, CASE WHEN part = 'COUNTED' THEN n ELSE 0 END AS denominator,
            CASE WHEN part = 'TWICE' THEN n ELSE 0 END AS numerator, 0 AS excluded ${rowsOf(cube, 'doubleUse')} AND day <= ${sqlDay(end)}`,
    'achievement',
  );

function active(cube: Cube, end: string): RateUnits {
  const counts = `CASE WHEN part = 'MADE' THEN n ELSE 0 END AS denominator, CASE WHEN part = 'MADE' THEN n ELSE -n END AS numerator, 0 AS excluded`;
  const month = sqlDay(firstOfMonth(end));
  return asOf(
    `SELECT period AS cohort, a, b, c, ${counts} ${rowsOf(cube, 'awardMonths')} AND day < ${month}
     UNION ALL SELECT DATE '1970-01-01' + gap, a, b, c, ${counts} ${rowsOf(cube, 'awardDays')} AND period = ${month} AND day <= ${sqlDay(end)}`,
    'achievement',
  );
}


import { endsMonth, firstOfMonth } from './civil-day.js';
import { figureOf, metricOf } from './catalogue/catalogue.js';
import type { Dimension, MetricId } from './catalogue/metric.js';
import { narrowedBy } from './sql/texts.js';

/** What is asked of a figure. Days are civil days in UTC, `YYYY-MM-DD`. */
export interface FigureQuestion {
  readonly metric: MetricId;
  /** Which figure of the metric; left out: its first. */
  readonly figure?: string;
  /** Last day that counts. */
  readonly observationEnd: string;
  /** Days; needed by what has a window of no fixed length. */
  readonly windowDays?: number;
  readonly groupBy?: readonly Dimension[];
  /** What of `dim_group` is meant by GROUP_VALUE, for example `gender`. */
  readonly group?: string;
  /** First day of the period of what counts cycles or submissions; left out: from the beginning. */
  readonly periodStart?: string;
  /** Only units of cohorts of whole months; left out: of all. */
  readonly cohorts?: Cohorts;
  /** The last day on which an enrolment could be seen (M10); left out: the end of observation. */
  readonly enrolmentsUntil?: string;
  readonly scope?: FigureScope;
  /** How many pairs, the largest first (M15). */
  readonly top?: number;
}

/** Days that place units in cohorts: from the first of a month to the last of one, both included. */
export interface Cohorts {
  readonly from: string;
  readonly until: string;
}

/** What counts at all; what is left out is not narrowed. "First" means first in scope. */
export interface FigureScope {
  readonly tenants?: readonly string[];
  readonly issuers?: readonly string[];
  readonly achievements?: readonly string[];
  readonly pathways?: readonly string[];
}

export type QuestionCode = 'FIGURE_UNKNOWN' | 'DIMENSION_NOT_ALLOWED' | 'TOO_MANY_DIMENSIONS' | 'GROUP_MISSING' | 'WINDOW_MISSING' | 'WINDOW_NOT_ALLOWED' | 'TOP_NOT_ALLOWED' | 'DAY_NOT_VALID' | 'PERIOD_NOT_ALLOWED' | 'SCOPE_NOT_ALLOWED';

export interface QuestionFault {
  readonly code: QuestionCode;
  readonly message: string;
}

const mostDimensions = 3;
/** Ten years: longer than any window that says something, short enough for every calendar. */
const longestWindow = 3_653;
const mostPairs = 10_000;

/** Why a question has no answer; empty for one that has. */
export function questionFaults(question: FigureQuestion): QuestionFault[] {
  const metric = metricOf(question.metric);
  const { groupBy = [], windowDays, top } = question;
  const faults: QuestionFault[] = [];
  const fault = (code: QuestionCode, message: string): void => void faults.push({ code, message });
  if (!figureOf(metric, question.figure)) fault('FIGURE_UNKNOWN', `${metric.id} has the figures ${metric.figures.map(({ name }) => name).join(', ')}.`);
  for (const dimension of groupBy.filter((one) => !metric.dimensions.includes(one)))
    fault('DIMENSION_NOT_ALLOWED', `${metric.id} cannot be told apart by ${dimension}; it can by ${metric.dimensions.join(', ') || 'nothing'}.`);
  if (new Set(groupBy).size > mostDimensions || new Set(groupBy).size < groupBy.length) fault('TOO_MANY_DIMENSIONS', `At most ${mostDimensions} dimensions, each once.`);
  if (groupBy.includes('GROUP_VALUE') && !question.group) fault('GROUP_MISSING', 'Say which group is meant by GROUP_VALUE.');
  if (metric.window === null) {
    if (windowDays !== undefined) fault('WINDOW_NOT_ALLOWED', `${metric.id} has no window.`);
  } else if (windowDays === undefined) {
    if (metric.window.free) fault('WINDOW_MISSING', `${metric.id} needs a window in days, for example ${metric.window.days.join(', ')}.`);
  } else if (!Number.isInteger(windowDays) || windowDays < 1 || windowDays > longestWindow || (!metric.window.free && !metric.window.days.includes(windowDays)))
    fault('WINDOW_NOT_ALLOWED', metric.window.free ? `A window is 1 to ${longestWindow} whole days.` : `${metric.id} has the window ${metric.window.days.join(', ')}.`);
  if (top !== undefined && (!Number.isInteger(top) || top < 1 || top > mostPairs)) fault('TOP_NOT_ALLOWED', `1 to ${mostPairs} pairs.`);
  const figure = figureOf(metric, question.figure);
  for (const scope of Object.keys(question.scope ?? {}) as (keyof FigureScope)[])
    if (figure && !narrowedBy(metric.id, figure.name, scope)) fault('SCOPE_NOT_ALLOWED', `${metric.id} cannot be narrowed to ${scope}.`);
  for (const day of [question.observationEnd, question.periodStart, question.enrolmentsUntil])
    if (day !== undefined && !isDay(day)) fault('DAY_NOT_VALID', `${day} is no day between 1900 and 2199.`);
  const period = periodFault(question);
  if (period !== null) fault('PERIOD_NOT_ALLOWED', period);
  return faults;
}

/** Why cohorts of a period cannot be asked for; null where they can. */
function periodFault({ metric, cohorts, observationEnd }: FigureQuestion): string | null {
  if (!cohorts) return null;
  const { from, until } = cohorts;
  if (!metricOf(metric).dimensions.includes('COHORT_MONTH')) return `${metric} has no cohorts, and no period of them.`;
  if (!isDay(from) || !isDay(until) || from !== firstOfMonth(from) || !endsMonth(until) || from > until) return 'A period goes from the first day of a month to the last day of a month.';
  return until > observationEnd ? `The period is not over at the end of observation, ${observationEnd}.` : null;
}

/** The window that an answer has: the one asked for, or the fixed one; null for none. */
export function windowOf({ metric, windowDays }: FigureQuestion): number | null {
  const { window } = metricOf(metric);
  return window === null ? null : (windowDays ?? window.days[0] ?? null);
}

const isDay = (text: string): boolean => /^(19|20|21)\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

import { type Dimension, type FigureQuestion, metricCatalogue, type MetricId } from '@cairn/metrics';
import { type Command, InvalidArgumentError } from 'commander';

/** How a figure is asked for on the command line. */
export interface QuestionOptions {
  readonly figure?: string;
  readonly window?: number;
  readonly by?: readonly string[];
  readonly group?: string;
  readonly until?: string;
  readonly since?: string;
  readonly enrolmentsUntil?: string;
  readonly top?: number;
  readonly issuer?: readonly string[];
  readonly achievement?: readonly string[];
  readonly pathway?: readonly string[];
}

export const withQuestion = (command: Command): Command =>
  command
    .argument('<metric>', `one of ${metricCatalogue.map(({ id }) => id).join(', ')}`, metricId)
    .option('--figure <name>', 'which figure of the metric, where it has several')
    .option('--window <days>', 'length of the window', whole)
    .option('--by <dimensions>', 'what to tell apart by, for example COHORT_QUARTER,FIELD', list)
    .option('--group <name>', 'what GROUP_VALUE means, for example gender')
    .option('--until <day>', 'last day that counts; else the last one of the export')
    .option('--since <day>', 'first day of the period, of cycles and submissions')
    .option('--enrolments-until <day>', 'last day on which an enrolment could be seen (M10)')
    .option('--top <pairs>', 'how many pairs (M15)', whole)
    .option('--issuer <ids>', 'only of these issuers', list)
    .option('--achievement <ids>', 'only of these achievements', list)
    .option('--pathway <ids>', 'only of these pathways', list);

/** Names of dimensions are checked with the question. */
export function questionOf(metric: MetricId, options: QuestionOptions, observationEnd: string): FigureQuestion {
  const { figure, window, by = [], group, until, since, enrolmentsUntil, top, issuer, achievement, pathway } = options;
  const scope = { ...(issuer && { issuers: issuer }), ...(achievement && { achievements: achievement }), ...(pathway && { pathways: pathway }) };
  return {
    metric,
    observationEnd: until ?? observationEnd,
    groupBy: by as readonly Dimension[],
    ...(figure === undefined ? {} : { figure }),
    ...(window === undefined ? {} : { windowDays: window }),
    ...(group === undefined ? {} : { group }),
    ...(since === undefined ? {} : { periodStart: since }),
    ...(enrolmentsUntil === undefined ? {} : { enrolmentsUntil }),
    ...(top === undefined ? {} : { top }),
    scope,
  };
}

export function metricId(text: string): MetricId {
  const found = metricCatalogue.find(({ id }) => id === text.toUpperCase());
  if (!found) throw new InvalidArgumentError(`There is no metric ${text}.`);
  return found.id;
}

export const list = (text: string): string[] => text.split(',').map((part) => part.trim());

export function whole(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number above 0.');
  return Number(text);
}

import { daysBefore, type FigureQuestion, type FigureScope, metricOf, questionFaults } from '@cairn/metrics';
import { badInput, Fault, requireUuid } from '@cairn/subgraph';
import type { AnalyticsScopeInput, ClosedPeriodInput, StackingDimension, StackingMetric } from '../schema.types.js';
import { figureNamed, type NamedFigure } from './metric-names.js';

/** What inputs of figures have in common, each some of it. */
interface Observed {
  readonly asOf?: string | null;
  readonly groupBy?: readonly StackingDimension[];
  readonly group?: string | null;
  readonly windowDays?: number | null;
  readonly period?: ClosedPeriodInput | null;
  readonly scope?: AnalyticsScopeInput | null;
}

const usualWindow = 365;
const scopeMost = 100;

/** A question for one number in each cell. Throws BAD_USER_INPUT, DIMENSION_NOT_ALLOWED or SCOPE_NOT_ALLOWED, with the reason. */
export const readQuestion = ({ metric, ...input }: Observed & { readonly metric: StackingMetric }, today: string): FigureQuestion => questionAbout(figureNamed[metric], input, today);

/** A question for any figure that the catalogue has an answer to. Throws as `readQuestion` does. */
export function questionAbout({ metric, figure }: NamedFigure, input: Observed, today: string): FigureQuestion {
  const { window } = metricOf(metric);
  const { group, windowDays, period, scope } = input;
  return checked({
    metric,
    ...(figure === undefined ? {} : { figure }),
    observationEnd: observationEnd(input.asOf, today),
    groupBy: input.groupBy ?? [],
    ...(typeof group === 'string' ? { group } : {}),
    ...(typeof windowDays === 'number' ? { windowDays } : window === null || !window.free ? {} : { windowDays: usualWindow }),
    ...(period ? { cohorts: period } : {}),
    ...(scope ? { scope: scopeOf(scope) } : {}),
  });
}

/** The question, when nothing speaks against it. */
export function checked(question: FigureQuestion): FigureQuestion {
  const [fault] = questionFaults(question);
  if (!fault) return question;
  if (fault.code === 'SCOPE_NOT_ALLOWED') throw new Fault(fault.code, fault.message);
  throw fault.code === 'DIMENSION_NOT_ALLOWED' || fault.code === 'TOO_MANY_DIMENSIONS' ? new Fault('DIMENSION_NOT_ALLOWED', fault.message) : badInput(fault.message);
}

/** The end of observation: yesterday when left out, so that the day is over. */
export function observationEnd(asOf: string | null | undefined, today: string): string {
  if (asOf === null || asOf === undefined) return daysBefore(today, 1);
  if (asOf > today) throw badInput(`The end of observation is in the future; today is ${today}.`);
  return asOf;
}

/** An empty list would be a scope of nothing, which nobody means. */
function scopeOf({ issuerIds, achievementIds, pathwayIds }: AnalyticsScopeInput): FigureScope {
  const ids = (noun: 'Issuer' | 'Achievement' | 'Pathway', given: readonly string[]) => {
    if (given.length === 0 || given.length > scopeMost) throw badInput(`A scope names 1 to ${scopeMost} of a kind; leave out what is not narrowed.`);
    return [...new Set(given.map((id) => requireUuid(noun, id)))].sort();
  };
  return {
    ...(issuerIds ? { issuers: ids('Issuer', issuerIds) } : {}),
    ...(achievementIds ? { achievements: ids('Achievement', achievementIds) } : {}),
    ...(pathwayIds ? { pathways: ids('Pathway', pathwayIds) } : {}),
  };
}

import { badInput } from '@cairn/subgraph';
import type { StackingAggregateInput, StackingDimension, StackingMetric } from '../schema.types.js';
import { definitionOf } from './metric-catalogue.js';

/** A question that can be answered: everything checked and filled in. */
export interface Question {
  readonly metric: StackingMetric;
  /** Days; null for M0. */
  readonly window: number | null;
  /** Null: one cell for everything. */
  readonly dimension: StackingDimension | null;
  /** End of observation, inclusive. */
  readonly asOf: string;
}

const persistenceDays = 365;

/** Throws BAD_USER_INPUT for what is not offered. */
export function readQuestion(input: StackingAggregateInput, today: string): Question {
  const { metric } = input;
  const groupBy = input.groupBy ?? [];
  if (groupBy.length > 1) throw badInput('At most one dimension at present.');
  const dimension = groupBy[0] ?? null;
  const { dimensions } = definitionOf[metric];
  if (dimension !== null && !dimensions.includes(dimension)) {
    throw badInput(`DIMENSION_NOT_ALLOWED: ${metric} is grouped by one of ${dimensions.join(', ')}.`);
  }
  return { metric, dimension, window: windowOf(metric, input.windowDays), asOf: observationEnd(input.asOf, today) };
}

/** The end of observation: yesterday when left out, so that the day is over. */
export function observationEnd(asOf: string | null | undefined, today: string): string {
  if (asOf === null || asOf === undefined) return new Date(Date.parse(`${today}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  if (asOf > today) throw badInput(`The end of observation is in the future; today is ${today}.`);
  return asOf;
}

export function checkWindow(days: number): number {
  if (!Number.isInteger(days) || days < 1 || days > 3_650) throw badInput('A window has 1 to 3,650 days.');
  return days;
}

function windowOf(metric: StackingMetric, days: number | null | undefined): number | null {
  if (metric === 'M0_AWARDS_AND_EARNERS') {
    if (days !== null && days !== undefined) throw badInput('M0 has no window.');
    return null;
  }
  const window = checkWindow(days ?? persistenceDays);
  if (metric === 'M10_PERSISTENCE' && window !== persistenceDays) throw badInput('The window of M10 is 365 days.');
  return window;
}

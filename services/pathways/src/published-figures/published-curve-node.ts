import type { FigureQuestion } from '@cairn/metrics';
import { keysOf } from '../stacking/cell.js';
import { definitionOf } from '../stacking/metric-names.js';
import type { PublishedCurve } from './published-curve.js';

const note =
  'Published: of whole quarters of cohorts, each as far as all of it was observed, and only on the last days of windows. Where fewer than 10 are at risk, or have the event between two points, there is no point.';

/** A published curve as the schema has it. */
export function publishedCurveOf(question: FigureQuestion, { cohort, curve }: { readonly cohort: string | null; readonly curve: PublishedCurve }) {
  const { points, n, observationEnd, publishedAt } = curve;
  return {
    keys: cohort === null ? [] : keysOf(question, { cohort_quarter: cohort }),
    points,
    // The day lies between two points.
    medianDays: null,
    n,
    metric: definitionOf('M7'),
    note,
    observationEnd,
    asOf: publishedAt,
    publishedAt,
  };
}

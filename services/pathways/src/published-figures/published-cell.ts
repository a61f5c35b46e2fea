import { type FigureQuestion, windowOf } from '@cairn/metrics';
import { keysOf } from '../stacking/cell.js';
import { definitionOf } from '../stacking/metric-names.js';
import type { ReadCell } from './figure-cells.js';

/** A published figure as the schema has it. */
export function publishedCellOf(question: FigureQuestion, { dimensions, keys, numerator, denominator, bound, observationEnd, publishedAt }: ReadCell) {
  // `GROUP_VALUE gender` is told as GROUP_VALUE.
  const row = Object.fromEntries(dimensions.map((dimension, at) => [dimension.split(' ')[0]?.toLowerCase() ?? '', keys[at] ?? '']));
  return {
    keys: keysOf(question, row),
    numerator,
    denominator,
    value: numerator === null ? null : numerator / denominator,
    bound,
    suppressed: numerator === null ? 'PROTECTED' : null,
    // Parts and what is left out would add up with other cells, and are not published.
    parts: [],
    excluded: 0,
    metric: definitionOf(question.metric),
    windowDays: windowOf(question),
    observationEnd,
    asOf: publishedAt,
    publishedAt,
  };
}

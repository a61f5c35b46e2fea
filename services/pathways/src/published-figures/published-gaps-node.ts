import { type FigureQuestion, windowOf } from '@cairn/metrics';
import { badInput } from '@cairn/subgraph';
import { definitionOf } from '../stacking/metric-names.js';
import type { ReadCell } from './figure-cells.js';
import { publishedGaps, type PublishedGap } from './published-gaps.js';

/** Published gaps as the schema has them; null where nothing is published. Throws BAD_USER_INPUT for a reference that is not among the groups. */
export function publishedGapsOf(question: FigureQuestion, reference: string, cells: readonly ReadCell[]) {
  const [first] = cells;
  if (!first) return null;
  const groups = publishedGaps(reference, cells);
  if (!groups) throw badInput(`The group ${JSON.stringify(reference)} is not among those published.`);
  return {
    group: question.group ?? '',
    reference,
    groups: groups.map(gapNode),
    metric: definitionOf('M14'),
    compared: definitionOf(question.metric, question.figure),
    windowDays: windowOf(question),
    observationEnd: cells.map(({ observationEnd }) => observationEnd).sort()[0] ?? first.observationEnd,
    asOf: first.publishedAt,
    publishedAt: first.publishedAt,
  };
}

const gapNode = ({ group, numerator, denominator, bound, gap }: PublishedGap) => ({
  value: group,
  numerator,
  denominator,
  rate: numerator === null ? null : numerator / denominator,
  bound,
  suppressed: numerator === null ? 'PROTECTED' : null,
  gap: gap?.points ?? null,
  low: gap?.interval?.low ?? null,
  high: gap?.interval?.high ?? null,
  ratio: gap?.ratio ?? null,
  flagged: gap?.toReview ?? false,
  excluded: 0,
});

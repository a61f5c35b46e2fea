import { type FigureQuestion, figureOf, metricOf, partColumn, windowOf } from '@cairn/metrics';
import { type Noun, publicId } from '@cairn/subgraph';
import type { AnswerRow } from '../analytics/answer/answer-row.js';
import type { NoValueReason, StackingDimension } from '../schema.types.js';
import { definitionOf } from './metric-names.js';

const nounOf: Partial<Record<StackingDimension, Noun>> = { ACHIEVEMENT: 'Achievement', ISSUER: 'Issuer', PATHWAY: 'Pathway', PATHWAY_VERSION: 'PathwayVersion' };

/** The values by which a row is told apart, as the schema tells them: cohorts by their first day, ids as they are public. */
export const keysOf = ({ groupBy = [] }: FigureQuestion, row: AnswerRow) => groupBy.map((dimension) => ({ dimension, value: valueOf(dimension, String(row[dimension.toLowerCase()])) }));

function valueOf(dimension: StackingDimension, value: string): string {
  const noun = nounOf[dimension];
  if (noun) return publicId(noun, value);
  if (dimension === 'COHORT_MONTH') return `${value}-01`;
  if (dimension !== 'COHORT_QUARTER') return value;
  const [year, quarter] = value.split('-Q');
  return `${year}-${String((Number(quarter) - 1) * 3 + 1).padStart(2, '0')}-01`;
}

/** The cell of a row. Of M0 the numerator is a part, since it is no share of the denominator. */
export function cellOf(question: FigureQuestion, row: AnswerRow, asOf: string) {
  const { metric, observationEnd } = question;
  const count = (name: string) => Number(row[name] ?? 0);
  const [numerator, denominator] = [metric === 'M0' ? null : count('numerator'), count('denominator')];
  const parts = metric === 'M0' ? [{ name: 'awards', value: count('numerator') }, { name: 'earners', value: denominator }] : partsOf(question).map((part) => ({ name: part.name, value: count(partColumn(part)) }));
  return {
    keys: keysOf(question, row),
    numerator,
    denominator,
    value: numerator === null || denominator === 0 ? null : numerator / denominator,
    noValue: numerator === null ? null : noValueOf(denominator, count('excluded')),
    parts,
    excluded: count('excluded'),
    metric: definitionOf(metric, question.figure),
    windowDays: windowOf(question),
    observationEnd,
    asOf,
  };
}

/** Why a rate has no value; null where it has one. */
function noValueOf(denominator: number, excluded: number): NoValueReason | null {
  if (denominator > 0) return null;
  return excluded > 0 ? 'WINDOW_NOT_OVER' : 'NOBODY';
}

const partsOf = ({ metric, figure }: FigureQuestion) => figureOf(metricOf(metric), figure)?.parts ?? [];

import { comparedByGroup, figureSql, type FigureQuestion, gapsTo, metricOf, type MetricId, questionFaults, survivalCurve, versionedId, windowOf } from '@cairn/metrics';
import type { Duck, Row } from './duckdb.js';

/** A figure with what has to be said beside it. */
export interface FigureAnswer {
  readonly metric: string;
  readonly title: string;
  readonly definition: string;
  readonly figure: string;
  readonly windowDays: number | null;
  readonly observationEnd: string;
  readonly censoring: string;
  readonly note: string | null;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** What M14 compares: the rate of a metric by group, against one of them. */
export interface Comparison {
  readonly of: MetricId;
  readonly reference: string;
}

/** Runs the SQL of a figure; rates get their value, survivals their estimate. Throws for a question that has no answer, in words. */
export async function figureAnswer(duck: Duck, question: FigureQuestion, comparison?: Comparison): Promise<FigureAnswer> {
  const metric = metricOf(question.metric);
  const { columns, rows } = metric.shape === 'GAP' ? await gapRows(duck, question, comparison) : await figureRows(duck, question);
  const { title, definition, censoring, note } = metric;
  const windowDays = windowOf({ ...question, metric: comparison?.of ?? question.metric });
  return { metric: versionedId(metric), title, definition, figure: question.figure ?? metric.figures[0].name, windowDays, observationEnd: question.observationEnd, censoring, note, columns, rows };
}

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

async function figureRows(duck: Duck, question: FigureQuestion): Promise<Table> {
  const [fault] = questionFaults(question);
  if (fault) throw new Error(fault.message);
  const { text, values } = figureSql(question);
  const rows = await duck.rows(text, values);
  const columns = rows.length > 0 ? Object.keys(rows[0] ?? {}) : await duck.columns(text, values);
  const { shape } = metricOf(question.metric);
  if (shape === 'RATE' || shape === 'PAIRS') return { columns: [...columns, 'value'], rows: rows.map((row) => ({ ...row, value: shareOf(row) })) };
  if (shape === 'SURVIVAL') return { columns: [...columns, 'share'], rows: curves(rows) };
  return { columns, rows };
}

const shareOf = ({ numerator, denominator }: Row): number | null => (Number(denominator) > 0 ? Number(numerator) / Number(denominator) : null);

/** An estimate for each curve; curves are told apart by what stands before `t`. */
function curves(rows: readonly Row[]): Row[] {
  const keyOf = ({ t: _t, events: _events, censored: _censored, at_risk: _atRisk, ...key }: Row) => JSON.stringify(key);
  return [...Map.groupBy(rows, keyOf).values()].flatMap((curve) => {
    const points = survivalCurve(curve.map(({ t, events, censored, at_risk }) => ({ t: Number(t), events: Number(events), censored: Number(censored), atRisk: Number(at_risk) })));
    return curve.map((row, at) => ({ ...row, share: points[at]?.share ?? null }));
  });
}

async function gapRows(duck: Duck, question: FigureQuestion, comparison?: Comparison): Promise<Table> {
  if (!comparison) throw new Error('M14 compares groups: say by which metric, and to which group.');
  if (!comparedByGroup.includes(comparison.of)) throw new Error(`M14 compares by ${comparedByGroup.join(', ')}, not by ${comparison.of}.`);
  const { rows } = await figureRows(duck, { ...question, metric: comparison.of, groupBy: ['GROUP_VALUE'] });
  const gaps = gapsTo(comparison.reference, rows.map((row) => ({ group: String(row.group_value), numerator: Number(row.numerator), denominator: Number(row.denominator) })));
  if (!gaps) throw new Error(`${comparison.reference} is no group; there are ${rows.map(({ group_value: value }) => String(value)).join(', ') || 'none'}.`);
  return {
    columns: ['group_value', 'denominator', 'numerator', 'points', 'ratio', 'to_review'],
    rows: gaps.map(({ group, denominator, numerator, points, ratio, toReview }) => ({ group_value: group, denominator, numerator, points, ratio, to_review: toReview })),
  };
}

import type { ChartMetric, CurveChart } from '../chart/chart.js';
import { curvesMost } from '../drawing/style.js';
import type { View } from '../view.js';
import { metricText } from './metric-text.js';
import { type DimensionValue, namesOf } from './names.js';
import { dimensionField, untilField } from './shared-fields.js';

const dimensions = ['COHORT_QUARTER', 'COHORT_MONTH', 'ACHIEVEMENT', 'ISSUER', 'FIELD', 'LEVEL', 'KIND'] as const;

interface Point {
  readonly days: number;
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
}

interface Curve {
  readonly keys: readonly DimensionValue[];
  readonly points: readonly Point[];
  readonly medianDays: number | null;
  readonly n: number;
  readonly note: string | null;
  readonly observationEnd: string;
  readonly publishedAt: string | null;
  readonly metric: ChartMetric;
}

const query = `query BoardTimeToNext($input: TimeToNextInput!) { timeToNext(input: $input) {
  keys { dimension value } points { days share low high atRisk events censored } medianDays n note observationEnd publishedAt metric { ${metricText} } } }`;

/** Kaplan-Meier curves of the time to a second achievement. */
export const timeToNext: View = {
  name: 'time-to-next',
  title: 'Time to next',
  lead: 'How long until a second achievement?',
  fields: (form) => [dimensionField(form, dimensions, 'nothing', 'NONE'), untilField(form)],
  async look(form, ask) {
    const by = form.choice('by', ['NONE', ...dimensions]);
    const { timeToNext: curves } = await ask<{ timeToNext: Curve[] }>(query, { input: { groupBy: by === 'NONE' ? null : by, asOf: form.day('asOf'), tenantId: form.text('of') } });
    const fields = this.fields(form);
    const [first] = curves;
    if (!first) return { chart: null, fields, missing: 'There are no figures: nobody had a first achievement by then, or, for those who see published figures, nothing is published.' };
    const nameOf = await namesOf(curves.flatMap(({ keys }) => keys), ask);
    const named = curves.map((curve) => ({ ...curve, series: curve.keys.map(nameOf).join(', ') || 'All earners' }));
    const chart: CurveChart = {
      kind: 'curves',
      title: first.metric.name,
      metric: first.metric,
      cells: named.flatMap(({ series, points }) => points.map((point) => ({ series, ...point, isHidden: false }))),
      medians: named.map(({ series, medianDays, n }) => ({ series, days: medianDays, n })),
      axis: { x: 'Days after the first achievement', y: 'Estimated share with a second achievement' },
      note: curves.length > curvesMost ? [first.note, `The first ${curvesMost} curves are drawn; the table has them all.`].filter(Boolean).join(' ') : first.note,
      observationEnd: first.observationEnd,
      windowDays: null,
      publishedAt: first.publishedAt,
    };
    return { chart, fields, missing: null };
  },
};

import { scoreInterval } from '@cairn/metrics';
import type { ChartMetric, RateCell, RateChart } from '../chart/chart.js';
import { linesMost } from '../drawing/style.js';
import type { View } from '../view.js';
import { metricText } from './metric-text.js';
import { type DimensionValue, namesOf } from './names.js';
import { dimensionField, dimensionWords, untilField, windowField, windowOf } from './shared-fields.js';

/** Rates that are worth a curve, and whether their window can be chosen. */
const metrics = {
  M1_STACK_IN: ['Stack-in rate (M1)', true],
  M2_VERTICAL: ['Vertical share of stackers (M2)', true],
  M3_HORIZONTAL: ['Horizontal share of stackers (M3)', true],
  M4_SUPPLEMENTAL: ['Supplemental share of stackers (M4)', true],
  M6_STRUCTURAL: ['Structural share of stackers (M6)', true],
  M8_COMPLETION: ['Pathway completion rate (M8)', true],
  M10_PERSISTENCE: ['Persistence (M10)', false],
  M13_ACTIVE: ['Active share of awards (M13)', false],
  M13_RENEWAL: ['Renewal rate of cycles (M13)', false],
  M13_LAPSE: ['Lapse rate of cycles (M13)', false],
  O1_FIRST_PASS: ['First-pass rate of evidence (O1)', false],
  O3_CROSS_ISSUER: ['Cross-issuer share of stackers (O3)', true],
} as const satisfies Record<string, readonly [string, boolean]>;

type MetricName = keyof typeof metrics;
const names = Object.keys(metrics) as MetricName[];
const dimensions = ['COHORT_QUARTER', 'COHORT_MONTH', 'ACHIEVEMENT', 'ISSUER', 'PATHWAY', 'FIELD', 'LEVEL', 'KIND', 'REGION'] as const;

interface Figure {
  readonly keys: readonly DimensionValue[];
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly bound: string | null;
  readonly suppressed: string | null;
  readonly publishedAt: string | null;
  readonly observationEnd: string;
  readonly metric: ChartMetric;
}

const query = `query BoardCohorts($input: StackingAggregateInput!) { stackingAggregate(input: $input, first: 100) {
  nodes { keys { dimension value } numerator denominator value bound suppressed publishedAt observationEnd metric { ${metricText} } } pageInfo { hasNextPage } } }`;

const nothing = 'There are no figures: nobody was observed for the whole window by then, or, for those who see published figures, nothing is published.';

/** Rates by cohort, or by whatever else they may be told apart by. */
export const cohorts: View = {
  name: 'cohorts',
  title: 'Cohorts',
  lead: 'How many of each cohort go on?',
  fields: (form) => [
    { kind: 'select', name: 'metric', label: 'Rate', value: form.text('metric') ?? 'M1_STACK_IN', options: names.map((name) => [name, metrics[name][0]] as const) },
    dimensionField(form, dimensions, 'nothing', 'COHORT_QUARTER'),
    windowField(form),
    untilField(form),
  ],
  async look(form, ask) {
    const metric = form.choice('metric', names);
    const by = form.choice('by', [...dimensions, 'NONE']);
    const [words, hasWindow] = metrics[metric];
    const input = { metric, groupBy: by === 'NONE' ? [] : [by], asOf: form.day('asOf'), tenantId: form.text('of'), ...(hasWindow ? { windowDays: windowOf(form) } : {}) };
    const { stackingAggregate } = await ask<{ stackingAggregate: { nodes: Figure[]; pageInfo: { hasNextPage: boolean } } }>(query, { input });
    const { nodes, pageInfo } = stackingAggregate;
    const fields = this.fields(form);
    const [first] = nodes;
    if (!first) return { chart: null, fields, missing: nothing };
    const nameOf = await namesOf(nodes.flatMap(({ keys }) => keys), ask);
    const isInTime = by.startsWith('COHORT');
    const chart: RateChart = {
      kind: 'rates',
      title: `${words}${by === 'NONE' ? '' : ` by ${(dimensionWords[by] ?? by).toLowerCase()}`}`,
      metric: first.metric,
      cells: nodes.map((node) => cellOf(node, node.keys.map(nameOf).join(', ') || 'All')),
      axis: { x: dimensionWords[by] ?? 'Of', y: 'Share' },
      note: notesOn(nodes.length, isInTime, pageInfo.hasNextPage),
      observationEnd: first.observationEnd,
      windowDays: hasWindow ? windowOf(form) : null,
      publishedAt: first.publishedAt,
      isInTime,
    };
    return { chart, fields, missing: null };
  },
};

/** What a drawing or the table leaves out; null where they have it all. */
function notesOn(cells: number, isInTime: boolean, hasMore: boolean): string | null {
  const drawn = cells > linesMost && !isInTime ? `The first ${linesMost} are drawn.` : null;
  return [drawn, hasMore ? 'The table has the first hundred; there are more.' : null].filter((note) => note !== null).join(' ') || null;
}

function cellOf({ numerator, denominator, value, bound, suppressed }: Figure, label: string): RateCell {
  const interval = numerator === null || !denominator ? null : scoreInterval({ numerator, denominator });
  return { label, numerator, denominator, value, low: interval?.low ?? null, high: interval?.high ?? null, bound, isHidden: suppressed !== null };
}

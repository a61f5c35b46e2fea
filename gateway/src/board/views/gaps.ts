import type { ChartMetric, GapCell, GapChart } from '../chart/chart.js';
import type { Form } from '../form.js';
import type { Ask, View } from '../view.js';
import { metricText } from './metric-text.js';
import type { DimensionValue } from './names.js';
import { untilField, windowField, windowOf } from './shared-fields.js';

const metrics = {
  M1_STACK_IN: 'Stack-in rate (M1)',
  M8_COMPLETION: 'Pathway completion rate (M8)',
  M10_PERSISTENCE: 'Persistence (M10)',
  M13_ACTIVE: 'Active share of awards (M13)',
} as const;

type MetricName = keyof typeof metrics;
const names = Object.keys(metrics) as MetricName[];
const hasWindow = (metric: MetricName): boolean => metric === 'M1_STACK_IN' || metric === 'M8_COMPLETION';

interface Gap {
  readonly value: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly rate: number | null;
  readonly gap: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly ratio: number | null;
  readonly flagged: boolean;
  readonly bound: string | null;
  readonly suppressed: string | null;
}

interface Gaps {
  readonly groups: readonly Gap[];
  readonly windowDays: number | null;
  readonly observationEnd: string;
  readonly publishedAt: string | null;
  readonly metric: ChartMetric;
}

const query = `query BoardGaps($input: GroupGapsInput!) { groupGaps(input: $input) { windowDays observationEnd publishedAt metric { ${metricText} }
  groups { value numerator denominator rate gap low high ratio flagged bound suppressed } } }`;
const sizes = `query BoardGroups($input: StackingAggregateInput!) { stackingAggregate(input: $input, first: 100) { nodes { keys { dimension value } denominator } } }`;

/** How far the rates of groups lie apart. */
export const gaps: View = {
  name: 'gaps',
  title: 'Equity gaps',
  lead: 'Do groups get equally far?',
  fields: (form) => fieldsOf(form, form.text('reference') ?? ''),
  async look(form, ask) {
    const group = form.text('group');
    if (group === null) return { chart: null, fields: this.fields(form), missing: 'Name what people say of themselves for statistics, for example gender, to compare its groups.' };
    const metric = form.choice('metric', names);
    const question = { metric, group, asOf: form.day('asOf'), tenantId: form.text('of'), ...(hasWindow(metric) ? { windowDays: windowOf(form) } : {}) };
    const reference = form.text('reference') ?? (await largestGroup(question, ask));
    const fields = fieldsOf(form, reference ?? '');
    if (reference === null) return { chart: null, fields, missing: `Nobody has said anything of \`${group}\`.` };
    const { groupGaps } = await ask<{ groupGaps: Gaps }>(query, { input: { ...question, reference } });
    return { chart: chartOf(groupGaps, `${metrics[metric]} by ${group}`, reference), fields, missing: null };
  },
};

const fieldsOf = (form: Form, reference: string) => [
  { kind: 'select' as const, name: 'metric', label: 'Rate', value: form.text('metric') ?? 'M1_STACK_IN', options: Object.entries(metrics) },
  { kind: 'text' as const, name: 'group', label: 'Groups by', value: form.text('group') ?? '', hint: 'What people say of themselves, such as gender.' },
  { kind: 'text' as const, name: 'reference', label: 'Compared with', value: reference, hint: 'Left empty: the largest group.' },
  windowField(form),
  untilField(form),
];

/** The group of most people, those left aside who say nothing; null where nobody says anything. */
async function largestGroup(question: object, ask: Ask): Promise<string | null> {
  type Sizes = { stackingAggregate: { nodes: { keys: readonly DimensionValue[]; denominator: number | null }[] } };
  const { stackingAggregate } = await ask<Sizes>(sizes, { input: { ...question, groupBy: ['GROUP_VALUE'] } });
  const groups = stackingAggregate.nodes.map(({ keys, denominator }) => ({ value: keys[0]?.value ?? '', n: denominator ?? 0 })).filter(({ value }) => value !== '(missing)');
  return groups.sort((x, y) => y.n - x.n || (x.value < y.value ? -1 : 1))[0]?.value ?? null;
}

function chartOf({ groups, windowDays, observationEnd, publishedAt, metric }: Gaps, title: string, reference: string): GapChart {
  const cell = ({ value, gap, flagged, suppressed, ...rest }: Gap): GapCell => ({
    ...rest,
    group: value,
    points: gap,
    isFlagged: flagged,
    isReference: value === reference,
    isHidden: suppressed !== null,
  });
  return {
    kind: 'gaps',
    title,
    metric,
    reference,
    cells: groups.map(cell),
    axis: { x: 'Group', y: `Percentage points from ${reference}` },
    note: 'A ratio below 0.80 is a reason to look, not a finding.',
    observationEnd,
    windowDays,
    publishedAt,
  };
}

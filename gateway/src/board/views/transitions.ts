import type { ChartMetric, FlowCell, FlowChart } from '../chart/chart.js';
import type { View } from '../view.js';
import { metricText } from './metric-text.js';
import { untilField } from './shared-fields.js';

/** Drawn one by one; what is left is drawn together. */
const drawnMost = 30;
const bases = { FIRST: 'First to second achievement', ANY_TO_NEXT: 'Any achievement to the next' } as const;

interface Transition {
  readonly from: { readonly id: string; readonly title: string | null } | null;
  readonly to: { readonly id: string; readonly title: string | null } | null;
  readonly earners: number;
  readonly observationEnd: string;
  readonly publishedAt: string | null;
  readonly metric: ChartMetric;
}

const query = `query BoardTransitions($input: TransitionsInput!) { transitions(input: $input, first: 100) {
  nodes { from { id title } to { id title } earners observationEnd publishedAt metric { ${metricText} } } pageInfo { hasNextPage } } }`;

/** From which achievement people go to which. */
export const transitions: View = {
  name: 'transitions',
  title: 'Transitions',
  lead: 'Which achievement leads to which?',
  fields: (form) => [
    { kind: 'select', name: 'basis', label: 'From', value: form.text('basis') ?? 'FIRST', options: Object.entries(bases) },
    untilField(form),
  ],
  async look(form, ask) {
    const basis = form.choice('basis', ['FIRST', 'ANY_TO_NEXT']);
    const answer = await ask<{ transitions: { nodes: Transition[]; pageInfo: { hasNextPage: boolean } } }>(query, { input: { basis, asOf: form.day('asOf'), tenantId: form.text('of') } });
    const { nodes, pageInfo } = answer.transitions;
    const [first] = nodes;
    if (!first) return { chart: null, fields: this.fields(form), missing: 'There are no figures: nobody went from one achievement to another by then, or, for those who see published figures, nothing is published.' };
    const chart: FlowChart = {
      kind: 'flows',
      title: bases[basis],
      metric: first.metric,
      cells: withOther(told(nodes)),
      axis: { x: 'From', y: 'To' },
      note: pageInfo.hasNextPage ? 'Pairs after the hundred largest are not counted here.' : null,
      observationEnd: first.observationEnd,
      windowDays: null,
      publishedAt: first.publishedAt,
    };
    return { chart, fields: this.fields(form), missing: null };
  },
};

/** Pairs that are not told one by one. */
const other = { from: 'Other', to: 'Other' } as const;

/** Achievements of one title are told apart by the end of their ids. */
function told(nodes: readonly Transition[]): FlowCell[] {
  const ends = nodes.flatMap(({ from, to }) => [from, to]).filter((end) => end !== null);
  const idsOf = Map.groupBy(ends, ({ id, title }) => title ?? id);
  const nameOf = (end: Transition['from']): string => {
    if (end === null) return '(unknown)';
    const title = end.title ?? end.id;
    return new Set(idsOf.get(title)?.map(({ id }) => id)).size > 1 ? `${title} (…${end.id.slice(-4)})` : title;
  };
  const pair = ({ from, to, earners }: Transition): FlowCell => ({ ...(from === null && to === null ? other : { from: nameOf(from), to: nameOf(to) }), earners, isHidden: false });
  return nodes.map(pair);
}

/** The thirty largest, and the rest as one. Published figures have a rest of their own. */
export function withOther(cells: readonly FlowCell[]): FlowCell[] {
  const [pairs, rest] = [cells.filter(({ from }) => from !== other.from), cells.filter(({ from }) => from === other.from)];
  const beyond = [...pairs.slice(drawnMost), ...rest];
  if (beyond.length === 0) return [...pairs];
  return [...pairs.slice(0, drawnMost), { ...other, earners: beyond.reduce((sum, cell) => sum + (cell.earners ?? 0), 0), isHidden: false }];
}

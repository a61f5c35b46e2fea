import type { Chart, CurveChart, FlowChart, FunnelChart, GapCell, GapChart, RateChart } from './chart.js';

/** Stands where a figure is kept back so that nobody can be recognised. */
export const hidden = Symbol('hidden');

export type TableCell = string | number | null | typeof hidden;

/** What the numbers of a column are: shares are 0 to 1. */
export type Unit = 'text' | 'count' | 'share' | 'points' | 'days' | 'ratio';

export interface Table {
  readonly columns: readonly { readonly title: string; readonly unit: Unit }[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly TableCell[])[];
}

/** The figures of a chart, all of them, also those that a drawing leaves out. */
export function tableOf(chart: Chart): Table {
  if (chart.kind === 'rates') return ratesTable(chart);
  if (chart.kind === 'curves') return curvesTable(chart);
  if (chart.kind === 'funnel') return funnelTable(chart);
  if (chart.kind === 'flows') return flowsTable(chart);
  return gapsTable(chart);
}

const column = (title: string, unit: Unit) => ({ title, unit });

const told = (isHidden: boolean, value: string | number | null): TableCell => (isHidden && value === null ? hidden : value);

const ratesTable = ({ axis, cells }: RateChart): Table => ({
  columns: [column(axis.x, 'text'), column('Numerator', 'count'), column('Denominator', 'count'), column('Share', 'share'), column('95 % from', 'share'), column('95 % to', 'share')],
  rows: cells.map(({ label, numerator, denominator, value, low, high, bound, isHidden }) => [
    label,
    told(isHidden, numerator),
    told(isHidden, denominator),
    bound ?? told(isHidden, value),
    low,
    high,
  ]),
});

const curvesTable = ({ cells }: CurveChart): Table => ({
  columns: [
    column('Curve', 'text'),
    column('Days', 'days'),
    column('At risk', 'count'),
    column('Events', 'count'),
    column('Censored', 'count'),
    column('Share', 'share'),
    column('95 % from', 'share'),
    column('95 % to', 'share'),
  ],
  rows: cells.map(({ series, days, atRisk, events, censored, share, low, high, isHidden }) => [
    series,
    days,
    told(isHidden, atRisk),
    told(isHidden, events),
    told(isHidden, censored),
    told(isHidden, share),
    low,
    high,
  ]),
});

const funnelTable = ({ cells }: FunnelChart): Table => ({
  columns: [column('Step', 'text'), column('Reached', 'count'), column('Went on', 'count'), column('Of them earlier', 'count'), column('Share that went on', 'share')],
  rows: cells.map(({ step, reached, converted, already, isHidden }) => [
    step,
    told(isHidden, reached),
    converted,
    already,
    converted !== null && reached !== null && reached > 0 ? converted / reached : null,
  ]),
});

const flowsTable = ({ cells }: FlowChart): Table => ({
  columns: [column('From', 'text'), column('To', 'text'), column('Earners', 'count')],
  rows: cells.map(({ from, to, earners, isHidden }) => [from, to, told(isHidden, earners)]),
});

const gapsTable = ({ cells }: GapChart): Table => ({
  columns: [
    column('Group', 'text'),
    column('Numerator', 'count'),
    column('Denominator', 'count'),
    column('Rate', 'share'),
    column('Gap', 'points'),
    column('95 % from', 'points'),
    column('95 % to', 'points'),
    column('Ratio', 'ratio'),
    column('Review', 'text'),
  ],
  rows: cells.map((cell) => [cell.group, told(cell.isHidden, cell.numerator), told(cell.isHidden, cell.denominator), cell.bound ?? told(cell.isHidden, cell.rate), ...besideReference(cell)]),
});

function besideReference({ points, low, high, ratio, isFlagged, isReference, isHidden }: GapCell): TableCell[] {
  if (isReference) return [null, null, null, null, 'reference'];
  return [told(isHidden, points), low, high, told(isHidden, ratio), isFlagged ? 'ratio below 0.80' : null];
}

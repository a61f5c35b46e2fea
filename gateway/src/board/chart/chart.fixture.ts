import type { CurveCell, FlowChart, FunnelChart, GapChart, RateCell, RateChart, CurveChart } from './chart.js';

/** Charts as the views make them, for tests of what is done with them. */
const common = {
  metric: { id: 'M1@1', name: 'Stack-in rate', definition: 'A second one.', numerator: 'a second achievement', denominator: 'a first achievement', censoring: 'the whole window', note: null },
  note: null,
  observationEnd: '2026-06-30',
  windowDays: 365,
  publishedAt: null,
};

export const shown = (label: string, numerator: number, denominator: number): RateCell => ({
  label,
  numerator,
  denominator,
  value: numerator / denominator,
  low: numerator / denominator / 2,
  high: Math.min(1, (numerator / denominator) * 1.5),
  bound: null,
  isHidden: false,
});

export const keptBack = (label: string, bound: string | null = null): RateCell => ({ label, numerator: null, denominator: null, value: null, low: null, high: null, bound, isHidden: true });

export const rates = (cells: readonly RateCell[], isInTime = true): RateChart => ({ ...common, kind: 'rates', title: 'Stack-in rate by cohort', cells, axis: { x: 'Cohort', y: 'Share' }, isInTime });

export const point = (series: string, days: number, share: number | null): CurveCell => ({
  series,
  days,
  share,
  low: share === null ? null : share * 0.9,
  high: share === null ? null : share * 1.1,
  atRisk: share === null ? null : 1_000 - days,
  events: share === null ? null : 2,
  censored: share === null ? null : 1,
  isHidden: share === null,
});

export const curves = (cells: readonly CurveCell[]): CurveChart => ({
  ...common,
  kind: 'curves',
  title: 'Time to next',
  cells,
  medians: [{ series: 'All earners', days: 240, n: 1_000 }],
  axis: { x: 'Days', y: 'Share' },
});

export const funnelChart: FunnelChart = {
  ...common,
  kind: 'funnel',
  title: 'Keeper of tides',
  cells: [
    { step: 'Enrolled', reached: 400, converted: null, already: null, isHidden: false },
    { step: 'Tide walk', reached: 300, converted: 120, already: 7, isHidden: false },
    { step: 'Watch or tell', reached: null, converted: null, already: null, isHidden: true },
    { step: 'Completed', reached: 90, converted: null, already: null, isHidden: false },
  ],
  axis: { x: 'Step', y: 'Enrolments' },
};

export const flows: FlowChart = {
  ...common,
  kind: 'flows',
  title: 'First to second',
  cells: [
    { from: 'Tide walk', to: 'Shore watch', earners: 30, isHidden: false },
    { from: 'Shore watch', to: 'Tide walk', earners: 20, isHidden: false },
    { from: 'Other', to: 'Other', earners: null, isHidden: true },
  ],
  axis: { x: 'From', y: 'To' },
};

export const gapChart: GapChart = {
  ...common,
  kind: 'gaps',
  title: 'Stack-in rate by gender',
  reference: 'M',
  cells: [
    { group: 'F', numerator: 38, denominator: 100, rate: 0.38, points: -12, low: -25, high: 1.5, ratio: 0.76, bound: null, isFlagged: true, isReference: false, isHidden: false },
    { group: 'M', numerator: 50, denominator: 100, rate: 0.5, points: 0, low: 0, high: 0, ratio: 1, bound: null, isFlagged: false, isReference: true, isHidden: false },
    { group: '(missing)', numerator: null, denominator: null, rate: null, points: null, low: null, high: null, ratio: null, bound: null, isFlagged: false, isReference: false, isHidden: true },
  ],
  axis: { x: 'Group', y: 'Percentage points' },
};

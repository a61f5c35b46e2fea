/** What a chart, its table and its CSV tell alike: figures as they were answered, in the order in which they are drawn. */
export type Chart = RateChart | CurveChart | FunnelChart | FlowChart | GapChart;

interface ChartOf<Kind extends string, Cell> {
  readonly kind: Kind;
  readonly title: string;
  readonly metric: ChartMetric;
  readonly cells: readonly Cell[];
  readonly axis: { readonly x: string; readonly y: string };
  /** What has to be said beside the figures; null for nothing. */
  readonly note: string | null;
  /** Last day observed, `YYYY-MM-DD`; null where nothing was answered that says so. */
  readonly observationEnd: string | null;
  /** Days; null for a metric without a window. */
  readonly windowDays: number | null;
  /** When it was published, for readers who see published figures only. */
  readonly publishedAt: string | null;
}

/** What the figures mean: the catalogue's own words. */
export interface ChartMetric {
  readonly id: string;
  readonly name: string;
  readonly definition: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly censoring: string;
  readonly note: string | null;
}

/** Shares are 0 to 1. What is hidden so that nobody can be recognised is null, and `isHidden` says so: it is not zero. */
export interface RateCell {
  readonly label: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  /** 95 % interval (Wilson's score). */
  readonly low: number | null;
  readonly high: number | null;
  /** Below or above what a hidden rate lies, such as `<0.05`. */
  readonly bound: string | null;
  readonly isHidden: boolean;
}

export interface RateChart extends ChartOf<'rates', RateCell> {
  /** Whether cells follow one another in time. */
  readonly isInTime: boolean;
}

/** A curve on one day. */
export interface CurveCell {
  readonly series: string;
  readonly days: number;
  /** Estimated share with the event by then. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly atRisk: number | null;
  readonly events: number | null;
  readonly censored: number | null;
  readonly isHidden: boolean;
}

export interface CurveChart extends ChartOf<'curves', CurveCell> {
  readonly medians: readonly { readonly series: string; /** Null where half was never reached. */ readonly days: number | null; readonly n: number | null }[];
}

/** A step; the first is enrolment and the last completion. */
export interface FunnelCell {
  readonly step: string;
  readonly reached: number | null;
  /** Of these, how many reached the next step; null on the last one. */
  readonly converted: number | null;
  readonly already: number | null;
  readonly isHidden: boolean;
}

export type FunnelChart = ChartOf<'funnel', FunnelCell>;

/** Earners who went from one achievement to another. */
export interface FlowCell {
  readonly from: string;
  readonly to: string;
  readonly earners: number | null;
  readonly isHidden: boolean;
}

export type FlowChart = ChartOf<'flows', FlowCell>;

export interface GapCell {
  readonly group: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly rate: number | null;
  /** Percentage points above the reference, with the bounds of its 95 % interval. */
  readonly points: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Rate over the rate of the reference. */
  readonly ratio: number | null;
  /** Below or above what a hidden rate lies. */
  readonly bound: string | null;
  /** The ratio is below 0.80: to be looked at, not a finding. */
  readonly isFlagged: boolean;
  readonly isReference: boolean;
  readonly isHidden: boolean;
}

export interface GapChart extends ChartOf<'gaps', GapCell> {
  readonly reference: string;
}

export type MetricId = `M${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16}` | `O${1 | 2 | 3 | 4 | 5}`;

/** What cells may be told apart by. Nothing else can be asked for. */
export type Dimension =
  | 'COHORT_QUARTER'
  | 'COHORT_MONTH'
  | 'ACHIEVEMENT'
  | 'ISSUER'
  | 'PATHWAY'
  | 'PATHWAY_VERSION'
  | 'FIELD'
  | 'LEVEL'
  | 'KIND'
  | 'REGION'
  | 'GROUP_VALUE'
  | 'SKILL';

/**
 * Which rule hides cells. STD: numerator, denominator and their difference each 0 or >= 10; SAME_DAY: as well the part of
 * the same day; CLASSES: over all classes of one denominator together; AT_RISK: points with fewer than 10 at risk;
 * OBSERVATIONS: medians need 10, 90th percentiles 100; COMPLEMENTARY: STD over a whole dimension together; PAIRS: pairs below
 * 10 become "other"; UNITS: denominators below 10; LIST: a list of achievements, each with 30 earners or more.
 */
export type Suppression = 'STD' | 'SAME_DAY' | 'CLASSES' | 'AT_RISK' | 'OBSERVATIONS' | 'COMPLEMENTARY' | 'PAIRS' | 'UNITS' | 'LIST';

/** RATE: numerator over denominator. SURVIVAL: a curve with numbers at risk. SPREAD: median and 90th percentile. PAIRS and LIST: rows by size. GAP: rates of groups against one. */
export type Shape = 'RATE' | 'SURVIVAL' | 'SPREAD' | 'PAIRS' | 'LIST' | 'GAP';

export type Grain = 'EARNER' | 'STACKER' | 'ENROLMENT' | 'COMPLETION' | 'AWARD' | 'CYCLE' | 'GROUP' | 'PAIR' | 'SUBMISSION' | 'SUBMISSION_CHAIN' | 'ACHIEVEMENT';

/** A count that is told beside the numerator. */
export interface Part {
  /** As it is called in answers. */
  readonly name: string;
  readonly means: string;
}

/** One figure of a metric; most have one, which is called as its metric is. */
export interface Figure {
  readonly name: string;
  readonly grain: Grain;
  readonly numerator: string;
  readonly denominator: string;
  readonly parts: readonly Part[];
}

/** How long is looked at, in days. Null: as of the end of observation. */
export interface Window {
  /** The lengths that are published and that rollups answer with every dimension. */
  readonly days: readonly number[];
  /** Whether another length may be asked for. */
  readonly free: boolean;
}

/** A metric: what a figure means, and its limits. Another meaning is another version. */
export interface Metric {
  readonly id: MetricId;
  readonly version: number;
  readonly title: string;
  /** In one or two sentences, for somebody who reads the figure. */
  readonly definition: string;
  readonly shape: Shape;
  readonly figures: readonly [Figure, ...Figure[]];
  readonly window: Window | null;
  readonly censoring: string;
  readonly suppression: Suppression;
  readonly dimensions: readonly Dimension[];
  /** What is to be said beside every answer. */
  readonly note: string | null;
}

/** `M1@1`. */
export const versionedId = ({ id, version }: Pick<Metric, 'id' | 'version'>): string => `${id}@${version}`;

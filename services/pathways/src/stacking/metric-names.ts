import { type Dimension, figureOf, type Metric, metricCatalogue, type MetricId, metricOf, versionedId } from '@cairn/metrics';
import type { StackingDimension, StackingMetric } from '../schema.types.js';

/** Which figure of which metric; without one its first. */
export interface NamedFigure {
  readonly metric: MetricId;
  readonly figure?: string;
}

/** Figures of one number for each cell, by their names in the schema. */
export const figureNamed: Readonly<Record<StackingMetric, NamedFigure>> = {
  M0_AWARDS_AND_EARNERS: { metric: 'M0' },
  M1_STACK_IN: { metric: 'M1' },
  M2_VERTICAL: { metric: 'M2' },
  M3_HORIZONTAL: { metric: 'M3' },
  M4_SUPPLEMENTAL: { metric: 'M4' },
  M5_INDEPENDENT: { metric: 'M5' },
  M6_STRUCTURAL: { metric: 'M6' },
  M8_COMPLETION: { metric: 'M8' },
  M10_PERSISTENCE: { metric: 'M10' },
  M12_DOUBLE_USE: { metric: 'M12' },
  M13_ACTIVE: { metric: 'M13' },
  M13_RENEWAL: { metric: 'M13', figure: 'RENEWAL' },
  M13_LAPSE: { metric: 'M13', figure: 'LAPSE' },
  M16_VERIFICATION_PULL: { metric: 'M16' },
  O1_FIRST_PASS: { metric: 'O1' },
  O3_CROSS_ISSUER: { metric: 'O3' },
  O5_SKILL_SUPPLY: { metric: 'O5' },
};

/** A metric as the schema tells of it: what one of its figures counts, its first where none is named. */
export const definitionOf = (id: MetricId, figure?: string) => told(metricOf(id), figure);

export const definitions = () => metricCatalogue.map((metric) => told(metric));

const told = (metric: Metric, figure?: string) => {
  const { numerator, denominator, grain } = figureOf(metric, figure) ?? metric.figures[0];
  return {
    id: versionedId(metric),
    name: metric.title,
    definition: metric.definition,
    numerator,
    denominator,
    grain,
    censoring: metric.censoring,
    windows: [...(metric.window?.days ?? [])],
    suppression: metric.suppression,
    note: metric.note,
    dimensions: [...metric.dimensions] satisfies Dimension[] satisfies StackingDimension[],
  };
};

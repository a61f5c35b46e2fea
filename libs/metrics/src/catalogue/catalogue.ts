import { awardMetrics } from './awards.js';
import { followingMetrics } from './following.js';
import { groupMetrics } from './groups.js';
import type { Figure, Metric, MetricId } from './metric.js';
import { pathwayMetrics } from './pathways.js';
import { reviewMetrics } from './reviews.js';
import { stackingMetrics } from './stacking.js';

const placeOf = ({ id }: Metric): number => Number(id.slice(1)) + (id.startsWith('O') ? 100 : 0);

/** Every metric, M0 to M16 and O1 to O5. Source: section 3 of the analytics text. */
export const metricCatalogue: readonly Metric[] = [...stackingMetrics, ...pathwayMetrics, ...awardMetrics, ...groupMetrics, ...followingMetrics, ...reviewMetrics].sort(
  (a, b) => placeOf(a) - placeOf(b),
);

/** The metric of an id. Throws where the catalogue is incomplete. */
export function metricOf(id: MetricId): Metric {
  const found = metricCatalogue.find((metric) => metric.id === id);
  if (!found) throw new Error(`${id} is not in the catalogue`);
  return found;
}

/** A figure of a metric by its name; without one the first. Null for a name it does not have. */
export const figureOf = (metric: Metric, name?: string): Figure | null => (name === undefined ? metric.figures[0] : (metric.figures.find((figure) => figure.name === name) ?? null));

import type { StackingDimension, StackingMetric } from '../schema.types.js';

/** What a number means; said with every answer. A change of meaning is a new version of the id (analytics.md section 2). */
export interface MetricDefinition {
  readonly id: string;
  readonly name: string;
  readonly definition: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly grain: string;
  readonly censoring: string;
  readonly dimensions: readonly StackingDimension[];
}

const scope = 'In scope are the awards and enrolments of the caller’s tenant. Void awards (revoked in error, or by the day of the award) are out.';
const fixedWindow = 'Only units whose whole window is observed: start + W <= end of observation, which is inclusive.';

export const metrics = {
  M0: {
    id: 'M0@1',
    name: 'Awards and earners',
    definition: `Awards made by the end of observation, and the earners who hold at least one of them, later revoked ones included. ${scope}`,
    numerator: 'None: part `awards` is the number of awards.',
    denominator: 'Earners with at least one of these awards (part `earners`).',
    grain: 'award',
    censoring: 'As of the end of observation, inclusive.',
    dimensions: ['COHORT_MONTH', 'COHORT_QUARTER', 'ACHIEVEMENT'],
  },
  M1: {
    id: 'M1@1',
    name: 'Stack-in rate S(W)',
    definition: `The share of earners who earn a second distinct achievement within W days of their first. A repeat of the same achievement is no stack. ${scope}`,
    numerator: 'Earners with a second distinct achievement within [0, W] days of the first; those on the same day are part `sameDay`.',
    denominator: 'Earners whose first award + W lies within the observation.',
    grain: 'earner, by first award; ties on one day are ordered by achievement id',
    censoring: fixedWindow,
    dimensions: ['COHORT_MONTH', 'COHORT_QUARTER', 'ACHIEVEMENT'],
  },
  M8: {
    id: 'M8@1',
    name: 'Pathway completion rate C(W)',
    definition: `The share of enrolments completed within W days, whether or not the completion still holds; annulled ones are out. ${scope}`,
    numerator: 'Enrolments completed within [0, W] days of enrolment.',
    denominator: 'Enrolments whose enrolment day + W lies within the observation; part `withdrawn` of them ended within W.',
    grain: 'enrolment',
    censoring: fixedWindow,
    dimensions: ['COHORT_MONTH', 'COHORT_QUARTER', 'PATHWAY'],
  },
  M9: {
    id: 'M9@1',
    name: 'Step conversion',
    definition: `The share of enrolments that, having reached a step, reach the next one within W days or had reached it earlier. ${scope}`,
    numerator: 'Enrolments that reached the next step within W days of this one, or earlier (given apart as `already`).',
    denominator: 'Enrolments that reached this step, with the W days after it observed.',
    grain: 'enrolment; steps in declared order, not by date',
    censoring: fixedWindow,
    dimensions: [],
  },
  M10: {
    id: 'M10@1',
    name: 'Persistence',
    definition: `The share of earners with another enrolment starting within 365 days of their first. Basis: enrolments; awards are no activity. ${scope}`,
    numerator: 'Earners with another enrolment starting in (0, 365] days after the first.',
    denominator: 'Earners whose first enrolment + 365 days is not after the last enrolment day observed.',
    grain: 'earner, by first enrolment',
    censoring: 'The last enrolment day observed, not the end of observation, ends the window: no enrolment can be seen after it.',
    dimensions: ['COHORT_MONTH', 'COHORT_QUARTER'],
  },
  M15: {
    id: 'M15@1',
    name: 'Transitions',
    definition: `Earners by their first achievement and the next distinct one, earned on a later day. ${scope}`,
    numerator: 'Earners whose next distinct achievement after the first is this one, on a later day.',
    denominator: 'None: the pairs are counted.',
    grain: 'pair of achievements',
    censoring: 'As of the end of observation, inclusive.',
    dimensions: [],
  },
} as const satisfies Record<string, MetricDefinition>;

export const metricCatalogue: readonly MetricDefinition[] = Object.values(metrics);

export const definitionOf: Record<StackingMetric, MetricDefinition> = {
  M0_AWARDS_AND_EARNERS: metrics.M0,
  M1_STACK_IN: metrics.M1,
  M8_COMPLETION: metrics.M8,
  M10_PERSISTENCE: metrics.M10,
};

import type { Metric, MetricId } from './metric.js';

/** The rates that groups may be compared by. */
export const comparedByGroup: readonly MetricId[] = ['M1', 'M8', 'M10', 'M13'];

/** Whose rates differ. */
export const groupMetrics: readonly Metric[] = [
  {
    id: 'M14',
    version: 1,
    title: 'Equity gap',
    definition: 'The rate of each group less that of a declared reference group, in percentage points, and the one as a share of the other. A share below 0.80 is marked for review; it is not a finding.',
    shape: 'GAP',
    figures: [
      {
        name: 'M14',
        grain: 'GROUP',
        numerator: `The rate of the group, by ${comparedByGroup.join(', ')}.`,
        denominator: 'The same rate of the reference group.',
        parts: [],
      },
    ],
    window: null,
    censoring: 'As of the rate that is compared.',
    suppression: 'COMPLEMENTARY',
    dimensions: ['REGION', 'GROUP_VALUE'],
    note: 'Who gave no answer is a group of its own.',
  },
];

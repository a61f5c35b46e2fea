import type { Metric } from './metric.js';

/** How evidence is reviewed. */
export const reviewMetrics: readonly Metric[] = [
  {
    id: 'O1',
    version: 1,
    title: 'Evidence first-pass rate',
    definition: 'Of the submissions that came to a final decision, the share granted at the first attempt.',
    shape: 'RATE',
    figures: [
      {
        name: 'O1',
        grain: 'SUBMISSION_CHAIN',
        numerator: 'Granted on attempt 1.',
        denominator: 'Chains of attempts with a final decision, granted or refused.',
        parts: [],
      },
    ],
    window: null,
    censoring: 'Chains without a final decision are out; their number is given as excluded.',
    suppression: 'STD',
    dimensions: ['COHORT_QUARTER', 'COHORT_MONTH'],
    note: null,
  },
  {
    id: 'O2',
    version: 1,
    title: 'Review turnaround',
    definition: 'How many business hours pass from a submission to its decision: median and 90th percentile, with what is undecided taken into account (Kaplan-Meier).',
    shape: 'SURVIVAL',
    figures: [
      {
        name: 'O2',
        grain: 'SUBMISSION',
        numerator: 'Decided, so many minutes of business after the submission.',
        denominator: 'Submissions of the period, as long as they are at risk.',
        parts: [],
      },
    ],
    window: null,
    censoring: 'What is undecided at the end of observation is censored then.',
    suppression: 'OBSERVATIONS',
    dimensions: ['COHORT_QUARTER', 'COHORT_MONTH'],
    note: 'Business hours are all hours of Monday to Friday in UTC; holidays are not left out.',
  },
];

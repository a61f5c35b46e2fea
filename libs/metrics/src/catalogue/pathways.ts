import type { Metric } from './metric.js';
import { asOfEnd, oneYear, shortAndLong, wholeWindow } from './windows.js';

/** How enrolments go. */
export const pathwayMetrics: readonly Metric[] = [
  {
    id: 'M8',
    version: 1,
    title: 'Pathway completion rate',
    definition: 'Of the enrolments in a pathway, the share completed within the window of enrolment.',
    shape: 'RATE',
    figures: [
      {
        name: 'M8',
        grain: 'ENROLMENT',
        numerator: 'Completed within [0, W] days of enrolment.',
        denominator: 'Enrolments that began W days or more before the end of observation.',
        parts: [
          { name: 'withdrawn', means: 'Withdrawn within W days of enrolment.' },
          { name: 'completedThenWithdrawn', means: 'Both completed and withdrawn within W. Numerator and denominator less those withdrawn give the second figure, without withdrawals.' },
        ],
      },
    ],
    window: shortAndLong,
    censoring: wholeWindow,
    suppression: 'STD',
    dimensions: ['COHORT_QUARTER', 'COHORT_MONTH', 'ISSUER', 'PATHWAY', 'PATHWAY_VERSION', 'REGION', 'GROUP_VALUE'],
    note: 'By the version that governed: that of the completion, else that of the enrolment.',
  },
  {
    id: 'M9',
    version: 1,
    title: 'Step conversion',
    definition: 'Of the enrolments that reached a step of a pathway, the share that reached the next one within the window, or had reached it before.',
    shape: 'RATE',
    figures: [
      {
        name: 'M9',
        grain: 'ENROLMENT',
        numerator: 'Reached the next step of the definition within W days of this one, or earlier.',
        denominator: 'Enrolments that reached this step W days or more before the end of observation.',
        parts: [{ name: 'already', means: 'Had reached the next step on that day or before.' }],
      },
    ],
    window: shortAndLong,
    censoring: wholeWindow,
    suppression: 'STD',
    dimensions: ['COHORT_QUARTER', 'COHORT_MONTH', 'PATHWAY', 'PATHWAY_VERSION', 'REGION', 'GROUP_VALUE'],
    note: 'Steps are in the order of the definition, not of days; nothing follows the last one.',
  },
  {
    id: 'M10',
    version: 1,
    title: 'Persistence and retention',
    definition: 'Of the earners with a first enrolment, the share with another enrolment that began within a year after it.',
    shape: 'RATE',
    figures: [
      {
        name: 'M10',
        grain: 'EARNER',
        numerator: 'Another enrolment that began in (0, 365] days of the first (basis ENROLMENT).',
        denominator: 'Earners whose first enrolment lies 365 days or more before the last day on which an enrolment could be seen.',
        parts: [
          { name: 'enrolmentOrAward', means: 'Another enrolment, or an award issued, in (0, 365] days (basis ENROLMENT_OR_AWARD).' },
          { name: 'sameIssuer', means: 'Another enrolment with an issuer of a first enrolment (retention).' },
        ],
      },
    ],
    window: oneYear,
    censoring: 'Only earners whose year lies before the last day on which an enrolment could be seen, which may be earlier than the end of observation.',
    suppression: 'STD',
    dimensions: ['COHORT_QUARTER', 'COHORT_MONTH', 'REGION', 'GROUP_VALUE'],
    note: null,
  },
  {
    id: 'M11',
    version: 1,
    title: 'Time, credits and excess credits to completion',
    definition: 'How many days completions took from enrolment, how many credits the earner had earned by then, and how many of them the completion did not count.',
    shape: 'SPREAD',
    figures: [
      {
        name: 'M11',
        grain: 'COMPLETION',
        numerator: 'Median and 90th percentile of days, of credits in scope earned by the completion, and of those less the credits counted.',
        denominator: 'Completions by the end of observation.',
        parts: [],
      },
    ],
    window: null,
    censoring: asOfEnd,
    suppression: 'OBSERVATIONS',
    dimensions: ['COHORT_QUARTER', 'COHORT_MONTH', 'ISSUER', 'PATHWAY', 'PATHWAY_VERSION', 'REGION', 'GROUP_VALUE'],
    note: 'Of those who completed only; it is no forecast for who has not.',
  },
  {
    id: 'M12',
    version: 1,
    title: 'Double use',
    definition: 'Of the awards counted by a completed pathway, the share counted by two pathways or more.',
    shape: 'RATE',
    figures: [{ name: 'M12', grain: 'AWARD', numerator: 'Counted by completions of two pathways or more.', denominator: 'Awards counted by a completion or more.', parts: [] }],
    window: null,
    censoring: asOfEnd,
    suppression: 'STD',
    dimensions: ['ACHIEVEMENT', 'ISSUER', 'FIELD', 'LEVEL', 'KIND', 'REGION', 'GROUP_VALUE'],
    note: null,
  },
];

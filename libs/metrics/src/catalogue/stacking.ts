import type { Dimension, Metric, Part } from './metric.js';
import { asOfEnd, shortAndLong, wholeWindow } from './windows.js';

const ofFirst: readonly Dimension[] = ['COHORT_QUARTER', 'COHORT_MONTH', 'ACHIEVEMENT', 'ISSUER', 'FIELD', 'LEVEL', 'KIND', 'REGION', 'GROUP_VALUE'];

const stackers = 'Earners with a second distinct achievement within the window of the first (the numerator of M1).';

/** In the order in which they are tried; the first that fits is the class, so that shares add up to 1. */
export const stackClasses: readonly Part[] = [
  { name: 'UNKNOWN_LEVEL', means: 'The level of one of the two is unknown.' },
  { name: 'SUPPLEMENTAL', means: 'The first is a degree, the second none, or one of a lower level.' },
  { name: 'VERTICAL', means: 'The second is of a higher level in the same field.' },
  { name: 'VERTICAL_OTHER_FIELD', means: 'The second is of a higher level in another field.' },
  { name: 'HORIZONTAL_SAME_FIELD', means: 'Both are of one level and of one field.' },
  { name: 'HORIZONTAL_OTHER_FIELD', means: 'Both are of one level, in two fields.' },
  { name: 'DOWNWARD', means: 'The second is of a lower level.' },
];

const classShare = (id: 'M2' | 'M3' | 'M4', title: string, definition: string, numerator: string): Metric => ({
  id,
  version: 1,
  title,
  definition,
  shape: 'RATE',
  figures: [{ name: id, grain: 'STACKER', numerator, denominator: stackers, parts: stackClasses }],
  window: shortAndLong,
  censoring: wholeWindow,
  suppression: 'CLASSES',
  dimensions: ofFirst,
  note: 'Levels come from frameworks, never from titles; an unknown level is a class of its own.',
});

/** Whether and how earners go from their first achievement to a second. */
export const stackingMetrics: readonly Metric[] = [
  {
    id: 'M1',
    version: 1,
    title: 'Stack-in rate',
    definition: 'Of the earners with a first award, the share with a second distinct achievement within the window. A repeat of the same achievement is no stack.',
    shape: 'RATE',
    figures: [
      {
        name: 'M1',
        grain: 'EARNER',
        numerator: 'A second distinct achievement within [0, W] days of the first.',
        denominator: 'Earners whose first award in scope lies W days or more before the end of observation.',
        parts: [{ name: 'sameDay', means: 'The second on the day of the first; numerator less this part is the rate over (0, W].' }],
      },
    ],
    window: shortAndLong,
    censoring: wholeWindow,
    suppression: 'SAME_DAY',
    dimensions: ofFirst,
    note: null,
  },
  classShare('M2', 'Vertical share', 'Of those who stacked, the share whose second achievement is of a higher level in the same field.', 'Class VERTICAL.'),
  classShare('M3', 'Horizontal share', 'Of those who stacked, the share whose second achievement is of the same level.', 'Classes HORIZONTAL_SAME_FIELD and HORIZONTAL_OTHER_FIELD.'),
  classShare('M4', 'Supplemental share', 'Of those who stacked, the share who added a credential below a degree, or a lower degree, to a first degree.', 'Class SUPPLEMENTAL.'),
  {
    id: 'M5',
    version: 1,
    title: 'Independent share',
    definition: 'Of the earners with two distinct achievements or more, the share whose achievements are none of them a degree.',
    shape: 'RATE',
    figures: [
      {
        name: 'M5',
        grain: 'EARNER',
        numerator: 'Two distinct achievements or more that are no degree, and no degree.',
        denominator: 'Earners with two distinct achievements or more at the end of observation.',
        parts: [],
      },
    ],
    window: null,
    censoring: asOfEnd,
    suppression: 'STD',
    dimensions: ['COHORT_QUARTER', 'COHORT_MONTH', 'REGION', 'GROUP_VALUE'],
    note: null,
  },
  {
    id: 'M6',
    version: 1,
    title: 'Structural stack rate',
    definition: 'Of those who stacked, the share whose second achievement is the award of a pathway that counted the first: stacking by design, not by chance.',
    shape: 'RATE',
    figures: [
      {
        name: 'M6',
        grain: 'STACKER',
        numerator: 'The first achievement is among those counted by the completion that gave the second.',
        denominator: stackers,
        parts: [],
      },
    ],
    window: shortAndLong,
    censoring: wholeWindow,
    suppression: 'STD',
    dimensions: ofFirst,
    note: null,
  },
  {
    id: 'M7',
    version: 1,
    title: 'Time to the next credential',
    definition: 'The estimated share of earners with a second distinct achievement by each day after the first (Kaplan-Meier), and the day by which it is half of them.',
    shape: 'SURVIVAL',
    figures: [
      {
        name: 'M7',
        grain: 'EARNER',
        numerator: 'A second distinct achievement, so many days after the first.',
        denominator: 'Earners with a first award by the end of observation, as long as they are at risk.',
        parts: [],
      },
    ],
    window: null,
    censoring: 'Who has no second achievement by the end of observation is censored on that day; of one day, events come before censorings.',
    suppression: 'AT_RISK',
    dimensions: ofFirst,
    note: 'Assumes that the time of censoring says nothing about the outcome; cohorts that start on few fixed dates break this.',
  },
  {
    id: 'O3',
    version: 1,
    title: 'Cross-issuer share',
    definition: 'Of those who stacked, the share whose second achievement is defined by another issuer than the first.',
    shape: 'RATE',
    figures: [{ name: 'O3', grain: 'STACKER', numerator: 'The second achievement is of another issuer.', denominator: stackers, parts: [] }],
    window: shortAndLong,
    censoring: wholeWindow,
    suppression: 'STD',
    dimensions: ofFirst,
    note: null,
  },
];

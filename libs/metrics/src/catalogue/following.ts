import type { Metric } from './metric.js';
import { asOfEnd, twoYears, wholeWindow } from './windows.js';

/** What follows what. */
export const followingMetrics: readonly Metric[] = [
  {
    id: 'M15',
    version: 1,
    title: 'Transitions',
    definition: 'For two achievements a and b, how many earners of a got b as their next distinct achievement, on a later day.',
    shape: 'PAIRS',
    figures: [
      {
        name: 'FIRST',
        grain: 'PAIR',
        numerator: 'Earners whose first achievement is a and whose second is b, on a later day.',
        denominator: 'Earners whose first achievement is a.',
        parts: [{ name: 'sameDay', means: 'Earners who got b on the day of a; not in the numerator.' }],
      },
      {
        name: 'ANY',
        grain: 'PAIR',
        numerator: 'Earners whose next distinct achievement after a is b, on a later day.',
        denominator: 'Earners with a.',
        parts: [{ name: 'sameDay', means: 'Earners who got b on the day of a; not in the numerator.' }],
      },
    ],
    window: null,
    censoring: asOfEnd,
    suppression: 'PAIRS',
    dimensions: [],
    note: 'The largest pairs first; all others together are "other".',
  },
  {
    id: 'O4',
    version: 1,
    title: 'Dead ends',
    definition: 'Achievements that lead nowhere: no published pathway counts them, or none of their earners got another achievement within two years.',
    shape: 'LIST',
    figures: [
      {
        name: 'O4',
        grain: 'ACHIEVEMENT',
        numerator: 'No published pathway counts it, or nobody got another distinct achievement after it within 730 days.',
        denominator: 'Achievements with 30 earners or more whose 730 days lie before the end of observation.',
        parts: [{ name: 'followed', means: 'Earners with another distinct achievement within 730 days.' }],
      },
    ],
    window: twoYears,
    censoring: wholeWindow,
    suppression: 'LIST',
    dimensions: [],
    note: null,
  },
];

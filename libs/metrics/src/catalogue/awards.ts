import type { Dimension, Metric } from './metric.js';
import { asOfEnd, quarter, wholeWindow } from './windows.js';

const ofAward: readonly Dimension[] = ['COHORT_QUARTER', 'COHORT_MONTH', 'ACHIEVEMENT', 'ISSUER', 'FIELD', 'LEVEL', 'KIND', 'REGION', 'GROUP_VALUE'];

const cycles = 'Cycles that ended in the period.';

/** What becomes of awards. */
export const awardMetrics: readonly Metric[] = [
  {
    id: 'M0',
    version: 1,
    title: 'Awards and earners',
    definition: 'How many awards were issued by the end of observation, and to how many earners; awards revoked later are among them.',
    shape: 'RATE',
    figures: [{ name: 'M0', grain: 'EARNER', numerator: 'Awards issued.', denominator: 'Earners with one of them or more.', parts: [] }],
    window: null,
    censoring: asOfEnd,
    suppression: 'UNITS',
    dimensions: ofAward,
    note: 'Awards to each earner: a mean, not a share.',
  },
  {
    id: 'M13',
    version: 1,
    title: 'Active share, renewal and lapse',
    definition: 'Of the awards issued, the share that is valid; of the cycles that ended, the share renewed in time, and the share missed.',
    shape: 'RATE',
    figures: [
      { name: 'ACTIVE', grain: 'AWARD', numerator: 'Neither expired nor revoked at the end of observation.', denominator: 'Awards issued by the end of observation.', parts: [] },
      {
        name: 'RENEWAL',
        grain: 'CYCLE',
        numerator: 'Met before its end.',
        denominator: cycles,
        parts: [{ name: 'inGrace', means: 'Met from its end on and before grace was over; not in the numerator.' }],
      },
      { name: 'LAPSE', grain: 'CYCLE', numerator: 'Not met when grace was over.', denominator: `${cycles} Those whose grace runs are excluded.`, parts: [] },
    ],
    window: null,
    censoring: 'Cycles that are still open are out; cycles in grace are out of the lapse rate.',
    suppression: 'STD',
    dimensions: ofAward,
    note: null,
  },
  {
    id: 'M16',
    version: 1,
    title: 'Verification pull',
    definition: 'How often an award is verified by others in its first 90 days, on average.',
    shape: 'RATE',
    figures: [
      {
        name: 'M16',
        grain: 'AWARD',
        numerator: 'Verifications by persons and relying systems in [0, 90] days of issue; bots and the own issuer are left out.',
        denominator: 'Awards issued 90 days or more before the end of observation.',
        parts: [{ name: 'verified', means: 'Awards verified at least once.' }],
      },
    ],
    window: quarter,
    censoring: wholeWindow,
    suppression: 'UNITS',
    dimensions: ofAward,
    note: 'A mean, not a share: it may exceed 1.',
  },
  {
    id: 'O5',
    version: 1,
    title: 'Skill supply',
    definition: 'How many earners hold a valid award aligned to a skill or to one below it, by region.',
    shape: 'RATE',
    figures: [
      {
        name: 'O5',
        grain: 'EARNER',
        numerator: 'Earners with such an award that is valid at the end of observation.',
        denominator: 'Earners with such an award, valid or not.',
        parts: [],
      },
    ],
    window: null,
    censoring: asOfEnd,
    suppression: 'UNITS',
    dimensions: ['SKILL', 'REGION'],
    note: 'Only of earners who agreed to talent search.',
  },
];

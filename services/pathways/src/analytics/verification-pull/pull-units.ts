import { daysBefore } from '@cairn/metrics';
import type { Cube } from '../answer/cube.js';
import type { RateUnits } from '../answer/rate-units.js';
import { type Source, type Span, unitsOf } from '../answer/units.js';

const made: Source = { months: 'awardMonths', days: 'awardDays', monthIn: 'period' };
const pulled: Source = { months: 'pullMonths', days: 'pullDays', monthIn: 'period' };

/** M16: `gap` of those that were verified is how often; all that were made are the denominator. */
export function pullUnits(cube: Cube, end: string, window: number): RateUnits {
  const until = daysBefore(end, window);
  const units = (source: Source, span: Span) => `FROM (${unitsOf(cube, source, span, false)}) AS units`;
  const awards = (span: Span) => `${units(made, span)} WHERE part = 'MADE'`;
  return {
    text: `SELECT cohort, a, b, c, n AS denominator, 0 AS numerator, 0 AS verified, 0 AS excluded ${awards({ after: null, until })}
      UNION ALL SELECT cohort, a, b, c, 0, 0, 0, n ${awards({ after: until, until: end })}
      UNION ALL SELECT cohort, a, b, c, 0, gap * n, n, 0 ${units(pulled, { after: null, until })}`,
    grain: 'achievement',
    parts: ['verified'],
  };
}

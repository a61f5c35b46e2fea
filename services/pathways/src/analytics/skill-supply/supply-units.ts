import type { FigureQuestion } from '@cairn/metrics';
import { type Cube, rowsOf, sqlDay } from '../answer/cube.js';
import type { RateUnits } from '../answer/rate-units.js';

/** O5: whoever has several skills is counted once where skills are not told apart. */
export function supplyUnits({ observationEnd: end, groupBy = [] }: FigureQuestion, cube: Cube): RateUnits {
  const of = (what: string) => `CASE split_part(part, ' ', 1) WHEN '${what}' THEN n WHEN '${what}_UNTIL' THEN -n ELSE 0 END`;
  const skill = `substr(part, strpos(part, ' ') + 1)`;
  return {
    text: `SELECT ${sqlDay(end)} AS cohort, ${skill} AS a, b, c, ${of('HELD')} AS denominator, ${of('ACTIVE')} AS numerator, 0 AS excluded
      ${rowsOf(cube, 'supply')} AND day <= ${sqlDay(end)} AND ${skill} ${groupBy.includes('SKILL') ? '<>' : '='} ''`,
    grain: 'achievement',
    parts: [],
  };
}

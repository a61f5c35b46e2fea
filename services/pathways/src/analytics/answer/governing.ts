import { firstOfMonth } from '@cairn/metrics';
import { type Cube, rowsOf, sqlDay } from './cube.js';

/**
 * SQL of units that are summed under the version by which they were completed only after the end of observation: off that
 * version, and on the one that had been joined. Needed where versions are told apart; columns as of `unitsOf`.
 *
 * @param what enrolments: `part` is the days to withdrawal; steps: `part` is the step
 */
export function governedLater(cube: Cube, what: 'enrolment' | 'step', end: string): string {
  const family = what === 'enrolment' ? 'governedLater' : 'stepsGovernedLater';
  const rows = `${rowsOf(cube, family)} AND period >= ${sqlDay(firstOfMonth(end))} AND day > ${sqlDay(end)}`;
  const began = `DATE '1970-01-01' + split_part(part, ' ', 1)::int AS cohort`;
  // Completed after the end: whether within any window is out of the question.
  const part = what === 'enrolment' ? `'2147483647 ' || split_part(part, ' ', 2) AS part` : `split_part(part, ' ', 2) AS part`;
  return `SELECT ${began}, a, b, ${part}, c, gap, true AS exact, n ${rows}
    UNION ALL SELECT ${began}, a, split_part(part, ' ', 3)::uuid, ${part}, c, gap, true, -n ${rows}`;
}

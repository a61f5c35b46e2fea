import type { FigureQuestion } from '@cairn/metrics';
import { type Cube, rowsOf, sqlDay } from '../answer/cube.js';
import type { RateUnits } from '../answer/rate-units.js';

/** Renewal and lapse of M13. */
export function cycleUnits({ figure, observationEnd: end, periodStart }: FigureQuestion, cube: Cube): RateUnits {
  const of = (part: string) => `CASE WHEN part = '${part}' THEN n ELSE 0 END`;
  const counts =
    figure === 'LAPSE'
      ? `${of('GRACE_OVER')} AS denominator, ${of('LAPSED')} AS numerator, ${of('ENDED')} - ${of('GRACE_OVER')} AS excluded`
      : `${of('ENDED')} AS denominator, ${of('RENEWED')} AS numerator, ${of('IN_GRACE')} AS in_grace, 0 AS excluded`;
  const ended = `DATE '1970-01-01' + gap`;
  const inPeriod = periodStart === undefined ? '' : `AND ${ended} >= ${sqlDay(periodStart)}`;
  return {
    text: `SELECT ${ended} AS cohort, a, b, c, ${counts} ${rowsOf(cube, 'cycles')} AND day <= ${sqlDay(end)} ${inPeriod}`,
    grain: 'achievement',
    parts: figure === 'LAPSE' ? [] : ['in_grace'],
  };
}

import { type Dimension, type FigureQuestion, metricOf, windowOf } from '@cairn/metrics';
import type { Cube } from './cube.js';
import { type CubeKey, cubeKey, joinsOf, named } from './cube-keys.js';
import { narrowedTo, ofCohorts } from './narrowing.js';
import { notKept } from './not-kept.js';
import { awardsAndEarners, deadEnds, pairs, spread, timeToNext } from './other-texts.js';
import { rateUnits } from './rate-units.js';
import { reviewTimes } from '../review/review-texts.js';

/** SQL over the sums: `$1` the tenant, `$2` the generation, and a third place where `values` has one. Rows as `figureSql` of libs/metrics gives them, counts as numbers. */
export interface RollupText {
  readonly text: string;
  readonly values: readonly string[];
}

const ofFirst: readonly Dimension[] = ['ACHIEVEMENT', 'ISSUER', 'FIELD', 'LEVEL', 'KIND'];

/** Null for what no sums are kept of: a figure without facts yet, or what `notKept` tells. */
export function rollupText(question: FigureQuestion): RollupText | null {
  if (notKept(question)) return null;
  const { groupBy = [], scope = {} } = question;
  const group = groupBy.includes('REGION') ? 'region=' : groupBy.includes('GROUP_VALUE') ? `${question.group ?? ''}=` : null;
  const text = textOf(question, { group, byAchievement: groupBy.some((one) => ofFirst.includes(one)), narrowed: narrowedTo(scope) });
  return text === null ? null : { text, values: group === null ? [] : [group] };
}

function textOf(question: FigureQuestion, cube: Cube): string | null {
  const { metric, groupBy = [] } = question;
  const keysBy = (grain: 'achievement' | 'pathway') => groupBy.map((dimension) => cubeKey(dimension, grain));
  if (metric === 'M0') return awardsAndEarners(question, cube);
  if (metric === 'M7') return timeToNext(question, cube, keysBy('achievement'));
  if (metric === 'O2') return reviewTimes(question, cube, keysBy('achievement'));
  if (metric === 'M11') return spread(question, cube, keysBy('pathway'));
  if (metric === 'M15') return pairs(question, cube);
  if (metric === 'O4') return deadEnds(question, cube, windowOf(question) ?? 0);
  if (metricOf(metric).shape !== 'RATE') return null;
  return rate(question, cube);
}

function rate(question: FigureQuestion, cube: Cube): string | null {
  const units = rateUnits(question, cube);
  if (!units) return null;
  const always = (units.always ?? []).map((column): CubeKey => ({ column, expression: `u.${column}`, join: null }));
  const keys = [...always, ...(question.groupBy ?? []).map((dimension) => cubeKey(dimension, units.grain))];
  const counts = ['denominator', 'numerator', ...units.parts, 'excluded'];
  const sums = counts.map((count) => `coalesce(sum(u.${count} * g.sign), 0)::int AS ${count}`).join(', ');
  const places = keys.map((_, at) => at + 1).join(', ');
  // A cell in which nobody is, is none.
  const grouped = keys.length === 0 ? '' : `GROUP BY ${places} HAVING sum(u.denominator * g.sign) <> 0 OR sum(u.excluded * g.sign) <> 0 ORDER BY ${places}`;
  return `SELECT ${named(keys)}${sums} FROM (${units.text}) AS u ${joinsOf(keys)} ${ofCohorts(question.cohorts)} ${grouped}`;
}

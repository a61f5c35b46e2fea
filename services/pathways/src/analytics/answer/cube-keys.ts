import type { Dimension } from '@cairn/metrics';

/** What a row of an answer is told apart by: its column and SQL over a unit `u`, and what has to be joined for it. */
export interface CubeKey {
  readonly column: string;
  readonly expression: string;
  readonly join: 'achievement' | 'pathway' | 'group' | null;
}

/** @param grain what `u.a` is: an achievement or a pathway */
export function cubeKey(dimension: Dimension, grain: 'achievement' | 'pathway'): CubeKey {
  const key = (expression: string, join: CubeKey['join'] = null): CubeKey => ({ column: dimension.toLowerCase(), expression, join });
  switch (dimension) {
    case 'COHORT_QUARTER':
      return key(`to_char(u.cohort, 'YYYY"-Q"Q')`);
    case 'COHORT_MONTH':
      return key(`to_char(u.cohort, 'YYYY-MM')`);
    case 'ACHIEVEMENT':
    case 'PATHWAY':
      return key('u.a::text');
    case 'PATHWAY_VERSION':
      return key('u.b::text');
    case 'ISSUER':
      return grain === 'achievement' ? key('x.issuer::text', 'achievement') : key('p.issuer_id::text', 'pathway');
    case 'FIELD':
      return key(`coalesce(x.field, '(unknown)')`, 'achievement');
    case 'LEVEL':
      return key(`coalesce(x.level::text, '(unknown)')`, 'achievement');
    case 'KIND':
      return key(`coalesce(x.kind, '(unknown)')`, 'achievement');
    case 'REGION':
    case 'GROUP_VALUE':
      return key('g.value', 'group');
    case 'SKILL':
      return key('u.a');
  }
}

/** The columns of a key before the others of a row, each with its comma. */
export const named = (keys: readonly CubeKey[]): string => keys.map(({ expression, column }) => `${expression} AS ${column}, `).join('');

/** What keys need beside the units, as SQL that follows `FROM … u`. */
export function joinsOf(keys: readonly CubeKey[]): string {
  const needs = (join: CubeKey['join']) => keys.some((key) => key.join === join);
  return [
    needs('achievement') ? 'LEFT JOIN dim_achievement x ON x.tenant_id = $1 AND x.achievement = u.a' : '',
    needs('pathway') ? 'LEFT JOIN pathway p ON p.tenant_id = $1 AND p.id = u.a' : '',
    needs('group') ? ofGroups : 'CROSS JOIN (VALUES (1)) AS g (sign)',
  ].join(' ');
}

/** Whoever is in a group is taken off the ones who gave no answer. */
const ofGroups = `CROSS JOIN LATERAL (SELECT v.value, v.sign FROM (VALUES
  (CASE WHEN u.c = '' THEN '(missing)' ELSE substr(u.c, length($3) + 1) END, 1), (CASE WHEN u.c <> '' THEN '(missing)' END, -1)) AS v (value, sign)
  WHERE v.value IS NOT NULL) AS g`;

import { type Cohorts, type FigureScope } from '@cairn/metrics';
import { sqlDay } from './cube.js';

/** SQL by which rows of sums, whose `a` is an achievement or a pathway, are narrowed to a scope; null where all count. */
export function narrowedTo({ achievements, issuers, pathways }: FigureScope): string | null {
  const conditions: string[] = [];
  for (const ids of [achievements, pathways]) if (ids) conditions.push(`a = ANY(${sqlIds(ids)})`);
  if (issuers) conditions.push(`a IN (SELECT id FROM pathway WHERE tenant_id = $1 AND issuer_id = ANY(${sqlIds(issuers)}))`);
  return conditions.length === 0 ? null : conditions.join(' AND ');
}

/** SQL by which units `u` are narrowed to cohorts, as the whole condition; empty for all of them. */
export const ofCohorts = (cohorts: Cohorts | undefined, column = 'u.cohort'): string => (cohorts ? `WHERE ${between(cohorts, column)}` : '');

export const between = ({ from, until }: Cohorts, column: string): string => `${column} BETWEEN ${sqlDay(from)} AND ${sqlDay(until)}`;

const sqlIds = (ids: readonly string[]): string => `ARRAY[${ids.map(sqlId).join(', ')}]::uuid[]`;

function sqlId(id: string): string {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) throw new Error(`${id} is no id`);
  return `'${id}'`;
}

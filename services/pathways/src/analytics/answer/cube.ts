import type { Family } from '@cairn/metrics';
import { tableOf } from '../rollup/rollup-table.js';

/** SQL over the sums of one tenant: `$1` the tenant, `$2` the generation, `$3` what groups begin with where some are asked for. */
export interface Cube {
  /** `dimension=` of the groups that are asked for; null for none. */
  readonly group: string | null;
  /** Whether anything is asked for that only the first achievement tells. */
  readonly byAchievement: boolean;
  /** SQL by which rows are narrowed to a scope; null for all. */
  readonly narrowed: string | null;
}

/** Rows of a family, those of groups only where they are asked for. */
export const rowsOf = ({ group, narrowed }: Cube, family: Family): string =>
  [
    `FROM ${tableOf(family)} WHERE tenant_id = $1 AND generation = $2 AND family = '${family}'`,
    group === null ? `c = ''` : `(c = '' OR starts_with(c, $3))`,
    ...(narrowed === null ? [] : [narrowed]),
  ].join(' AND ');

/** A civil day as SQL. Throws for what is none, since it becomes part of a text. */
export function sqlDay(day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Error(`${day} is no civil day`);
  return `DATE '${day}'`;
}

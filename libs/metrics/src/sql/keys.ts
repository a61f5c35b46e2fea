import type { Dimension } from '../catalogue/metric.js';

/** What a row of an answer is told apart by: a column, and what it is of a unit. */
export interface Key {
  readonly column: string;
  readonly expression: string;
  readonly join: string;
}

const text = (expression: string): string => `cast(${expression} as varchar)`;
const part = (unit: string): string => text(`cast(extract(${unit} from u.cohort_day) as integer)`);

/** As it was said to be on the day that places the unit in its cohort. Comparisons alone: with an `or` DuckDB tries every answer on every unit. */
const groupJoin = (alias: string, dimension: string): string => `
  left join dim_group ${alias} on ${alias}.tenant_id = u.tenant_id and ${alias}.earner_key = u.earner_key and ${alias}.dimension = ${dimension}
        and coalesce(${alias}.since_on, cast('-infinity' as date)) <= u.cohort_day and u.cohort_day < coalesce(${alias}.until_on, cast('infinity' as date))`;

const expressions: Readonly<Record<Dimension, string>> = {
  COHORT_QUARTER: `${part('year')} || '-Q' || ${part('quarter')}`,
  COHORT_MONTH: `${part('year')} || '-' || lpad(${part('month')}, 2, '0')`,
  ACHIEVEMENT: text('u.achievement'),
  ISSUER: text('u.issuer'),
  PATHWAY: text('u.pathway'),
  PATHWAY_VERSION: text('u.version'),
  FIELD: `coalesce(${text('u.field')}, '(unknown)')`,
  LEVEL: `coalesce(${text('u.level')}, '(unknown)')`,
  KIND: `coalesce(${text('u.kind')}, '(unknown)')`,
  REGION: `coalesce(r.value, '(missing)')`,
  GROUP_VALUE: `coalesce(g.value, '(missing)')`,
  SKILL: text('u.skill'),
};

const joins: Partial<Record<Dimension, string>> = { REGION: groupJoin('r', `'region'`), GROUP_VALUE: groupJoin('g', ':GROUP') };

export const keyOf = (dimension: Dimension): Key => ({ column: dimension.toLowerCase(), expression: expressions[dimension], join: joins[dimension] ?? '' });

/** A column of the units that every answer has. */
export const columnKey = (column: string): Key => ({ column, expression: `u.${column}`, join: '' });

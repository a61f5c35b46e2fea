import type { StackingDimension, StackingMetric } from '../schema.types.js';

/**
 * The SQL of analytics.md section 3, restricted to one tenant. Places: $1 tenant, $2 end of observation, $3 window in
 * days. Each text gives, for every `key`, the columns den, num and the parts as JSON.
 */
export function metricSql(metric: StackingMetric, dimension: StackingDimension | null): string {
  return texts[metric](dimension);
}

/** The first two distinct achievements of each earner, by day and then by achievement id, in one pass. */
export const firstTwo = `
firsts AS (SELECT earner_key, achievement, min(issued_on) AS d FROM fact_award
            WHERE tenant_id = $1 AND NOT void AND issued_on <= $2::date GROUP BY 1, 2),
seq AS (SELECT earner_key, d AS d1, achievement AS a1, lead(d) OVER w AS d2, lead(achievement) OVER w AS a2, row_number() OVER w AS k
          FROM firsts WINDOW w AS (PARTITION BY earner_key ORDER BY d, achievement)),
f AS (SELECT earner_key, d1, a1, d2, a2 FROM seq WHERE k = 1)`;

/** The key of a unit, as text that sorts like the value. */
const keyOf = (dimension: StackingDimension | null, day: string, other: Partial<Record<StackingDimension, string>>): string => {
  if (dimension === null) return `''`;
  if (dimension === 'COHORT_MONTH') return `date_trunc('month', ${day})::date::text`;
  if (dimension === 'COHORT_QUARTER') return `date_trunc('quarter', ${day})::date::text`;
  return `${other[dimension]}::text`;
};

const texts: Record<StackingMetric, (dimension: StackingDimension | null) => string> = {
  M0_AWARDS_AND_EARNERS: (dimension) => `
SELECT ${keyOf(dimension, 'issued_on', { ACHIEVEMENT: 'achievement' })} AS key, count(DISTINCT earner_key)::int AS den, NULL::int AS num,
       json_build_object('awards', count(1), 'earners', count(DISTINCT earner_key)) AS parts
  FROM fact_award WHERE tenant_id = $1 AND NOT void AND issued_on <= $2::date AND $3::int IS NULL GROUP BY 1`,

  M1_STACK_IN: (dimension) => `
WITH ${firstTwo}
SELECT ${keyOf(dimension, 'd1', { ACHIEVEMENT: 'a1' })} AS key, count(1)::int AS den,
       (count(1) FILTER (WHERE d2 - d1 <= $3::int))::int AS num, json_build_object('sameDay', count(1) FILTER (WHERE d2 = d1)) AS parts
  FROM f WHERE d1 + $3::int <= $2::date GROUP BY 1`,

  M8_COMPLETION: (dimension) => `
SELECT ${keyOf(dimension, 'e.enrolled_on', { PATHWAY: 'e.pathway' })} AS key, count(1)::int AS den,
       (count(1) FILTER (WHERE c.completed_on - e.enrolled_on <= $3::int))::int AS num,
       json_build_object('withdrawn', count(1) FILTER (WHERE e.withdrawn_on - e.enrolled_on <= $3::int)) AS parts
  FROM fact_enrolment e LEFT JOIN fact_completion c ON c.tenant_id = e.tenant_id AND c.enrolment = e.enrolment
 WHERE e.tenant_id = $1 AND e.enrolled_on + $3::int <= $2::date GROUP BY 1`,

  M10_PERSISTENCE: (dimension) => `
WITH seen AS (SELECT earner_key, enrolled_on, min(enrolled_on) OVER (PARTITION BY earner_key) AS s, max(enrolled_on) OVER () AS l
                FROM fact_enrolment WHERE tenant_id = $1 AND enrolled_on <= $2::date),
x AS (SELECT earner_key, s, l, bool_or(enrolled_on > s AND enrolled_on <= s + $3::int) AS again FROM seen GROUP BY 1, 2, 3)
SELECT ${keyOf(dimension, 's', {})} AS key, count(1)::int AS den, (count(1) FILTER (WHERE again))::int AS num, '{}'::json AS parts
  FROM x WHERE s + $3::int <= l GROUP BY 1`,
};

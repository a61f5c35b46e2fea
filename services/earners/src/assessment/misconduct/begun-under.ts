/** SQL: what began under a record (`$2`) of a tenant (`$1`), or under one that was merged into it, by the key that seals its texts. */
export const begunUnder = `sealed_for IN (
  WITH RECURSIVE part (id) AS (
    SELECT $2::uuid UNION ALL SELECT e.id FROM part JOIN earner e ON e.tenant_id = $1 AND e.merged_into = part.id
  ) SELECT id FROM part)`;

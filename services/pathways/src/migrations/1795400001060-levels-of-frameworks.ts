import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Levels as definitions state them are `EQF:6`, `NQF:6` or a bare number; of any other framework nobody can tell which is higher. */
const view = (level: string): string => `
CREATE OR REPLACE VIEW dim_achievement WITH (security_invoker = true) AS
SELECT a.tenant_id, a.id AS achievement, ${level} AS level, a.metadata->-1->>'field' AS field,
       CASE WHEN a.metadata->-1->'set'->>'type' ~ '(Degree|Doctorate)$' THEN 'degree' ELSE coalesce(lower(a.metadata->-1->'set'->>'type'), 'unknown') END AS kind,
       a.issuer_id AS issuer, EXISTS (SELECT 1 FROM leaf_index l WHERE l.tenant_id = a.tenant_id AND l.achievement_id = a.id) AS in_pathway
  FROM achievement_copy a`;

const number = `CASE WHEN jsonb_typeof(a.metadata->-1->'set'->'level') = 'number' THEN (a.metadata->-1->'set'->>'level')::int`;

export class LevelsOfFrameworks1795400001060 implements MigrationInterface {
  name = 'LevelsOfFrameworks1795400001060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(view(`${number} WHEN a.metadata->-1->'set'->>'level' ~ '^(EQF|NQF):\\d{1,2}$' THEN split_part(a.metadata->-1->'set'->>'level', ':', 2)::int END`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(view(`${number} END`));
  }
}

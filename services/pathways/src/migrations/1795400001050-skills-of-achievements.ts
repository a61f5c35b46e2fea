import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A skill goes by its address: what an achievement names, and all that this falls under in the frameworks in force. */
const view = `
CREATE VIEW dim_skill WITH (security_invoker = true) AS
WITH named AS (
  SELECT a.tenant_id, a.id AS achievement, s.skill
    FROM achievement_copy a CROSS JOIN LATERAL jsonb_array_elements_text(a.metadata->-1->'set'->'skills') AS s (skill)
)
SELECT n.tenant_id, n.achievement, n.skill FROM named n
UNION
SELECT n.tenant_id, n.achievement, c.ancestor FROM named n JOIN skill_closure c ON c.in_force AND c.descendant = n.skill;
COMMENT ON VIEW dim_skill IS 'One row for each skill that an achievement is aligned to, and for each one above it.';
GRANT SELECT ON dim_skill TO pathways_app, pathways_worker;

-- A framework has another generation: whoever is found by skills is counted anew.
CREATE FUNCTION note_due_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO rollup_due (tenant_id, earner_id)
  SELECT DISTINCT c.tenant_id, c.earner_id FROM consent_copy c WHERE c.purpose = 'TALENT_SEARCH' AND NOT c.withdrawn;
  RETURN NULL;
END $$;
CREATE TRIGGER rollup_update AFTER UPDATE ON skill_closure FOR EACH STATEMENT EXECUTE FUNCTION note_due_found();
`;

export class SkillsOfAchievements1795400001050 implements MigrationInterface {
  name = 'SkillsOfAchievements1795400001050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(view);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER rollup_update ON skill_closure; DROP FUNCTION note_due_found; DROP VIEW dim_skill');
  }
}

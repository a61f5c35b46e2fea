import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An achievement of which is told only after its awards: whoever holds it is added up anew. */
const noting = `
CREATE FUNCTION note_due_holders_of_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO rollup_due (tenant_id, earner_id)
  SELECT DISTINCT h.tenant_id, h.earner_id
    FROM changed r
   CROSS JOIN rollup_state s
    JOIN holding h ON h.tenant_id = s.tenant_id AND h.achievement_id = r.id;
  RETURN NULL;
END $$;
CREATE TRIGGER rollup_insert AFTER INSERT ON achievement_copy REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_due_holders_of_new();
`;

export class AchievementsToldLate1795400001000 implements MigrationInterface {
  name = 'AchievementsToldLate1795400001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(noting);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER rollup_insert ON achievement_copy; DROP FUNCTION note_due_holders_of_new');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A text may be described far better; the trigger keeps the new columns of a published version as still as the others. */
const up = `
ALTER TABLE achievement_version
  ADD COLUMN image_alt_text text,
  ADD COLUMN translations jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN rubrics jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN result_descriptions jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN assessment jsonb,
  ADD COLUMN stated jsonb NOT NULL DEFAULT '{"learningOutcomes": [], "recognition": []}',
  ADD COLUMN validity text,
  ADD COLUMN valid_until date,
  ADD COLUMN duplicate_period text,
  ADD COLUMN guardian_below_age int CHECK (guardian_below_age > 0),
  ADD COLUMN supersedes_id uuid,
  ADD COLUMN supersession text CHECK (supersession IN ('EDITORIAL', 'MATERIAL')),
  ADD COLUMN grace_until timestamptz,
  ADD FOREIGN KEY (tenant_id, supersedes_id) REFERENCES achievement_version (tenant_id, id),
  ADD CHECK (state <> 'DRAFT' OR supersedes_id IS NULL),
  ADD CHECK ((supersedes_id IS NULL) = (supersession IS NULL)),
  ADD CHECK (grace_until IS NULL OR supersession = 'MATERIAL');
GRANT UPDATE (supersedes_id, supersession, grace_until) ON achievement_version TO achievements_app;
CREATE INDEX achievement_version_supersedes ON achievement_version (tenant_id, supersedes_id) WHERE supersedes_id IS NOT NULL;
ALTER TABLE achievement ADD COLUMN archived_at timestamptz;
`;

const down = `
ALTER TABLE achievement DROP COLUMN archived_at;
ALTER TABLE achievement_version
  DROP COLUMN image_alt_text, DROP COLUMN translations, DROP COLUMN rubrics, DROP COLUMN result_descriptions, DROP COLUMN assessment,
  DROP COLUMN stated, DROP COLUMN validity, DROP COLUMN valid_until, DROP COLUMN duplicate_period, DROP COLUMN guardian_below_age,
  DROP COLUMN supersedes_id, DROP COLUMN supersession, DROP COLUMN grace_until;
`;

export class DescribeVersions1795280001000 implements MigrationInterface {
  name = 'DescribeVersions1795280001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a whole cohort is counted by stands beside the progress document, so that no count has to open 18,000 of them. */
const up = `
ALTER TABLE progress
  ADD COLUMN state text GENERATED ALWAYS AS (document->>'state') STORED,
  ADD COLUMN satisfied int GENERATED ALWAYS AS ((document->>'satisfied')::int) STORED,
  ADD COLUMN total int GENERATED ALWAYS AS ((document->>'total')::int) STORED,
  ADD COLUMN complete boolean GENERATED ALWAYS AS ((document->>'complete')::boolean) STORED;
`;

export class Cohorts1795300000400 implements MigrationInterface {
  name = 'Cohorts1795300000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE progress DROP COLUMN complete, DROP COLUMN total, DROP COLUMN satisfied, DROP COLUMN state');
  }
}

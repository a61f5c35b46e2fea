import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when somebody is a minor, sealed. */
export class Minors1795280013100 implements MigrationInterface {
  name = 'Minors1795280013100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE earner ADD COLUMN minor_until bytea, ADD CONSTRAINT earner_erased_minor_check CHECK (state <> \'ERASED\' OR minor_until IS NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE earner DROP COLUMN minor_until');
  }
}

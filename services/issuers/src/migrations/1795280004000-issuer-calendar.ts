import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an issuer works; null until it says so. */
export class IssuerCalendar1795280004000 implements MigrationInterface {
  name = 'IssuerCalendar1795280004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE issuer ADD COLUMN calendar jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE issuer DROP COLUMN calendar');
  }
}

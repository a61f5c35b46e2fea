import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What definitions tell of their issuer when they are shown or sent: told with its next change, null until then. */
export class IssuerCountry1795280003100 implements MigrationInterface {
  name = 'IssuerCountry1795280003100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE issuer_copy ADD COLUMN url text, ADD COLUMN country text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE issuer_copy DROP COLUMN url, DROP COLUMN country');
  }
}

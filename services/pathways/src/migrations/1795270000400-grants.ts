import { grantCopyTable } from '@cairn/grants';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What this service hears of grants. */
export class AddGrants1795270000400 implements MigrationInterface {
  name = 'AddGrants1795270000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(grantCopyTable('pathways'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE grant_copy');
  }
}

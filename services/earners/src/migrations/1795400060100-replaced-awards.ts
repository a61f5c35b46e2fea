import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From a corrected award one finds the one that it took the place of. */
export class ReplacedAwards1795400060100 implements MigrationInterface {
  name = 'ReplacedAwards1795400060100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX award_replaced_by ON award (tenant_id, replaced_by) WHERE replaced_by IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX award_replaced_by');
  }
}

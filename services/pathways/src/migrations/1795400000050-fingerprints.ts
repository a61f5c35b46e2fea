import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What keeps a batch of awards cheap: what is as it was is not written, and who has no implicit version is not asked. */
const up = `
-- Null for rows of before it was kept: they are written once more.
ALTER TABLE progress ADD COLUMN fingerprint uuid;
CREATE INDEX version_reach_implicit ON version_reach (tenant_id) WHERE implicit;
`;

export class Fingerprints1795400000050 implements MigrationInterface {
  name = 'Fingerprints1795400000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX version_reach_implicit; ALTER TABLE progress DROP COLUMN fingerprint');
  }
}

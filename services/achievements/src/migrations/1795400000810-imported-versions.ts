import type { MigrationInterface, QueryRunner } from 'typeorm';

const columns = 'state, content_hash, version, published_at, retired_at, updated_at, supersedes_id, supersession, grace_until';

/** Imports publish versions too: the worker may change the state of a version, and no more of its text than anybody. */
export class ImportedVersions1795400000810 implements MigrationInterface {
  name = 'ImportedVersions1795400000810';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`GRANT UPDATE (${columns}) ON achievement_version TO achievements_worker`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`REVOKE UPDATE (${columns}) ON achievement_version FROM achievements_worker`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A renewed award has a credential for each of its terms: the same Open Badges id, a place in a status list of its own.
 * `latest` is the one that is read under that id. What an award was made on goes into its document.
 */
const up = `
ALTER TABLE award_state
  DROP CONSTRAINT award_state_state_check,
  ADD CONSTRAINT award_state_state_check CHECK (state IN ('SCHEDULED', 'OFFERED', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'REPLACED', 'DECLINED', 'CANCELLED'));
ALTER TABLE credential
  ADD COLUMN evidence jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN work jsonb,
  ADD COLUMN credits_earned double precision,
  ADD COLUMN revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
  ADD COLUMN latest boolean NOT NULL DEFAULT true,
  DROP CONSTRAINT credential_award_key;
CREATE UNIQUE INDEX credential_award_key ON credential (award_id, revision);
CREATE INDEX credential_superseded ON credential (tenant_id, list_id) WHERE revoked AND NOT latest;
`;

export class AwardRevisions1795280013000 implements MigrationInterface {
  name = 'AwardRevisions1795280013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM credential_document d USING credential c WHERE c.tenant_id = d.tenant_id AND c.id = d.credential_id AND NOT c.latest');
    await runner.query('DELETE FROM credential WHERE NOT latest');
    await runner.query('DROP INDEX credential_superseded; DROP INDEX credential_award_key');
    await runner.query(
      `ALTER TABLE credential DROP COLUMN evidence, DROP COLUMN work, DROP COLUMN credits_earned, DROP COLUMN revision, DROP COLUMN latest,
         ADD CONSTRAINT credential_award_key UNIQUE (award_id)`,
    );
    await runner.query(`DELETE FROM award_state WHERE state IN ('SCHEDULED', 'CANCELLED')`);
    await runner.query(
      `ALTER TABLE award_state DROP CONSTRAINT award_state_state_check,
         ADD CONSTRAINT award_state_state_check CHECK (state IN ('OFFERED', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'REPLACED', 'DECLINED'))`,
    );
  }
}

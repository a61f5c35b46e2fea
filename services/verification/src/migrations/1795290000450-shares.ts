import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE share_copy (
  tenant_id uuid NOT NULL,
  share_id uuid NOT NULL,
  award_id uuid NOT NULL,
  secret_hash bytea NOT NULL,
  evidence uuid[] NOT NULL,
  until timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (tenant_id, share_id),
  CONSTRAINT share_copy_secret UNIQUE (tenant_id, secret_hash)
);
COMMENT ON TABLE share_copy IS 'Links to single awards, as their earners made them. A secret names its tenant, so no other one is asked.';
${isolate('verification', 'share_copy')};
`;

/** What opens the pages of awards that are not public. */
export class Shares1795290000450 implements MigrationInterface {
  name = 'Shares1795290000450';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE share_copy');
  }
}

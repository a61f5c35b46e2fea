import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ofMine = `award_id IN (SELECT a.id FROM award a JOIN earner e ON e.tenant_id = a.tenant_id AND e.id = a.earner_id WHERE e.account_id = ${me})`;

const up = `
ALTER TABLE award
  DROP CONSTRAINT award_visibility_check,
  ADD CONSTRAINT award_visibility_check CHECK (visibility IN ('PRIVATE', 'LINK', 'PUBLIC'));
CREATE TABLE share (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  award_id uuid NOT NULL,
  secret_hash bytea NOT NULL,
  evidence uuid[] NOT NULL,
  until timestamptz,
  opened_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, award_id) REFERENCES award (tenant_id, id),
  CONSTRAINT share_secret UNIQUE (tenant_id, secret_hash)
);
COMMENT ON TABLE share IS 'Links that earners made to single awards. Of the secret of each its SHA-256 alone is kept.';
CREATE INDEX share_award ON share (tenant_id, award_id, opened_at, id);
${isolate('earners', 'share', { personal: ofMine })};
`;

const down = `
DROP TABLE share;
UPDATE award SET visibility = 'PRIVATE' WHERE visibility = 'LINK';
ALTER TABLE award
  DROP CONSTRAINT award_visibility_check,
  ADD CONSTRAINT award_visibility_check CHECK (visibility IN ('PRIVATE', 'PUBLIC'));
`;

/** Links by which earners show single awards, and awards that are shown by link alone. */
export class Shares1795290000400 implements MigrationInterface {
  name = 'Shares1795290000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}

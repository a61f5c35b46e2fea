import { isolate, workerOnly } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A code is for one award that is offered, or makes awards of a version. Only its SHA-256 is kept. */
const codes = `
CREATE TABLE claim_code (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  award_id uuid,
  achievement_version_id uuid NOT NULL,
  assessment jsonb,
  uses_max int NOT NULL CHECK (uses_max > 0),
  uses int NOT NULL DEFAULT 0,
  wrong int NOT NULL DEFAULT 0,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (uses <= uses_max),
  CHECK (award_id IS NULL OR uses_max = 1)
);
CREATE INDEX claim_code_hash ON claim_code (code_hash);
CREATE INDEX claim_code_award ON claim_code (tenant_id, award_id) WHERE award_id IS NOT NULL;
${isolate('earners', 'claim_code')};

CREATE TABLE claim_code_use (
  tenant_id uuid NOT NULL,
  code_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  award_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, code_id, earner_id),
  FOREIGN KEY (tenant_id, code_id) REFERENCES claim_code (tenant_id, id)
);
${isolate('earners', 'claim_code_use', { append: true })};
`;

/** How often an account has tried a code that was wrong, in the hour since it began to. Codes tell their tenant only once they are right. */
const guesses = `
CREATE TABLE claim_guess (
  account_id uuid PRIMARY KEY,
  wrong int NOT NULL,
  since timestamptz NOT NULL
);
${workerOnly('earners', 'claim_guess')};
`;

export class ClaimCodes1795280013200 implements MigrationInterface {
  name = 'ClaimCodes1795280013200';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [codes, guesses]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE claim_guess, claim_code_use, claim_code');
  }
}

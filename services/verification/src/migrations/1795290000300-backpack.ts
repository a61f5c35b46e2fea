import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const keys = `
CREATE TABLE backpack_key (
  tenant_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, earner_id)
);
COMMENT ON TABLE backpack_key IS 'The key under which everything in an earner''s backpack is sealed. Erasure destroys it.';
${isolate('verification', 'backpack_key')};
REVOKE UPDATE, DELETE ON backpack_key FROM verification_app;
`;

const credentials = `
CREATE TABLE foreign_credential (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  earner_id uuid NOT NULL,
  account_id uuid,
  identity_hash bytea NOT NULL,
  sealed bytea NOT NULL,
  media_type text NOT NULL,
  byte_count int NOT NULL,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  format text NOT NULL,
  container text NOT NULL,
  issuer_id text NOT NULL,
  achievement_id text,
  valid_from timestamptz,
  valid_until timestamptz,
  added_by text NOT NULL CHECK (added_by IN ('PERSON', 'TENANT')),
  verdict text CHECK (verdict IN ('VALID', 'INVALID', 'UNKNOWN')),
  trust text CHECK (trust IN ('RECOGNISED', 'NOT_LISTED', 'WITHDRAWN')),
  checked_at timestamptz,
  check_due_at timestamptz NOT NULL,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, earner_id, identity_hash),
  FOREIGN KEY (tenant_id, earner_id) REFERENCES backpack_key (tenant_id, earner_id),
  CHECK ((verdict IS NULL) = (checked_at IS NULL) AND (verdict IS NULL) = (trust IS NULL))
);
COMMENT ON COLUMN foreign_credential.identity_hash IS 'Of issuer and id of the credential, keyed with the backpack''s key: two of the same are one.';
COMMENT ON COLUMN foreign_credential.sealed IS 'The bytes as they came, and where they came from.';
COMMENT ON COLUMN foreign_credential.account_id IS 'The person who has claimed the record behind it, who may read it.';
CREATE INDEX foreign_credential_earner ON foreign_credential (tenant_id, earner_id, created_at, id);
CREATE INDEX foreign_credential_account ON foreign_credential (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX foreign_credential_due ON foreign_credential (check_due_at);
${isolate('verification', 'foreign_credential', { personal: `account_id = ${me}` })};

CREATE TABLE foreign_credential_check (
  tenant_id uuid NOT NULL,
  foreign_credential_id uuid NOT NULL,
  id uuid NOT NULL,
  digest text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('VALID', 'INVALID', 'UNKNOWN')),
  trust text NOT NULL CHECK (trust IN ('RECOGNISED', 'NOT_LISTED', 'WITHDRAWN')),
  sealed_steps bytea NOT NULL,
  status_as_of timestamptz,
  checked_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, foreign_credential_id, id),
  FOREIGN KEY (tenant_id, foreign_credential_id) REFERENCES foreign_credential (tenant_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE foreign_credential_check IS 'What each check came to. Rows are added, and go with the credential.';
${isolate('verification', 'foreign_credential_check', {
  append: true,
  personal: `foreign_credential_id IN (SELECT c.id FROM foreign_credential c WHERE c.account_id = ${me})`,
})};
REVOKE UPDATE, DELETE ON foreign_credential_check FROM verification_worker;
`;

const profiles = `
CREATE TABLE backpack_profile (
  tenant_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  sealed bytea NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, earner_id),
  FOREIGN KEY (tenant_id, earner_id) REFERENCES backpack_key (tenant_id, earner_id)
);
COMMENT ON TABLE backpack_profile IS 'The profile that a wallet wrote for its person (Open Badges 3.0, putProfile).';
${isolate('verification', 'backpack_profile')};
`;

/** What earners bring from elsewhere. */
export class Backpack1795290000300 implements MigrationInterface {
  name = 'Backpack1795290000300';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [keys, credentials, profiles]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE backpack_profile, foreign_credential_check, foreign_credential, backpack_key');
  }
}

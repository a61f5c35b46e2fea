import { workerOnly } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** No tenant's data: who a person is comes before any tenant is known. Only the worker role reads these tables. */
const up = `
-- Of the e-mail address a keyed hash finds the account; address and name are sealed. No password: another issuer vouches.
CREATE TABLE account (
  id uuid PRIMARY KEY,
  email_hash text,
  sealed bytea NOT NULL,
  password text,
  email_verified_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL,
  CONSTRAINT account_email_hash UNIQUE (email_hash)
);
${workerOnly('issuers', 'account')};

CREATE TABLE account_identity (
  issuer text NOT NULL,
  subject_hash text NOT NULL,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  PRIMARY KEY (issuer, subject_hash)
);
CREATE INDEX account_identity_account ON account_identity (account_id);
${workerOnly('issuers', 'account_identity')};

-- A link that was mailed, good once.
CREATE TABLE email_proof (
  token_hash text PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL
);
CREATE INDEX email_proof_account ON email_proof (account_id);
${workerOnly('issuers', 'email_proof')};

-- Whose attempts: a keyed hash of an account, an address, or both.
CREATE TABLE attempt (
  subject_hash text PRIMARY KEY,
  count int NOT NULL,
  window_ends_at timestamptz NOT NULL
);
CREATE INDEX attempt_window ON attempt (window_ends_at);
${workerOnly('issuers', 'attempt')};

CREATE TABLE token_key (
  kid text PRIMARY KEY,
  public_jwk jsonb NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL
);
${workerOnly('issuers', 'token_key')};

-- What oidc-provider keeps: sessions, grants, codes, refresh tokens. Ids are secrets, hence hashes; payloads are sealed.
CREATE TABLE authorization_record (
  kind text NOT NULL,
  id_hash text NOT NULL,
  uid_hash text,
  grant_hash text,
  sealed bytea NOT NULL,
  consumed_at timestamptz,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (kind, id_hash)
);
CREATE INDEX authorization_record_uid ON authorization_record (kind, uid_hash) WHERE uid_hash IS NOT NULL;
CREATE INDEX authorization_record_grant ON authorization_record (grant_hash) WHERE grant_hash IS NOT NULL;
CREATE INDEX authorization_record_expiry ON authorization_record (expires_at);
${workerOnly('issuers', 'authorization_record')};

-- Wallets, which registered themselves, and front ends, which a tenant registered. Of a secret only a hash is kept.
CREATE TABLE front_end (
  id text PRIMARY KEY,
  registered_for uuid REFERENCES tenant (tenant_id),
  metadata jsonb NOT NULL,
  secret_hash text,
  origins text[] NOT NULL,
  used_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX front_end_origin ON front_end USING gin (origins);
CREATE INDEX front_end_used ON front_end (used_at) WHERE registered_for IS NULL;
${workerOnly('issuers', 'front_end')};

-- A browser asks before each page's first request whether its origin is known.
CREATE INDEX api_client_origin ON api_client USING gin (origins);
`;

export class SignIn1795270000200 implements MigrationInterface {
  name = 'SignIn1795270000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX api_client_origin; DROP TABLE front_end, authorization_record, token_key, attempt, email_proof, account_identity, account');
  }
}

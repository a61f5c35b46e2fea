import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE source_client (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  url text NOT NULL,
  return_to text NOT NULL,
  client_id text NOT NULL,
  -- Sealed for its row.
  secret bytea NOT NULL,
  secret_ends_at timestamptz,
  registered_at timestamptz NOT NULL,
  proven_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
COMMENT ON TABLE source_client IS 'As whom a host of Open Badges 3.0 knows us, for a front end of the tenant: all persons who come by it share it.';
COMMENT ON COLUMN source_client.proven_at IS 'When tokens were given to it first. Hosts forget a client that nobody used.';
CREATE INDEX source_client_host ON source_client (tenant_id, url, return_to);
${isolate('verification', 'source_client')};
REVOKE INSERT, UPDATE, DELETE ON source_client FROM verification_app;

CREATE TABLE credential_source (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  earner_id uuid NOT NULL,
  account_id uuid NOT NULL,
  url text NOT NULL,
  return_to text NOT NULL,
  name text,
  state text NOT NULL CHECK (state IN ('PREPARING', 'AUTHORISING', 'CONNECTING', 'CONNECTED', 'FAILED', 'LEAVING')),
  fault text,
  sealed bytea NOT NULL,
  state_hash bytea,
  created_at timestamptz NOT NULL,
  connected_at timestamptz,
  whole_at timestamptz,
  newest_at timestamptz,
  etag text,
  etag_since timestamptz,
  read_at timestamptz,
  read_whole boolean,
  listed int,
  added int,
  replaced int,
  not_taken jsonb,
  attempts int NOT NULL DEFAULT 0,
  round_began_at timestamptz,
  next_at timestamptz,
  leased_until timestamptz,
  PRIMARY KEY (tenant_id, id),
  -- Erasure destroys the key, and this with it.
  FOREIGN KEY (tenant_id, earner_id) REFERENCES backpack_key (tenant_id, earner_id) ON DELETE CASCADE,
  CHECK ((state = 'FAILED') <= (fault IS NOT NULL)),
  CHECK ((state = 'FAILED') = (next_at IS NULL))
);
COMMENT ON TABLE credential_source IS 'Hosts of Open Badges 3.0 from which a person has his credentials read.';
COMMENT ON COLUMN credential_source.sealed IS 'Tokens and what else only the worker needs, under the key of the backpack.';
COMMENT ON COLUMN credential_source.whole_at IS 'When the whole list was last read to its end; null: it has to be.';
COMMENT ON COLUMN credential_source.newest_at IS 'The latest issue that a reading to the end has found.';
CREATE INDEX credential_source_due ON credential_source (next_at);
CREATE INDEX credential_source_account ON credential_source (account_id, tenant_id);
CREATE INDEX credential_source_earner ON credential_source (tenant_id, earner_id);
CREATE INDEX credential_source_state ON credential_source (state_hash) WHERE state_hash IS NOT NULL;
${isolate('verification', 'credential_source', { personal: `account_id = ${me}` })};

CREATE TABLE credential_source_taken (
  tenant_id uuid NOT NULL,
  source_id uuid NOT NULL,
  digest bytea NOT NULL,
  PRIMARY KEY (tenant_id, source_id, digest),
  FOREIGN KEY (tenant_id, source_id) REFERENCES credential_source (tenant_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE credential_source_taken IS 'What was taken from a source, by a digest under the key of the backpack: what a person removes stays removed.';
${isolate('verification', 'credential_source_taken')};
REVOKE INSERT, UPDATE, DELETE ON credential_source_taken FROM verification_app;
`;

export class CredentialSources1795400030000 implements MigrationInterface {
  name = 'CredentialSources1795400030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credential_source_taken, credential_source, source_client');
  }
}

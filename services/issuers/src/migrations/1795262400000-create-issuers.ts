import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE tenant (
  tenant_id uuid PRIMARY KEY,
  name text NOT NULL,
  state text NOT NULL CHECK (state IN ('ACTIVE', 'SUSPENDED')),
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
${isolate('issuers', 'tenant')};

CREATE TABLE issuer (
  tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  id uuid NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  url text NOT NULL,
  image_url text,
  description text,
  sectors text[] NOT NULL CHECK (cardinality(sectors) > 0),
  country text,
  state text NOT NULL CHECK (state IN ('ACTIVE', 'SUSPENDED', 'RETIRED')),
  domain_state text NOT NULL CHECK (domain_state IN ('UNVERIFIED', 'VERIFIED', 'LAPSED')),
  domain_checked_at timestamptz,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  -- Slugs are part of public addresses, ids of public look-ups: both are unique over all tenants.
  CONSTRAINT issuer_slug_key UNIQUE (slug),
  CONSTRAINT issuer_id_key UNIQUE (id)
);
CREATE INDEX issuer_name ON issuer (name, id);
CREATE INDEX issuer_created ON issuer (created_at, id);
CREATE INDEX issuer_updated ON issuer (updated_at, id);
${isolate('issuers', 'issuer', { publicRead: 'true' })};

CREATE TABLE member (
  tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  id uuid NOT NULL,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('ADMINISTRATOR', 'DESIGNER', 'REGISTRAR', 'ANALYST')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
${isolate('issuers', 'member')};

CREATE TABLE api_client (
  tenant_id uuid NOT NULL REFERENCES tenant (tenant_id),
  id uuid NOT NULL,
  name text NOT NULL,
  key_prefix text NOT NULL,
  key_hash text NOT NULL,
  rights text[] NOT NULL,
  operator boolean NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT api_client_key_hash_key UNIQUE (key_hash)
);
${isolate('issuers', 'api_client')};
`;

export class CreateIssuers1795262400000 implements MigrationInterface {
  name = 'CreateIssuers1795262400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_client, member, issuer, tenant');
  }
}

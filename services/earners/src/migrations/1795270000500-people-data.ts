import { isolate, me, personalRead } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What hangs on an earner is the person's to read when the earner is. */
const ofMine = `earner_id IN (SELECT e.id FROM earner e WHERE e.account_id = ${me})`;

const earners = `
ALTER TABLE earner
  ADD COLUMN state text NOT NULL DEFAULT 'PROVISIONAL' CHECK (state IN ('PROVISIONAL', 'CLAIMED', 'MERGED', 'ERASED')),
  ADD COLUMN account_id uuid,
  ADD COLUMN merged_into uuid,
  ADD CONSTRAINT earner_claimed_check CHECK (state <> 'CLAIMED' OR account_id IS NOT NULL),
  ADD CONSTRAINT earner_merged_check CHECK ((state = 'MERGED') = (merged_into IS NOT NULL)),
  ADD CONSTRAINT earner_erased_check CHECK (state <> 'ERASED' OR (name IS NULL AND account_id IS NULL));
CREATE INDEX earner_account ON earner (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX earner_merged ON earner (tenant_id, merged_into) WHERE merged_into IS NOT NULL;
${personalRead('earners', 'earner', `account_id = ${me}`)};
${personalRead('earners', 'earner_key', ofMine)};
${personalRead('earners', 'earner_identifier', ofMine)};
${personalRead('earners', 'award', ofMine)};
`;

/** A link to claim a record: only the SHA-256 of its token is kept, and no longer than the token is good for something. */
const claims = `
CREATE TABLE claim_link (
  tenant_id uuid NOT NULL,
  token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  earner_id uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, token_hash)
);
CREATE INDEX claim_link_earner ON claim_link (tenant_id, earner_id);
${isolate('earners', 'claim_link')};
`;

/** Giving is version 1 of a consent, withdrawing version 2. Notes are sealed, and go with the person; nothing else is changed. */
const consents = `
CREATE TABLE consent_fact (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  version int NOT NULL CHECK (version IN (1, 2)),
  earner_id uuid NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('TALENT_SEARCH', 'SHARE_LINK', 'PUBLIC_PAGE', 'RESEARCH', 'GUARDIAN')),
  said_by text NOT NULL CHECK (said_by IN ('PERSON', 'TENANT')),
  evidence bytea,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id, version)
);
CREATE INDEX consent_fact_earner ON consent_fact (tenant_id, earner_id, at);
${isolate('earners', 'consent_fact', { append: true, personal: ofMine })};
GRANT UPDATE (evidence) ON consent_fact TO earners_app;
REVOKE UPDATE, DELETE ON consent_fact FROM earners_worker;
`;

/** An erasure as it was asked for, and which services have done their part. */
const erasures = `
CREATE TABLE earner_erasure (
  tenant_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  reason text NOT NULL CHECK (reason IN ('PERSON_ASKED', 'CONSENT_WITHDRAWN', 'NO_LONGER_NEEDED', 'UNLAWFUL')),
  requested_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, earner_id)
);
${isolate('earners', 'earner_erasure', { append: true })};

CREATE TABLE erasure_confirmation (
  tenant_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  service text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, earner_id, service)
);
${isolate('earners', 'erasure_confirmation', { append: true })};
`;

/** What a merge moved, so that it can be undone; rows stay, undone or not. */
const merges = `
CREATE TABLE earner_merge (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  from_id uuid NOT NULL,
  into_id uuid NOT NULL,
  awards uuid[] NOT NULL,
  identifier_types text[] NOT NULL,
  identifier_hmacs bytea[] NOT NULL,
  merged_at timestamptz NOT NULL,
  split_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX earner_merge_open ON earner_merge (tenant_id, from_id) WHERE split_at IS NULL;
${isolate('earners', 'earner_merge')};
`;

export class PeopleData1795270000500 implements MigrationInterface {
  name = 'PeopleData1795270000500';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [earners, claims, consents, erasures, merges]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE earner_merge, erasure_confirmation, earner_erasure, consent_fact, claim_link');
    for (const table of ['award', 'earner_identifier', 'earner_key', 'earner']) await runner.query(`DROP POLICY the_person ON ${table}`);
    await runner.query('ALTER TABLE earner DROP COLUMN state, DROP COLUMN account_id, DROP COLUMN merged_into');
  }
}

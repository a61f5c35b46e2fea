import { isolate, sharedCopy } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names and identifiers are ciphertext under the earner's key; a row of `earner_key` that is gone makes them noise. */
const earners = `
CREATE TABLE earner (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  name bytea,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX earner_created ON earner (tenant_id, created_at, id);
CREATE INDEX earner_updated ON earner (tenant_id, updated_at, id);
${isolate('earners', 'earner')};

CREATE TABLE earner_key (
  tenant_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  wrapped bytea NOT NULL,
  PRIMARY KEY (tenant_id, earner_id)
);
${isolate('earners', 'earner_key')};

CREATE TABLE earner_identifier (
  tenant_id uuid NOT NULL,
  type text NOT NULL CHECK (type IN ('EMAIL', 'STUDENT_ID', 'EMPLOYEE_ID', 'MEMBER_ID', 'DID')),
  hmac bytea NOT NULL,
  earner_id uuid NOT NULL,
  sealed bytea NOT NULL,
  verified boolean NOT NULL,
  PRIMARY KEY (tenant_id, type, hmac)
);
CREATE INDEX earner_identifier_earner ON earner_identifier (tenant_id, earner_id);
${isolate('earners', 'earner_identifier')};
`;

/** `standing` marks the one award that keeps others of its achievement away (duplicatePolicy ONE_ACTIVE). */
const awards = `
CREATE TABLE award (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  earner_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  achievement_version_id uuid NOT NULL,
  issuer_name text,
  state text NOT NULL CHECK (state IN ('OFFERED', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'REPLACED', 'DECLINED')),
  suspension_causes text[] NOT NULL,
  awarded_on date NOT NULL,
  valid_until date CHECK (valid_until > awarded_on),
  partner_reference text,
  assessment jsonb,
  results jsonb NOT NULL,
  visibility text NOT NULL CHECK (visibility IN ('PRIVATE', 'PUBLIC')),
  revocation_reason text,
  revoked_at timestamptz,
  replaced_by uuid,
  standing boolean NOT NULL,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK ((state = 'SUSPENDED') = (cardinality(suspension_causes) > 0)),
  CHECK ((state = 'REVOKED') = (revocation_reason IS NOT NULL)),
  CHECK ((state = 'REPLACED') = (replaced_by IS NOT NULL))
);
CREATE UNIQUE INDEX award_partner_reference ON award (tenant_id, partner_reference) WHERE partner_reference IS NOT NULL;
CREATE UNIQUE INDEX award_standing ON award (tenant_id, earner_id, achievement_id) WHERE standing;
CREATE INDEX award_awarded ON award (tenant_id, awarded_on, id);
CREATE INDEX award_updated ON award (tenant_id, updated_at, id);
CREATE INDEX award_earner ON award (tenant_id, earner_id, awarded_on, id);
CREATE INDEX award_achievement ON award (tenant_id, achievement_id, awarded_on, id);
CREATE INDEX award_issuer ON award (tenant_id, issuer_id, awarded_on, id);
CREATE INDEX award_public ON award (id) WHERE visibility = 'PUBLIC' AND state NOT IN ('OFFERED', 'DECLINED');
${isolate('earners', 'award', { publicRead: `visibility = 'PUBLIC' AND state NOT IN ('OFFERED', 'DECLINED')` })};

CREATE TABLE award_event (
  tenant_id uuid NOT NULL,
  award_id uuid NOT NULL,
  version int NOT NULL,
  what text NOT NULL,
  reason text,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, award_id, version)
);
${isolate('earners', 'award_event', { append: true })};
`;

/** Copies of what other services publish, and what became of completions here. */
const copies = `
CREATE TABLE issuer_copy (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  name text NOT NULL,
  state text NOT NULL,
  version int NOT NULL
);
${sharedCopy('earners', 'issuer_copy')};

CREATE TABLE achievement_copy (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  version int NOT NULL
);
${sharedCopy('earners', 'achievement_copy')};

CREATE TABLE achievement_version_copy (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  code text NOT NULL,
  number int NOT NULL,
  state text NOT NULL CHECK (state IN ('DRAFT', 'PUBLISHED', 'SUPERSEDED', 'RETIRED')),
  title text NOT NULL,
  image_url text,
  level text,
  claim_basis text NOT NULL,
  assessed boolean NOT NULL,
  valid_for text,
  acceptance text NOT NULL,
  duplicate_policy text NOT NULL
);
CREATE INDEX achievement_version_copy_achievement ON achievement_version_copy (achievement_id);
CREATE INDEX achievement_version_copy_code ON achievement_version_copy (tenant_id, code) WHERE state = 'PUBLISHED';
${sharedCopy('earners', 'achievement_version_copy')};

CREATE TABLE completion (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  version int NOT NULL,
  award_id uuid,
  PRIMARY KEY (tenant_id, id)
);
${isolate('earners', 'completion')};
`;

export class CreateEarners1795262400100 implements MigrationInterface {
  name = 'CreateEarners1795262400100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(earners);
    await runner.query(awards);
    await runner.query(copies);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE completion, achievement_version_copy, achievement_copy, issuer_copy, award_event, award, earner_identifier, earner_key, earner',
    );
  }
}

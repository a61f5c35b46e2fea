import { isolate, sharedCopy } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts stay as they were written, whoever asks: not even the worker may change or delete them. */
const immutable = (table: string): string => `REVOKE UPDATE, DELETE ON ${table} FROM verification_app, verification_worker`;

const copies = `
CREATE TABLE issuer_profile (
  tenant_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  version int NOT NULL CHECK (version > 0),
  name text NOT NULL,
  url text NOT NULL,
  image_url text,
  state text NOT NULL,
  domain_state text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, issuer_id, version)
);
COMMENT ON TABLE issuer_profile IS 'Every version of an issuer''s profile: a document is signed with the one of its award.';
${sharedCopy('verification', 'issuer_profile')};

CREATE TABLE issuer_identity (
  tenant_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  slug text NOT NULL,
  did text NOT NULL,
  PRIMARY KEY (tenant_id, issuer_id),
  CONSTRAINT issuer_identity_issuer_key UNIQUE (issuer_id),
  CONSTRAINT issuer_identity_slug_key UNIQUE (slug),
  CONSTRAINT issuer_identity_did_key UNIQUE (did)
);
COMMENT ON TABLE issuer_identity IS 'The DID an issuer signs under, fixed at its first slug: a new one would orphan all that was signed.';
${sharedCopy('verification', 'issuer_identity')};

CREATE TABLE achievement_text (
  tenant_id uuid NOT NULL,
  version_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  content jsonb NOT NULL,
  PRIMARY KEY (tenant_id, version_id),
  CONSTRAINT achievement_text_version_key UNIQUE (version_id)
);
${sharedCopy('verification', 'achievement_text')};

CREATE TABLE award_state (
  tenant_id uuid NOT NULL,
  award_id uuid NOT NULL,
  version int NOT NULL CHECK (version > 0),
  state text NOT NULL CHECK (state IN ('OFFERED', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'REPLACED', 'DECLINED')),
  replaced_by uuid,
  PRIMARY KEY (tenant_id, award_id)
);
${isolate('verification', 'award_state')};
`;

const keys = `
CREATE TABLE sealed_secret (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
COMMENT ON TABLE sealed_secret IS 'Private signing keys and list secrets, sealed under the registry''s key for tenant and id.';
${isolate('verification', 'sealed_secret', { append: true })};
${immutable('sealed_secret')};

CREATE TABLE signing_key (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  generation int NOT NULL CHECK (generation > 0),
  public_key_multibase text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT signing_key_generation_key UNIQUE (tenant_id, issuer_id, generation),
  CONSTRAINT signing_key_public_key UNIQUE (public_key_multibase)
);
CREATE INDEX signing_key_issuer ON signing_key (issuer_id, generation DESC);
${isolate('verification', 'signing_key', { publicRead: 'true', append: true })};
${immutable('signing_key')};

CREATE TABLE signing_key_transition (
  tenant_id uuid NOT NULL,
  key_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('ACTIVE', 'RETIRED', 'COMPROMISED')),
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  actor text,
  PRIMARY KEY (tenant_id, key_id, state),
  FOREIGN KEY (tenant_id, key_id) REFERENCES signing_key (tenant_id, id)
);
${isolate('verification', 'signing_key_transition', { publicRead: 'true', append: true })};
${immutable('signing_key_transition')};
`;

const lists = `
CREATE TABLE status_list (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  number int NOT NULL CHECK (number > 0),
  next int NOT NULL CHECK (next BETWEEN 0 AND 131072),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT status_list_id_key UNIQUE (id),
  CONSTRAINT status_list_number_key UNIQUE (tenant_id, issuer_id, number)
);
COMMENT ON COLUMN status_list.next IS 'Places leased so far; a lease lost in a crash leaves a gap, never a place given twice.';
${isolate('verification', 'status_list', { publicRead: 'true' })};
REVOKE DELETE ON status_list FROM verification_app, verification_worker;
`;

const credentials = `
CREATE TABLE credential (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  award_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  issuer_profile_version int,
  achievement_version_id uuid NOT NULL,
  subject_id uuid NOT NULL,
  awarded_on date NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_until date,
  results jsonb NOT NULL,
  public boolean NOT NULL,
  list_id uuid NOT NULL,
  list_index int NOT NULL CHECK (list_index BETWEEN 0 AND 131071),
  state text NOT NULL CHECK (state IN ('PENDING', 'SIGNED')),
  revoked boolean NOT NULL,
  fault text,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  signed_at timestamptz,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, list_id) REFERENCES status_list (tenant_id, id),
  CONSTRAINT credential_id_key UNIQUE (id),
  CONSTRAINT credential_award_key UNIQUE (award_id),
  CONSTRAINT credential_place_key UNIQUE (list_id, list_index)
);
COMMENT ON COLUMN credential.issuer_profile_version IS 'Null when the award was heard of before its issuer; then the first profile.';
CREATE INDEX credential_pending ON credential (id) WHERE state = 'PENDING' AND fault IS NULL;
${isolate('verification', 'credential', { publicRead: 'public' })};
REVOKE DELETE ON credential FROM verification_app, verification_worker;

CREATE TABLE credential_document (
  tenant_id uuid NOT NULL,
  credential_id uuid NOT NULL,
  form text NOT NULL CHECK (form IN ('OB3_LD')),
  key_id uuid NOT NULL,
  document text NOT NULL,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, credential_id, form),
  FOREIGN KEY (tenant_id, credential_id) REFERENCES credential (tenant_id, id)
);
${isolate('verification', 'credential_document', { append: true })};
${immutable('credential_document')};

CREATE TABLE status_change (
  tenant_id uuid NOT NULL,
  award_id uuid NOT NULL,
  award_version int NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('revocation', 'suspension')),
  value boolean NOT NULL,
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  list_id uuid,
  list_index int,
  PRIMARY KEY (tenant_id, award_id, award_version),
  CHECK ((list_id IS NULL) = (list_index IS NULL))
);
COMMENT ON TABLE status_change IS 'What happened to an award''s standing; the bits of a list are derived from it.';
CREATE INDEX status_change_list ON status_change (tenant_id, list_id) WHERE list_id IS NOT NULL;
${isolate('verification', 'status_change', { append: true })};
${immutable('status_change')};
`;

export class CreateVerification1795262400000 implements MigrationInterface {
  name = 'CreateVerification1795262400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [copies, keys, lists, credentials]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE status_change, credential_document, credential, status_list, signing_key_transition, signing_key, sealed_secret,
         award_state, achievement_text, issuer_identity, issuer_profile`,
    );
  }
}

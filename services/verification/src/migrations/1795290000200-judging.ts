import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What others publish is nobody's here: any request may add to it, and nobody changes it. */
const readAndAdd = (table: string): string => `GRANT SELECT, INSERT ON ${table} TO verification_app, verification_worker`;

const foreign = `
CREATE TABLE foreign_document (
  digest text PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
  body bytea NOT NULL
);
COMMENT ON TABLE foreign_document IS 'What was found at addresses of others, by SHA-256; kept so that a question about an earlier day gets the answer of that day.';
${readAndAdd('foreign_document')};

CREATE TABLE foreign_snapshot (
  url_digest bytea NOT NULL,
  observed_at timestamptz NOT NULL,
  url text NOT NULL,
  digest text NOT NULL REFERENCES foreign_document (digest),
  PRIMARY KEY (url_digest, observed_at)
);
COMMENT ON TABLE foreign_snapshot IS 'One look at one address that found something.';
${readAndAdd('foreign_snapshot')};
`;

const trust = `
CREATE TABLE trust_entry (
  tenant_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  version int NOT NULL CHECK (version > 0),
  list text NOT NULL,
  issuer text NOT NULL,
  name text NOT NULL,
  source text,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz,
  of_registry boolean NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, entry_id, version)
);
COMMENT ON COLUMN trust_entry.of_registry IS 'Recorded by an operator: counts for everybody who has something verified here.';
COMMENT ON TABLE trust_entry IS 'Versions of entries of trust lists; the newest known on a day is the one that holds on it.';
CREATE INDEX trust_entry_issuer ON trust_entry (issuer);
CREATE INDEX trust_entry_list ON trust_entry (tenant_id, list, issuer);
${isolate('verification', 'trust_entry', { publicRead: 'of_registry', append: true })};
REVOKE UPDATE, DELETE ON trust_entry FROM verification_worker;

CREATE TABLE accreditation (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  version int NOT NULL CHECK (version > 0),
  subject text NOT NULL,
  subject_issuer_id uuid,
  body text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ACCREDITED', 'APPROVED', 'RECOGNISED', 'REGULATED')),
  source text,
  valid_from date NOT NULL,
  valid_until date,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id, version)
);
COMMENT ON TABLE accreditation IS 'Versions of what bodies state about issuers over [valid_from, valid_until): answers what held on day D as known on day K.';
CREATE INDEX accreditation_subject ON accreditation (subject);
CREATE INDEX accreditation_issuer ON accreditation (subject_issuer_id) WHERE subject_issuer_id IS NOT NULL;
${isolate('verification', 'accreditation', { publicRead: 'true', append: true })};
REVOKE UPDATE, DELETE ON accreditation FROM verification_worker;
`;

const authority = `
CREATE TABLE mandate_copy (
  tenant_id uuid NOT NULL,
  mandate_id uuid NOT NULL,
  version int NOT NULL CHECK (version > 0),
  mandator_issuer_id uuid NOT NULL,
  agent_issuer_id uuid NOT NULL,
  actions text[] NOT NULL,
  achievement_ids uuid[],
  valid_from timestamptz NOT NULL,
  valid_until timestamptz,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, mandate_id, version)
);
COMMENT ON TABLE mandate_copy IS 'What was heard of mandates: whether an award was made by somebody who might is judged by it.';
CREATE INDEX mandate_copy_sides ON mandate_copy (mandator_issuer_id, agent_issuer_id);
${isolate('verification', 'mandate_copy', { publicRead: 'true', append: true })};

ALTER TABLE achievement_text
  ADD COLUMN published_at timestamptz,
  ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT now();
COMMENT ON COLUMN achievement_text.published_at IS 'Null for what was heard before this was kept.';
CREATE INDEX achievement_text_words ON achievement_text (md5(lower(content->>'title') || chr(31) || lower(content->>'description')));
`;

export class Judging1795290000200 implements MigrationInterface {
  name = 'Judging1795290000200';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [foreign, trust, authority]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX achievement_text_words; ALTER TABLE achievement_text DROP COLUMN published_at, DROP COLUMN recorded_at');
    await runner.query('DROP TABLE mandate_copy, accreditation, trust_entry, foreign_snapshot, foreign_document');
  }
}

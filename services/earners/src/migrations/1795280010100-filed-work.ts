import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Merging moves a case to another record, and leaves its texts under the key that sealed them. */
const seals = `
ALTER TABLE submission ADD COLUMN sealed_for uuid;
UPDATE submission SET sealed_for = earner_id;
ALTER TABLE submission ALTER COLUMN sealed_for SET NOT NULL;
CREATE INDEX submission_sealed_for ON submission (tenant_id, sealed_for);
CREATE INDEX submission_created ON submission (tenant_id, created_at, id);
CREATE INDEX submission_due ON submission (tenant_id, due_at, id) WHERE state IN ('SUBMITTED', 'IN_REVIEW');
`;

/** What is being written, by requirement. \`conflict\` is a text that came too late: saved on a revision that another client had passed. */
const drafts = `
CREATE TABLE draft_part (
  tenant_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  requirement text NOT NULL,
  text bytea,
  conflict bytea,
  conflict_at timestamptz,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, submission_id, requirement),
  FOREIGN KEY (tenant_id, submission_id) REFERENCES submission (tenant_id, id),
  CHECK (conflict_at IS NOT NULL OR conflict IS NULL)
);
${isolate('earners', 'draft_part')};
`;

/** Append-only: what was filed. A part that a return did not ask for names the attempt in which it lies. */
const attempts = `
CREATE TABLE attempt (
  tenant_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  number int NOT NULL CHECK (number > 0),
  achievement_version_id uuid NOT NULL,
  statements text[] NOT NULL,
  submitted_by uuid,
  submitted_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, submission_id, number),
  FOREIGN KEY (tenant_id, submission_id) REFERENCES submission (tenant_id, id)
);
${isolate('earners', 'attempt', { append: true })};

CREATE TABLE attempt_part (
  tenant_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  attempt int NOT NULL,
  requirement text NOT NULL,
  position int NOT NULL,
  text bytea,
  words int NOT NULL,
  carried_from int CHECK (carried_from < attempt),
  PRIMARY KEY (tenant_id, submission_id, attempt, requirement),
  FOREIGN KEY (tenant_id, submission_id, attempt) REFERENCES attempt (tenant_id, submission_id, number),
  CHECK (carried_from IS NULL OR text IS NULL)
);
${isolate('earners', 'attempt_part', { append: true })};
-- Erasing a person takes the texts; that something was filed stays.
GRANT UPDATE (text) ON attempt_part TO earners_app;
`;

/**
 * Files and links. \`blind_name\` is what a file is called for who must not know whose it is; \`name\` and \`url\` are sealed.
 * \`digest\`: SHA-256 of the bytes that are served, by which they lie in the object store; \`twin_hmac\`: of the bytes as they
 * came, keyed for the tenant, by which the same file is found again.
 */
const evidence = `
CREATE TABLE evidence (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  submission_id uuid NOT NULL,
  requirement text NOT NULL,
  position int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('FILE', 'LINK')),
  sealed_for uuid NOT NULL,
  name bytea,
  blind_name text NOT NULL,
  media_type text,
  bytes bigint,
  digest text CHECK (digest ~ '^[0-9a-f]{64}$'),
  twin_hmac bytea CHECK (octet_length(twin_hmac) = 32),
  url bytea,
  in_draft boolean NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, submission_id) REFERENCES submission (tenant_id, id),
  CONSTRAINT evidence_position_key UNIQUE (tenant_id, submission_id, position),
  CHECK (kind = 'LINK' OR (media_type IS NOT NULL AND bytes IS NOT NULL))
);
CREATE INDEX evidence_twin ON evidence (tenant_id, twin_hmac) WHERE twin_hmac IS NOT NULL;
CREATE INDEX evidence_object ON evidence (tenant_id, sealed_for, digest) WHERE digest IS NOT NULL;
${isolate('earners', 'evidence', { personal: `submission_id IN (SELECT s.id FROM submission s JOIN earner e ON e.id = s.earner_id WHERE e.account_id = ${me})` })};

CREATE TABLE attempt_evidence (
  tenant_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  attempt int NOT NULL,
  requirement text NOT NULL,
  evidence_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, submission_id, attempt, evidence_id),
  FOREIGN KEY (tenant_id, submission_id, attempt, requirement) REFERENCES attempt_part (tenant_id, submission_id, attempt, requirement),
  FOREIGN KEY (tenant_id, evidence_id) REFERENCES evidence (tenant_id, id)
);
CREATE INDEX attempt_evidence_evidence ON attempt_evidence (tenant_id, evidence_id);
${isolate('earners', 'attempt_evidence', { append: true })};
`;

/** Objects that lie in the store without evidence that names them, or may: noted before they are put there, swept when nothing came of it. */
const looseObjects = `
CREATE TABLE loose_object (
  tenant_id uuid NOT NULL,
  sealed_for uuid NOT NULL,
  digest text NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, sealed_for, digest)
);
CREATE INDEX loose_object_since ON loose_object (since);
${isolate('earners', 'loose_object')};
`;

/** Drafts, what was filed, and evidence. */
export class FiledWork1795280010100 implements MigrationInterface {
  name = 'FiledWork1795280010100';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [seals, drafts, attempts, evidence, looseObjects]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE loose_object, attempt_evidence, evidence, attempt_part, attempt, draft_part');
    await runner.query('DROP INDEX submission_created, submission_due');
    await runner.query('ALTER TABLE submission DROP COLUMN sealed_for');
  }
}

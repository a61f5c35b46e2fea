import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Previews of version changes (pathways.md section 14), and where what an attestation rests on is. */
const up = `
ALTER TABLE node_attestation ADD COLUMN evidence text;

-- What is asked, what it is held against, and how far it has come. The definition is the one proposed, with bare ids.
CREATE TABLE preview (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  pathway_id uuid NOT NULL,
  definition jsonb NOT NULL,
  definition_hash text NOT NULL,
  number int NOT NULL,
  mode text NOT NULL CHECK (mode IN ('alternative', 'replace')),
  as_of date NOT NULL,
  known_as_of timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'FAILED')),
  findings jsonb NOT NULL,
  -- Exact up to 10,000, null beyond.
  in_scope int,
  counts jsonb NOT NULL,
  -- The last enrolment that was evaluated, and how many so far.
  after_id uuid,
  done int NOT NULL,
  would_issue int NOT NULL,
  would_suspend int NOT NULL,
  requested_by uuid NOT NULL,
  requested_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, pathway_id) REFERENCES pathway (tenant_id, id)
);
CREATE INDEX preview_hash ON preview (tenant_id, pathway_id, definition_hash);
CREATE INDEX preview_open ON preview (requested_at, id) WHERE state = 'RUNNING';
${isolate('pathways', 'preview')};

CREATE TABLE preview_row (
  tenant_id uuid NOT NULL,
  preview_id uuid NOT NULL,
  class text NOT NULL CHECK (class IN ('UNCHANGED', 'GAINS_COMPLETION', 'LOSES_COMPLETION', 'PROGRESS_UP', 'PROGRESS_DOWN', 'UNDECIDED')),
  enrolment_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  before int,
  before_of int,
  after int,
  after_of int,
  PRIMARY KEY (tenant_id, preview_id, enrolment_id),
  FOREIGN KEY (tenant_id, preview_id) REFERENCES preview (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX preview_row_class ON preview_row (tenant_id, preview_id, class, enrolment_id);
${isolate('pathways', 'preview_row')};

CREATE INDEX enrolment_pathway_id ON enrolment (tenant_id, pathway_id, id);
`;

export class Previews1795300000200 implements MigrationInterface {
  name = 'Previews1795300000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX enrolment_pathway_id; DROP TABLE preview_row, preview; ALTER TABLE node_attestation DROP COLUMN evidence');
  }
}

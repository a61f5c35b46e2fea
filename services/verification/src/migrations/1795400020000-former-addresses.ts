import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE former_document (
  tenant_id uuid NOT NULL,
  host text NOT NULL,
  path text NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ASSERTION', 'BADGE_CLASS', 'ISSUER')),
  body text,
  revoked boolean NOT NULL,
  subject_id uuid,
  imported_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, host, path)
);
COMMENT ON TABLE former_document IS 'What other hosts answered with before their badges came here, by the address there; path with its query.';
COMMENT ON COLUMN former_document.body IS 'To the byte; null: erased with the person it was about.';
COMMENT ON COLUMN former_document.subject_id IS 'The award, achievement or issuer that has taken its place.';
CREATE INDEX former_document_subject ON former_document (tenant_id, subject_id) WHERE subject_id IS NOT NULL;
${isolate('verification', 'former_document', { append: true })};
`;

/** Addresses of former hosts that go on to answer here. */
export class FormerAddresses1795400020000 implements MigrationInterface {
  name = 'FormerAddresses1795400020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE former_document');
  }
}

import { personCopyTable } from '@cairn/people';
import { isolate, me, personalRead } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const credentials = `
ALTER TABLE credential DROP CONSTRAINT credential_state_check,
  ADD CONSTRAINT credential_state_check CHECK (state IN ('PENDING', 'SIGNED', 'SUBJECT_ERASED')),
  ADD COLUMN account_id uuid,
  ADD CONSTRAINT credential_erased_check CHECK (state <> 'SUBJECT_ERASED' OR (account_id IS NULL AND results = '[]'));
COMMENT ON COLUMN credential.account_id IS 'The person who has claimed the record behind it, who may read it.';
CREATE INDEX credential_subject ON credential (tenant_id, subject_id);
${personalRead('verification', 'credential', `account_id = ${me}`)};
${personalRead('verification', 'credential_document', `credential_id IN (SELECT c.id FROM credential c WHERE c.account_id = ${me})`)};
`;

/** A document is as immutable as before, but that it can be destroyed once its subject was erased. What proves a copy of it stays. */
const traces = `
CREATE TABLE document_trace (
  tenant_id uuid NOT NULL,
  credential_id uuid NOT NULL,
  form text NOT NULL,
  key_id uuid NOT NULL,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  proof_value text NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, credential_id, form)
);
COMMENT ON TABLE document_trace IS 'Hash and proof value of documents that were destroyed when their subject was erased.';
${isolate('verification', 'document_trace', { append: true })};
REVOKE UPDATE, DELETE ON document_trace FROM verification_app, verification_worker;
GRANT DELETE ON credential_document TO verification_worker;
CREATE POLICY only_of_erased ON credential_document AS RESTRICTIVE FOR DELETE TO verification_worker USING (
  EXISTS (SELECT 1 FROM credential c WHERE c.tenant_id = credential_document.tenant_id AND c.id = credential_id AND c.state = 'SUBJECT_ERASED'));
`;

export class PeopleData1795270000500 implements MigrationInterface {
  name = 'PeopleData1795270000500';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [personCopyTable('verification'), credentials, traces]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY only_of_erased ON credential_document;
      REVOKE DELETE ON credential_document FROM verification_worker;
      DROP POLICY the_person ON credential_document;
      DROP POLICY the_person ON credential;
      DROP TABLE document_trace, person_copy;
      ALTER TABLE credential DROP COLUMN account_id`);
  }
}

import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is heard of pathways and of who completed them: of what a learner record of a pathway is made. */
const heard = `
CREATE TABLE pathway_version_copy (
  tenant_id uuid NOT NULL,
  version_id uuid NOT NULL,
  pathway_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  title text NOT NULL,
  definition jsonb NOT NULL,
  PRIMARY KEY (tenant_id, version_id)
);
${isolate('verification', 'pathway_version_copy')};
REVOKE INSERT, UPDATE, DELETE ON pathway_version_copy FROM verification_app;

CREATE TABLE completion_copy (
  tenant_id uuid NOT NULL,
  completion_id uuid NOT NULL,
  version int NOT NULL CHECK (version > 0),
  earner_id uuid NOT NULL,
  pathway_id uuid NOT NULL,
  pathway_version_id uuid NOT NULL,
  completion_achievement_id uuid,
  counted_awards uuid[] NOT NULL,
  completed_on date NOT NULL,
  holds boolean NOT NULL,
  PRIMARY KEY (tenant_id, completion_id)
);
CREATE INDEX completion_copy_earner ON completion_copy (tenant_id, earner_id, pathway_id);
${isolate('verification', 'completion_copy')};
REVOKE INSERT, UPDATE, DELETE ON completion_copy FROM verification_app;
`;

const records = `
CREATE TABLE learner_record (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  completion_id uuid,
  pathway_version_id uuid,
  credentials int NOT NULL CHECK (credentials > 0),
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES further_document (tenant_id, id),
  CHECK ((completion_id IS NULL) = (pathway_version_id IS NULL))
);
CREATE INDEX learner_record_earner ON learner_record (tenant_id, earner_id, id DESC);
CREATE INDEX learner_record_completion ON learner_record (tenant_id, completion_id) WHERE completion_id IS NOT NULL;
${isolate('verification', 'learner_record', {
  append: true,
  personal: `EXISTS (SELECT 1 FROM person_copy p WHERE p.earner_id = learner_record.earner_id AND p.account_id = ${me})`,
})};
`;

export class LearnerRecords1795290000510 implements MigrationInterface {
  name = 'LearnerRecords1795290000510';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(heard);
    await runner.query(records);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE learner_record, completion_copy, pathway_version_copy');
  }
}

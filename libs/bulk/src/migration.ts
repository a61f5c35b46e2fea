import { isolate, type Migration } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of imports in a service's database: jobs, and their chunks with the results of their lines. */
export function bulkMigration(service: string): Migration {
  return class CreateImports1795262300000 implements MigrationInterface {
    name = 'CreateImports1795262300000';

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(up(service));
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query('DROP TABLE import_chunk, import_job');
    }
  };
}

/** Who asked for an import, since a right may be over single objects, and may be withdrawn before the import is done. */
export const importPrincipalMigration: Migration = class AddImportPrincipal1795270000400 implements MigrationInterface {
  name = 'AddImportPrincipal1795270000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_job ADD COLUMN principal jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_job DROP COLUMN principal');
  }
};

/**
 * Results lie with their chunk, in three columns: a letter for every line (C, U, R), its object, and the refusals. A table
 * with a row for every line would cost as much as the import itself.
 */
const up = (service: string) => `
CREATE TABLE import_job (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  upload_id text NOT NULL,
  format text NOT NULL CHECK (format IN ('JSONL', 'CSV')),
  dry_run boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'FINISHED', 'FAILED')),
  columns text[],
  row_count int,
  rows_done int NOT NULL DEFAULT 0,
  succeeded int NOT NULL DEFAULT 0,
  unchanged int NOT NULL DEFAULT 0,
  failed int NOT NULL DEFAULT 0,
  errors jsonb NOT NULL DEFAULT '[]',
  marks jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX import_job_open ON import_job (created_at, id) WHERE state IN ('QUEUED', 'RUNNING');
${isolate(service, 'import_job')};

CREATE TABLE import_chunk (
  tenant_id uuid NOT NULL,
  job_id uuid NOT NULL,
  number int NOT NULL,
  byte_from bigint NOT NULL,
  byte_to bigint NOT NULL,
  first_row int NOT NULL,
  row_count int NOT NULL,
  state text NOT NULL CHECK (state IN ('OPEN', 'DONE')),
  outcomes text,
  ids uuid[],
  refusals jsonb,
  PRIMARY KEY (tenant_id, job_id, number),
  FOREIGN KEY (tenant_id, job_id) REFERENCES import_job (tenant_id, id)
);
-- Ids and letters hardly compress, and trying would cost the import time.
ALTER TABLE import_chunk ALTER COLUMN outcomes SET STORAGE EXTERNAL, ALTER COLUMN ids SET STORAGE EXTERNAL;
${isolate(service, 'import_chunk')};
`;

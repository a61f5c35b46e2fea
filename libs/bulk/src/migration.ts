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
 * How much of a file is applied, what its bytes were, replaced lines, and being called off. A chunk is TRIED when its lines
 * have results, and the one transaction that writes all of them is still open.
 */
export const importModesMigration: Migration = class AddImportModes1795400000800 implements MigrationInterface {
  name = 'AddImportModes1795400000800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_job
        ADD COLUMN mode text NOT NULL DEFAULT 'BEST_EFFORT' CHECK (mode IN ('BEST_EFFORT', 'ALL_OR_NOTHING')),
        ADD COLUMN content_hash bytea,
        ADD COLUMN replaced int NOT NULL DEFAULT 0,
        ADD COLUMN cancel_asked boolean NOT NULL DEFAULT false,
        DROP CONSTRAINT import_job_state_check,
        ADD CONSTRAINT import_job_state_check CHECK (state IN ('QUEUED', 'RUNNING', 'FINISHED', 'FAILED', 'CANCELLED')),
        DROP CONSTRAINT import_job_format_check,
        ADD CONSTRAINT import_job_format_check CHECK (format IN ('JSONL', 'CSV', 'ONEROSTER'));
      CREATE INDEX import_job_content ON import_job (tenant_id, content_hash, created_at) WHERE content_hash IS NOT NULL;
      ALTER TABLE import_chunk
        DROP CONSTRAINT import_chunk_state_check,
        ADD CONSTRAINT import_chunk_state_check CHECK (state IN ('OPEN', 'TRIED', 'DONE'));`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM import_chunk c USING import_job j WHERE j.tenant_id = c.tenant_id AND j.id = c.job_id AND (j.state = 'CANCELLED' OR j.format = 'ONEROSTER');
      DELETE FROM import_job WHERE state = 'CANCELLED' OR format = 'ONEROSTER';
      UPDATE import_chunk SET state = 'OPEN' WHERE state = 'TRIED';
      ALTER TABLE import_chunk
        DROP CONSTRAINT import_chunk_state_check,
        ADD CONSTRAINT import_chunk_state_check CHECK (state IN ('OPEN', 'DONE'));
      ALTER TABLE import_job
        DROP COLUMN mode, DROP COLUMN content_hash, DROP COLUMN replaced, DROP COLUMN cancel_asked,
        DROP CONSTRAINT import_job_state_check,
        ADD CONSTRAINT import_job_state_check CHECK (state IN ('QUEUED', 'RUNNING', 'FINISHED', 'FAILED')),
        DROP CONSTRAINT import_job_format_check,
        ADD CONSTRAINT import_job_format_check CHECK (format IN ('JSONL', 'CSV'));`);
  }
};

/** How often a job was begun without getting on, when it may be begun again, and whether it was given up over that. */
export const importAttemptsMigration: Migration = class AddImportAttempts1795400021700 implements MigrationInterface {
  name = 'AddImportAttempts1795400021700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE import_job
        ADD COLUMN attempts int NOT NULL DEFAULT 0,
        ADD COLUMN retry_at timestamptz,
        ADD COLUMN stalled boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT import_job_stalled_check CHECK (NOT stalled OR state = 'FAILED');`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import_job DROP COLUMN attempts, DROP COLUMN retry_at, DROP COLUMN stalled');
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

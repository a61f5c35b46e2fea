import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE bulk_operation (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('CLIENT', 'MEMBER')),
  actor uuid NOT NULL,
  account uuid,
  bound text[],
  query text NOT NULL,
  format text NOT NULL CHECK (format IN ('JSONL', 'CSV', 'PARQUET')),
  await_position text,
  contract text NOT NULL,
  state text NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'SEALING', 'FINISHED', 'FAILED', 'CANCELLED', 'EXPIRED')),
  request_event uuid NOT NULL,
  lease uuid,
  lease_until timestamptz,
  attempts int NOT NULL DEFAULT 0,
  started_at timestamptz,
  parts int NOT NULL DEFAULT 0,
  progress jsonb,
  counts jsonb NOT NULL DEFAULT '[]',
  bytes bigint NOT NULL DEFAULT 0,
  sha256 text,
  error_code text,
  created_at timestamptz NOT NULL,
  completed_at timestamptz,
  expires_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX bulk_operation_open ON bulk_operation (created_at, id) WHERE state IN ('QUEUED', 'RUNNING', 'SEALING');
CREATE INDEX bulk_operation_leased ON bulk_operation (id) WHERE state = 'RUNNING';
CREATE INDEX bulk_operation_over ON bulk_operation (expires_at, id) WHERE state IN ('FINISHED', 'FAILED', 'CANCELLED');
${isolate('issuers', 'bulk_operation')};

CREATE TABLE bulk_part (
  tenant_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  number int NOT NULL,
  digest text NOT NULL,
  bytes int NOT NULL,
  PRIMARY KEY (tenant_id, operation_id, number),
  FOREIGN KEY (tenant_id, operation_id) REFERENCES bulk_operation (tenant_id, id)
);
${isolate('issuers', 'bulk_part')};
`;

export class BulkOperations1795400007000 implements MigrationInterface {
  name = 'BulkOperations1795400007000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bulk_part; DROP TABLE bulk_operation');
  }
}

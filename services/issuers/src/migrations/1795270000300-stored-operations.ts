import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE stored_operation (
  tenant_id uuid NOT NULL,
  client_id uuid NOT NULL,
  hash text NOT NULL,
  name text NOT NULL,
  text text NOT NULL,
  published_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, client_id, hash),
  FOREIGN KEY (tenant_id, client_id) REFERENCES api_client (tenant_id, id)
);
-- The gateway looks up by client and hash, before there is a tenant.
CREATE UNIQUE INDEX stored_operation_client ON stored_operation (client_id, hash);
${isolate('issuers', 'stored_operation')};
`;

export class StoredOperations1795270000300 implements MigrationInterface {
  name = 'StoredOperations1795270000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stored_operation');
  }
}

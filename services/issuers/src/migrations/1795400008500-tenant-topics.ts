import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE tenant_topic (
  tenant_id uuid PRIMARY KEY REFERENCES tenant (tenant_id),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz
);
${isolate('issuers', 'tenant_topic')};

`;

export class TenantTopics1795400008500 implements MigrationInterface {
  name = 'TenantTopics1795400008500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tenant_topic');
  }
}

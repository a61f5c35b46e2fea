import { grantCopyTable } from '@cairn/grants';
import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tenant = `nullif(current_setting('app.tenant', true), '')::uuid`;

/** Mandates as issuers tells of them, under the tenant of the issuer that gives them; the agent's tenant may read those given to it. */
const mandates = `
CREATE TABLE mandate_copy (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  mandator_issuer_id uuid NOT NULL,
  agent_tenant_id uuid NOT NULL,
  agent_issuer_id uuid NOT NULL,
  actions text[] NOT NULL,
  achievements uuid[],
  starts_at timestamptz NOT NULL,
  ends_at timestamptz,
  active boolean NOT NULL,
  version int NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX mandate_copy_agent ON mandate_copy (agent_tenant_id, mandator_issuer_id) WHERE active;
${isolate('earners', 'mandate_copy')};
CREATE POLICY agent_read ON mandate_copy FOR SELECT TO earners_app USING (agent_tenant_id = ${tenant});
REVOKE INSERT, UPDATE, DELETE ON mandate_copy FROM earners_app;
`;

/** Who made an award in the name of its issuer; that tenant may read it. */
const agents = `
ALTER TABLE award
  ADD COLUMN agent_issuer_id uuid,
  ADD COLUMN agent_tenant_id uuid,
  ADD CHECK ((agent_issuer_id IS NULL) = (agent_tenant_id IS NULL));
CREATE INDEX award_agent ON award (agent_tenant_id, awarded_on, id) WHERE agent_tenant_id IS NOT NULL;
CREATE INDEX award_agent_id ON award (id) WHERE agent_tenant_id IS NOT NULL;
CREATE POLICY agent_read ON award FOR SELECT TO earners_app USING (agent_tenant_id = ${tenant});
`;

/** What this service hears of grants and mandates, and awards made under mandates. */
export class AddGrants1795270000400 implements MigrationInterface {
  name = 'AddGrants1795270000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(grantCopyTable('earners'));
    await runner.query(mandates);
    await runner.query(agents);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP POLICY agent_read ON award; ALTER TABLE award DROP COLUMN agent_issuer_id, DROP COLUMN agent_tenant_id');
    await runner.query('DROP TABLE mandate_copy, grant_copy');
  }
}

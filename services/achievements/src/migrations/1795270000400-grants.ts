import { grantCopyTable } from '@cairn/grants';
import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tenant = `nullif(current_setting('app.tenant', true), '')::uuid`;

/** Partnerships as issuers tells of them; both sides may read theirs. */
const partnerships = `
CREATE TABLE partnership_copy (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  invited_tenant_id uuid NOT NULL,
  active boolean NOT NULL,
  version int NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX partnership_copy_id ON partnership_copy (id);
${isolate('achievements', 'partnership_copy')};
CREATE POLICY invited_read ON partnership_copy FOR SELECT TO achievements_app USING (invited_tenant_id = ${tenant});
REVOKE INSERT, UPDATE, DELETE ON partnership_copy FROM achievements_app;
`;

/**
 * Definitions that a tenant lets a partner read, as long as the partnership holds. The policies of achievements are named so
 * that they are tried last, since they look further tables up: PostgreSQL tries policies from the last name to the first.
 */
const shares = `
CREATE TABLE achievement_share (
  tenant_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  partnership_id uuid NOT NULL,
  partner_tenant_id uuid NOT NULL,
  shared_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, achievement_id, partnership_id),
  FOREIGN KEY (tenant_id, achievement_id) REFERENCES achievement (tenant_id, id)
);
CREATE INDEX achievement_share_partner ON achievement_share (partner_tenant_id, achievement_id);
CREATE INDEX achievement_share_partnership ON achievement_share (partnership_id);
${isolate('achievements', 'achievement_share')};
REVOKE UPDATE ON achievement_share FROM achievements_app;
CREATE POLICY partner_read ON achievement_share FOR SELECT TO achievements_app USING (partner_tenant_id = ${tenant});
CREATE VIEW shared_with_me WITH (security_invoker = true) AS
  SELECT s.tenant_id, s.achievement_id FROM achievement_share s JOIN partnership_copy p ON p.id = s.partnership_id AND p.active
   WHERE s.partner_tenant_id = ${tenant};
GRANT SELECT ON shared_with_me TO achievements_app;
CREATE POLICY by_share ON achievement FOR SELECT TO achievements_app USING (EXISTS (
  SELECT 1 FROM shared_with_me s WHERE s.tenant_id = achievement.tenant_id AND s.achievement_id = achievement.id));
CREATE POLICY by_share ON achievement_version FOR SELECT TO achievements_app USING (EXISTS (
  SELECT 1 FROM shared_with_me s WHERE s.tenant_id = achievement_version.tenant_id AND s.achievement_id = achievement_version.achievement_id));
`;

/** What this service hears of grants and partnerships, and what tenants share with partners. */
export class AddGrants1795270000400 implements MigrationInterface {
  name = 'AddGrants1795270000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(grantCopyTable('achievements'));
    await runner.query(partnerships);
    await runner.query(shares);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP POLICY by_share ON achievement; DROP POLICY by_share ON achievement_version');
    await runner.query('DROP VIEW shared_with_me');
    await runner.query('DROP TABLE achievement_share, partnership_copy, grant_copy');
  }
}

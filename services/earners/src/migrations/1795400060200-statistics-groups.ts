import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people say of themselves for statistics only, sealed by their keys, and the consent that it is for. */
const up = `
ALTER TABLE consent_fact
  DROP CONSTRAINT consent_fact_purpose_check,
  ADD CONSTRAINT consent_fact_purpose_check CHECK (purpose IN ('TALENT_SEARCH', 'SHARE_LINK', 'PUBLIC_PAGE', 'RESEARCH', 'GUARDIAN', 'STATISTICS'));

CREATE TABLE statistics_group (
  tenant_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  -- Counts what was said.
  version int NOT NULL,
  -- Null when nothing is said any more.
  groups bytea,
  PRIMARY KEY (tenant_id, earner_id),
  FOREIGN KEY (tenant_id, earner_id) REFERENCES earner (tenant_id, id)
);
${isolate('earners', 'statistics_group', { personal: `earner_id IN (SELECT e.id FROM earner e WHERE e.account_id = ${me})` })};
`;

export class StatisticsGroups1795400060200 implements MigrationInterface {
  name = 'StatisticsGroups1795400060200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE statistics_group`);
    await runner.query(`ALTER TABLE consent_fact DROP CONSTRAINT consent_fact_purpose_check,
      ADD CONSTRAINT consent_fact_purpose_check CHECK (purpose IN ('TALENT_SEARCH', 'SHARE_LINK', 'PUBLIC_PAGE', 'RESEARCH', 'GUARDIAN')) NOT VALID`);
  }
}

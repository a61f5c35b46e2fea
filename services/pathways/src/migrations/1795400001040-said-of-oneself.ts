import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { byEarner, inFigures, keepsFiguresTrue } from '../analytics/fact/facts-of-earners.js';

/** What earners agreed to that figures depend on. A record that is merged brings its consents and groups with it; `told_of` is whose they were. */
const tables = `
CREATE TABLE consent_copy (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  earner_id uuid NOT NULL,
  told_of uuid NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('STATISTICS', 'TALENT_SEARCH')),
  withdrawn boolean NOT NULL,
  version int NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX consent_copy_earner ON consent_copy (tenant_id, earner_id);
${isolate('pathways', 'consent_copy')};
REVOKE INSERT, UPDATE, DELETE ON consent_copy FROM pathways_app;
${keepsFiguresTrue('consent_copy', byEarner)};

-- What was told last of what an earner says of himself.
CREATE TABLE stated_groups (
  tenant_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  version int NOT NULL,
  PRIMARY KEY (tenant_id, earner_id)
);
${isolate('pathways', 'stated_groups')};
REVOKE INSERT, UPDATE, DELETE ON stated_groups FROM pathways_app;
-- Null where it is the record itself.
ALTER TABLE earner_group ADD COLUMN told_of uuid;

CREATE VIEW dim_consent WITH (security_invoker = true) AS
SELECT DISTINCT c.tenant_id, c.earner_id AS earner_key, 'talent search' AS purpose
  FROM consent_copy c WHERE c.purpose = 'TALENT_SEARCH' AND NOT c.withdrawn AND ${inFigures('c')};
COMMENT ON VIEW dim_consent IS 'One row for each purpose beyond statistics that an earner agreed to.';
GRANT SELECT ON dim_consent TO pathways_app, pathways_worker;
`;

export class SaidOfOneself1795400001040 implements MigrationInterface {
  name = 'SaidOfOneself1795400001040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW dim_consent; ALTER TABLE earner_group DROP COLUMN told_of; DROP TABLE stated_groups, consent_copy');
  }
}

import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { byAward, inFigures, keepsFiguresTrue } from '../analytics/fact/facts-of-earners.js';

/** How often awards were verified on a day, and by what kind of caller; whoever holds the award is whom it is about. */
const table = `
CREATE TABLE award_verification (
  tenant_id uuid NOT NULL,
  award_id uuid NOT NULL,
  day date NOT NULL,
  class text NOT NULL CHECK (class IN ('person', 'relying system', 'bot', 'own issuer')),
  n int NOT NULL CHECK (n > 0),
  PRIMARY KEY (tenant_id, award_id, day, class)
);
${isolate('pathways', 'award_verification')};
REVOKE INSERT, UPDATE, DELETE ON award_verification FROM pathways_app;
${keepsFiguresTrue('award_verification', byAward)};

CREATE VIEW fact_verification WITH (security_invoker = true) AS
SELECT v.tenant_id, v.award_id AS award_key, v.day, v.class, v.n
  FROM award_verification v JOIN holding h ON h.tenant_id = v.tenant_id AND h.award_id = v.award_id
 WHERE ${inFigures('h')};
COMMENT ON VIEW fact_verification IS 'One row for each award, day and kind of caller that verified it.';
GRANT SELECT ON fact_verification TO pathways_app, pathways_worker;
`;

export class VerificationFacts1795400001030 implements MigrationInterface {
  name = 'VerificationFacts1795400001030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW fact_verification; DROP TABLE award_verification');
  }
}

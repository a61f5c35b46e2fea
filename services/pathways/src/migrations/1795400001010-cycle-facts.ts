import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { byAward, inFigures, keepsFiguresTrue } from '../analytics/fact/facts-of-earners.js';

/** Cycles in which awards had to be renewed, as the earners service tells of them. Whoever holds the award is whose cycle it is. */
const table = `
CREATE TABLE award_cycle (
  tenant_id uuid NOT NULL,
  award_id uuid NOT NULL,
  -- Counted from 0.
  cycle int NOT NULL,
  start_on date NOT NULL,
  end_on date NOT NULL,
  grace_end_on date NOT NULL,
  met_on date,
  -- Of what was told of the cycles of the award.
  version int NOT NULL,
  PRIMARY KEY (tenant_id, award_id, cycle)
);
${isolate('pathways', 'award_cycle')};
REVOKE INSERT, UPDATE, DELETE ON award_cycle FROM pathways_app;

CREATE FUNCTION note_due_awarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO rollup_due (tenant_id, earner_id)
  SELECT DISTINCT h.tenant_id, h.earner_id FROM changed r JOIN holding h ON h.tenant_id = r.tenant_id AND h.award_id = r.award_id;
  RETURN NULL;
END $$;
${keepsFiguresTrue('award_cycle', byAward)};

CREATE VIEW fact_cycle WITH (security_invoker = true) AS
SELECT y.tenant_id, h.earner_id AS earner_key, y.award_id AS award_key, y.start_on, y.end_on, y.grace_end_on, y.met_on
  FROM award_cycle y JOIN holding h ON h.tenant_id = y.tenant_id AND h.award_id = y.award_id
 WHERE ${inFigures('h')};
COMMENT ON VIEW fact_cycle IS 'One row for each cycle that was met, or that is over and was not.';
GRANT SELECT ON fact_cycle TO pathways_app, pathways_worker;
`;

export class CycleFacts1795400001010 implements MigrationInterface {
  name = 'CycleFacts1795400001010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW fact_cycle; DROP TABLE award_cycle; DROP FUNCTION note_due_awarded');
  }
}

import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { byEarner, inFigures, keepsFiguresTrue } from '../analytics/fact/facts-of-earners.js';

/** Attempts to show evidence, as figures need them: when, and what came of it. */
const table = `
CREATE TABLE submission_attempt (
  tenant_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  attempt int NOT NULL CHECK (attempt > 0),
  earner_id uuid NOT NULL,
  -- The record that it was told of, which may have been merged into that of the earner since.
  told_of uuid NOT NULL,
  achievement_version_id uuid NOT NULL,
  submitted_at timestamptz NOT NULL,
  decided_at timestamptz,
  outcome text CHECK (outcome IN ('granted', 'refused', 'returned')),
  PRIMARY KEY (tenant_id, submission_id, attempt),
  CHECK ((decided_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX submission_attempt_earner ON submission_attempt (tenant_id, earner_id);
${isolate('pathways', 'submission_attempt')};
REVOKE INSERT, UPDATE, DELETE ON submission_attempt FROM pathways_app;
${keepsFiguresTrue('submission_attempt', byEarner)};

CREATE VIEW fact_submission WITH (security_invoker = true) AS
SELECT s.tenant_id, s.achievement_version_id AS version, s.submission_id AS chain, s.attempt, s.submitted_at, s.decided_at, s.outcome
  FROM submission_attempt s WHERE ${inFigures('s')};
COMMENT ON VIEW fact_submission IS 'One row for each filing; what was taken back before its decision is none.';
GRANT SELECT ON fact_submission TO pathways_app, pathways_worker;
`;

export class SubmissionFacts1795400001020 implements MigrationInterface {
  name = 'SubmissionFacts1795400001020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW fact_submission; DROP TABLE submission_attempt');
  }
}

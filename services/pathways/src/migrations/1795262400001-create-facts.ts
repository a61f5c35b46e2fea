import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The facts of stacking (analytics.md section 1) over the tables that events fill. `security_invoker`: row security
 * holds for whoever asks. An award that is only offered, was declined, or was replaced by another is none: its
 * successor stands for it.
 */
const up = `
CREATE VIEW fact_award WITH (security_invoker = true) AS
SELECT tenant_id, earner_id AS earner_key, award_id AS award_key, achievement_id AS achievement, achievement_version_id AS version,
       issuer_id AS issuer, issued_on, expires_on, revoked_on, voided OR coalesce(revoked_on <= issued_on, false) AS void
  FROM holding WHERE state NOT IN ('OFFERED', 'DECLINED', 'REPLACED');
COMMENT ON VIEW fact_award IS 'One row for each award made; void ones count in no figure.';

CREATE VIEW fact_enrolment WITH (security_invoker = true) AS
SELECT tenant_id, earner_id AS earner_key, id AS enrolment, pathway_id AS pathway, pathway_version_id AS version, enrolled_on, withdrawn_on
  FROM enrolment;
COMMENT ON VIEW fact_enrolment IS 'One row for each enrolment; days are civil days in UTC.';

CREATE VIEW fact_completion WITH (security_invoker = true) AS
SELECT tenant_id, enrolment_id AS enrolment, id AS completion, completed_on FROM completion WHERE state <> 'ANNULLED';
COMMENT ON VIEW fact_completion IS 'One row for each completion that held on at least one day.';

GRANT SELECT ON fact_award, fact_enrolment, fact_completion TO pathways_app, pathways_worker;
`;

export class CreateFacts1795262400001 implements MigrationInterface {
  name = 'CreateFacts1795262400001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW fact_completion, fact_enrolment, fact_award');
  }
}

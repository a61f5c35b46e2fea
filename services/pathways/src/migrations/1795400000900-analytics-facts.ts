import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What earners say of themselves, for statistics only. No figure is made of who is in `outside_statistics`. */
const groups = `
CREATE TABLE earner_group (
  tenant_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  dimension text NOT NULL CHECK (dimension <> '' AND strpos(dimension, '=') = 0),
  value text NOT NULL,
  -- From and until which day it is true; of one dimension no two are true on one day.
  since_on date NOT NULL DEFAULT '-infinity',
  until_on date,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, earner_id, dimension, since_on)
);
CREATE INDEX earner_group_dimension ON earner_group (tenant_id, dimension, value);
${isolate('pathways', 'earner_group')};

CREATE TABLE outside_statistics (
  tenant_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, earner_id)
);
${isolate('pathways', 'outside_statistics')};
CREATE INDEX person_copy_erased ON person_copy (tenant_id, earner_id) WHERE erased_at IS NOT NULL;
ALTER TABLE fact_step RENAME TO reached_step;
`;

const inFigures = (row: string): string => `
   NOT EXISTS (SELECT 1 FROM person_copy p WHERE p.tenant_id = ${row}.tenant_id AND p.earner_id = ${row}.earner_id AND p.erased_at IS NOT NULL)
   AND NOT EXISTS (SELECT 1 FROM outside_statistics o WHERE o.tenant_id = ${row}.tenant_id AND o.earner_id = ${row}.earner_id)`;

/** An enrolment that was only asked for is none. */
const enrolled = `e.state NOT IN ('REQUESTED', 'REFUSED') AND ${inFigures('e')}`;

/** What the version of an award said of credits, of several units the first by name. A column by itself: who does not ask for it does not pay for it. */
const stated = (what: 'key' | 'value'): string => `(SELECT m.${what} FROM achievement_copy a, jsonb_array_elements(a.metadata) AS entry, jsonb_each_text(entry->'set'->'measures') AS m
   WHERE a.id = h.achievement_id AND entry->>'version' = h.achievement_version_id::text AND m.key = lower(m.key) ORDER BY m.key LIMIT 1)`;
const credits = `coalesce(round((h.snapshot->>'creditsEarned')::numeric * 100)::int, ${stated('value')}::int) AS credits`;

/** The facts of analytics.md section 1, as decision 0010 names them; columns as in libs/metrics. `security_invoker`: row security holds for whoever asks. */
const facts = `
CREATE VIEW fact_award WITH (security_invoker = true) AS
SELECT h.tenant_id, h.earner_id AS earner_key, h.award_id AS award_key, h.achievement_id AS achievement, h.achievement_version_id AS version,
       h.issuer_id AS issuer, h.issued_on, h.expires_on, h.revoked_on, h.voided OR coalesce(h.revoked_on <= h.issued_on, false) AS void,
       ${credits}, ${stated('key')} AS measure
  FROM holding h
 WHERE h.state NOT IN ('SCHEDULED', 'OFFERED', 'DECLINED', 'CANCELLED', 'REPLACED') AND ${inFigures('h')};
COMMENT ON VIEW fact_award IS 'One row for each award made; void ones count in no figure.';

CREATE VIEW dim_achievement WITH (security_invoker = true) AS
SELECT a.tenant_id, a.id AS achievement,
       CASE WHEN jsonb_typeof(a.metadata->-1->'set'->'level') = 'number' THEN (a.metadata->-1->'set'->>'level')::int END AS level,
       a.metadata->-1->>'field' AS field,
       CASE WHEN a.metadata->-1->'set'->>'type' ~ '(Degree|Doctorate)$' THEN 'degree' ELSE coalesce(lower(a.metadata->-1->'set'->>'type'), 'unknown') END AS kind,
       a.issuer_id AS issuer, EXISTS (SELECT 1 FROM leaf_index l WHERE l.tenant_id = a.tenant_id AND l.achievement_id = a.id) AS in_pathway
  FROM achievement_copy a;
COMMENT ON VIEW dim_achievement IS 'One row for each achievement, by what its newest version says.';

CREATE VIEW fact_enrolment WITH (security_invoker = true) AS
SELECT e.tenant_id, e.earner_id AS earner_key, e.id AS enrolment, e.pathway_id AS pathway, e.pathway_version_id AS version, p.issuer_id AS issuer, e.enrolled_on, e.withdrawn_on
  FROM enrolment e
  JOIN pathway p ON p.tenant_id = e.tenant_id AND p.id = e.pathway_id
 WHERE ${enrolled};
COMMENT ON VIEW fact_enrolment IS 'One row for each enrolment; days are civil days in UTC.';

CREATE VIEW fact_step WITH (security_invoker = true) AS
SELECT s.tenant_id, s.enrolment_id AS enrolment, s.step - 1 AS step, s.reached_on
  FROM reached_step s JOIN enrolment e ON e.tenant_id = s.tenant_id AND e.id = s.enrolment_id WHERE ${enrolled};
COMMENT ON VIEW fact_step IS 'One row for each step that an enrolment has reached; steps count from 0 in declared order.';

CREATE VIEW fact_completion WITH (security_invoker = true) AS
SELECT c.tenant_id, e.earner_id AS earner_key, c.enrolment_id AS enrolment, c.id AS completion, e.pathway_id AS pathway, v.id AS version,
       v.completion_achievement_id AS completion_achievement, c.completed_on
  FROM completion c
  JOIN enrolment e ON e.tenant_id = c.tenant_id AND e.id = c.enrolment_id
  JOIN pathway_version joined ON joined.tenant_id = e.tenant_id AND joined.id = e.pathway_version_id
  JOIN pathway_version v ON v.tenant_id = e.tenant_id AND v.pathway_id = e.pathway_id AND v.number = coalesce((c.ground->>'version')::int, joined.number)
 WHERE c.state <> 'ANNULLED' AND ${enrolled};
COMMENT ON VIEW fact_completion IS 'One row for each completion that held on at least one day, under the version that governed it.';

CREATE VIEW fact_counted WITH (security_invoker = true) AS
SELECT c.tenant_id, c.id AS completion, h.award_id AS award_key, ${credits}
  FROM completion c
  JOIN enrolment e ON e.tenant_id = c.tenant_id AND e.id = c.enrolment_id
 CROSS JOIN LATERAL unnest(c.counted_awards) AS counted (award_id)
  JOIN holding h ON h.tenant_id = c.tenant_id AND h.award_id = counted.award_id
 WHERE c.state <> 'ANNULLED' AND ${enrolled};
COMMENT ON VIEW fact_counted IS 'One row for each award that a completion counted.';

CREATE VIEW dim_group WITH (security_invoker = true) AS
SELECT g.tenant_id, g.earner_id AS earner_key, g.dimension, g.value, nullif(g.since_on, '-infinity') AS since_on, g.until_on FROM earner_group g WHERE ${inFigures('g')};
COMMENT ON VIEW dim_group IS 'What earners say of themselves, for statistics only.';

GRANT SELECT ON fact_award, dim_achievement, fact_enrolment, fact_step, fact_completion, fact_counted, dim_group TO pathways_app, pathways_worker;
`;

const down = `
DROP VIEW dim_group, fact_counted, fact_completion, fact_step, fact_enrolment, dim_achievement, fact_award;
ALTER TABLE reached_step RENAME TO fact_step;
DROP INDEX person_copy_erased;
DROP TABLE outside_statistics, earner_group;
`;

/** The views of before, for a way back. */
const former = `
CREATE VIEW fact_award WITH (security_invoker = true) AS
SELECT tenant_id, earner_id AS earner_key, award_id AS award_key, achievement_id AS achievement, achievement_version_id AS version,
       issuer_id AS issuer, issued_on, expires_on, revoked_on, voided OR coalesce(revoked_on <= issued_on, false) AS void
  FROM holding WHERE state NOT IN ('SCHEDULED', 'OFFERED', 'DECLINED', 'CANCELLED', 'REPLACED');
CREATE VIEW fact_enrolment WITH (security_invoker = true) AS
SELECT tenant_id, earner_id AS earner_key, id AS enrolment, pathway_id AS pathway, pathway_version_id AS version, enrolled_on, withdrawn_on FROM enrolment;
CREATE VIEW fact_completion WITH (security_invoker = true) AS
SELECT tenant_id, enrolment_id AS enrolment, id AS completion, completed_on FROM completion WHERE state <> 'ANNULLED';
GRANT SELECT ON fact_award, fact_enrolment, fact_completion TO pathways_app, pathways_worker;
`;

export class AnalyticsFacts1795400000900 implements MigrationInterface {
  name = 'AnalyticsFacts1795400000900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(groups);
    await runner.query('DROP VIEW fact_completion, fact_enrolment, fact_award');
    await runner.query(facts);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
    await runner.query(former);
  }
}

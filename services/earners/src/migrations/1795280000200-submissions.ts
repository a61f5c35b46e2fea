import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What hangs on an earner is the person's to read when the earner is. */
const ofMine = `earner_id IN (SELECT e.id FROM earner e WHERE e.account_id = ${me})`;

const submissions = `
CREATE TABLE submission (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  earner_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  achievement_version_id uuid NOT NULL,
  language text NOT NULL,
  state text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'RETURNED', 'HELD', 'GRANTED', 'DENIED', 'WITHDRAWN')),
  held_from text CHECK (held_from IN ('SUBMITTED', 'IN_REVIEW', 'RETURNED')),
  held_at timestamptz,
  attempt int NOT NULL,
  returned_parts text[],
  revision int NOT NULL,
  submitted_at timestamptz,
  due_at timestamptz,
  decided_at timestamptz,
  award_id uuid,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT submission_number_key UNIQUE (tenant_id, number),
  CHECK ((state = 'HELD') = (held_from IS NOT NULL) AND (state = 'HELD') = (held_at IS NOT NULL)),
  CHECK (state <> 'GRANTED' OR award_id IS NOT NULL),
  CHECK ((attempt = 0) = (submitted_at IS NULL))
);
-- One open case of an earner for an achievement: a second one would be the same evidence judged twice.
CREATE UNIQUE INDEX submission_open ON submission (tenant_id, earner_id, achievement_id)
  WHERE state IN ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'RETURNED', 'HELD');
CREATE INDEX submission_earner ON submission (tenant_id, earner_id, created_at, id);
CREATE INDEX submission_queue ON submission (tenant_id, issuer_id, due_at, id) WHERE state IN ('SUBMITTED', 'IN_REVIEW');
CREATE INDEX submission_achievement ON submission (tenant_id, achievement_id, created_at, id);
CREATE INDEX submission_updated ON submission (tenant_id, updated_at, id);
${isolate('earners', 'submission', { personal: ofMine })};
`;

/** Append-only: who decided what, on which filing. One decision for each filing, unless it overturns another. */
const decisions = `
CREATE TABLE decision (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  submission_id uuid NOT NULL,
  attempt int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('RETURN', 'GRANT', 'DENY', 'REVOKE')),
  decided_as text NOT NULL CHECK (decided_as IN ('REVIEWER', 'GRANTOR', 'PANEL', 'COMMITTEE', 'APPEAL_PANEL')),
  decided_by uuid[] NOT NULL,
  reason text NOT NULL,
  feedback bytea,
  returned_parts text[] NOT NULL,
  business_days int NOT NULL,
  overturns_id uuid,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, submission_id) REFERENCES submission (tenant_id, id)
);
CREATE UNIQUE INDEX decision_once ON decision (tenant_id, submission_id, attempt) WHERE overturns_id IS NULL AND kind <> 'REVOKE';
CREATE UNIQUE INDEX decision_overturned_once ON decision (tenant_id, overturns_id) WHERE overturns_id IS NOT NULL;
CREATE INDEX decision_submission ON decision (tenant_id, submission_id, at);
${isolate('earners', 'decision', { append: true, personal: `submission_id IN (SELECT s.id FROM submission s WHERE s.${ofMine})` })};
`;

/** What assessing needs of a version and of its issuer, as their services tell it. */
const copies = `
ALTER TABLE achievement_version_copy
  ADD COLUMN requirement jsonb,
  ADD COLUMN rubrics jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN result_descriptions jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN assessment jsonb,
  ADD COLUMN language text NOT NULL DEFAULT 'en',
  ADD COLUMN grace_until timestamptz,
  ADD COLUMN guardian_below_age int,
  ADD COLUMN duplicate_period text;
ALTER TABLE issuer_copy ADD COLUMN calendar jsonb;
`;

/** Submissions and what was decided on them, and what is needed to judge them. */
export class Submissions1795280000200 implements MigrationInterface {
  name = 'Submissions1795280000200';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [submissions, decisions, copies]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE decision, submission');
    await runner.query('ALTER TABLE issuer_copy DROP COLUMN calendar');
    await runner.query(
      `ALTER TABLE achievement_version_copy DROP COLUMN requirement, DROP COLUMN rubrics, DROP COLUMN result_descriptions, DROP COLUMN assessment,
         DROP COLUMN language, DROP COLUMN grace_until, DROP COLUMN guardian_below_age, DROP COLUMN duplicate_period`,
    );
  }
}

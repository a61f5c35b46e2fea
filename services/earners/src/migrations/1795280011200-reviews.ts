import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may be asked to review: a member or client of the tenant. `achievements` null: all. */
const reviewers = `
CREATE TABLE reviewer (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  actor_id uuid NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('CLIENT', 'MEMBER')),
  earner_id uuid,
  languages text[] NOT NULL,
  groups text[] NOT NULL,
  achievements uuid[],
  open_at_most int NOT NULL CHECK (open_at_most > 0),
  state text NOT NULL CHECK (state IN ('ACTIVE', 'REMOVED')),
  offered_at timestamptz,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, earner_id) REFERENCES earner (tenant_id, id)
);
CREATE UNIQUE INDEX reviewer_actor ON reviewer (tenant_id, actor_id) WHERE state = 'ACTIVE';
CREATE INDEX reviewer_earner ON reviewer (tenant_id, earner_id);
${isolate('earners', 'reviewer')};
`;

/**
 * Who was asked for which filing. `round` counts the decisions that the filing had before: after an appeal it is reviewed
 * again, by others. Nobody is asked twice for one filing.
 */
const assignments = `
CREATE TABLE review_assignment (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  submission_id uuid NOT NULL,
  attempt int NOT NULL,
  round int NOT NULL,
  reviewer_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('OFFERED', 'ACCEPTED', 'DONE', 'DECLINED', 'RECUSED', 'EXPIRED')),
  offered_at timestamptz NOT NULL,
  accepted_at timestamptz,
  ended_at timestamptz,
  lapses_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT review_assignment_once UNIQUE (tenant_id, submission_id, attempt, reviewer_id),
  FOREIGN KEY (tenant_id, submission_id) REFERENCES submission (tenant_id, id),
  FOREIGN KEY (tenant_id, reviewer_id) REFERENCES reviewer (tenant_id, id)
);
CREATE INDEX review_assignment_open ON review_assignment (tenant_id, reviewer_id, offered_at, id) WHERE state IN ('OFFERED', 'ACCEPTED');
CREATE INDEX review_assignment_reviewer ON review_assignment (tenant_id, reviewer_id, submission_id);
CREATE INDEX review_assignment_lapse ON review_assignment (lapses_at) WHERE state IN ('OFFERED', 'ACCEPTED');
${isolate('earners', 'review_assignment')};
CREATE TABLE second_opinion (
  tenant_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  attempt int NOT NULL,
  round int NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, submission_id, attempt, round),
  FOREIGN KEY (tenant_id, submission_id) REFERENCES submission (tenant_id, id)
);
${isolate('earners', 'second_opinion', { append: true })};
-- Filings for which too few reviewers were found; they are looked for again.
CREATE TABLE unoffered_review (
  tenant_id uuid NOT NULL,
  submission_id uuid NOT NULL,
  look_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, submission_id),
  FOREIGN KEY (tenant_id, submission_id) REFERENCES submission (tenant_id, id)
);
CREATE INDEX unoffered_review_look ON unoffered_review (look_at);
${isolate('earners', 'unoffered_review')};
`;

/** Reviews: one for each assignment that was accepted. Notes and feedback are sealed under the earner's key. */
const reviews = `
CREATE TABLE review (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  assignment_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('DRAFT', 'FINAL')),
  recommendation text CHECK (recommendation IN ('MEETS', 'NOT_YET', 'SUSPECT')),
  notes bytea,
  revision int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  final_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT review_of_assignment UNIQUE (tenant_id, assignment_id),
  FOREIGN KEY (tenant_id, assignment_id) REFERENCES review_assignment (tenant_id, id),
  CHECK ((state = 'FINAL') = (final_at IS NOT NULL) AND (state = 'FINAL') = (recommendation IS NOT NULL))
);
${isolate('earners', 'review')};
CREATE TABLE criterion_score (
  tenant_id uuid NOT NULL,
  review_id uuid NOT NULL,
  criterion text NOT NULL,
  level text,
  feedback bytea,
  PRIMARY KEY (tenant_id, review_id, criterion),
  FOREIGN KEY (tenant_id, review_id) REFERENCES review (tenant_id, id)
);
${isolate('earners', 'criterion_score')};
`;

/** What a decision tells the earner of each criterion; sealed as the decision is, and never changed. */
const told = `
CREATE TABLE decision_criterion (
  tenant_id uuid NOT NULL,
  decision_id uuid NOT NULL,
  criterion text NOT NULL,
  level text NOT NULL,
  meets boolean NOT NULL,
  feedback bytea,
  PRIMARY KEY (tenant_id, decision_id, criterion),
  FOREIGN KEY (tenant_id, decision_id) REFERENCES decision (tenant_id, id)
);
${isolate('earners', 'decision_criterion', {
  append: true,
  personal: `decision_id IN (SELECT d.id FROM decision d JOIN submission s ON s.tenant_id = d.tenant_id AND s.id = d.submission_id
    JOIN earner e ON e.id = s.earner_id WHERE e.account_id = ${me})`,
})};
`;

/** Filings that reviewers score to compare themselves with reference levels. */
const calibration = `
CREATE TABLE calibration_case (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  submission_id uuid NOT NULL,
  attempt int NOT NULL,
  achievement_id uuid NOT NULL,
  achievement_version_id uuid NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT calibration_case_once UNIQUE (tenant_id, submission_id, attempt),
  FOREIGN KEY (tenant_id, submission_id) REFERENCES submission (tenant_id, id)
);
CREATE INDEX calibration_case_achievement ON calibration_case (tenant_id, achievement_id, created_at, id);
${isolate('earners', 'calibration_case', { append: true })};
CREATE TABLE calibration_reference (
  tenant_id uuid NOT NULL,
  case_id uuid NOT NULL,
  criterion text NOT NULL,
  level text NOT NULL,
  PRIMARY KEY (tenant_id, case_id, criterion),
  FOREIGN KEY (tenant_id, case_id) REFERENCES calibration_case (tenant_id, id)
);
${isolate('earners', 'calibration_reference', { append: true })};
CREATE TABLE calibration_score (
  tenant_id uuid NOT NULL,
  case_id uuid NOT NULL,
  reviewer_id uuid NOT NULL,
  criterion text NOT NULL,
  level text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, case_id, reviewer_id, criterion),
  FOREIGN KEY (tenant_id, case_id) REFERENCES calibration_case (tenant_id, id),
  FOREIGN KEY (tenant_id, reviewer_id) REFERENCES reviewer (tenant_id, id)
);
CREATE INDEX calibration_score_reviewer ON calibration_score (tenant_id, reviewer_id);
${isolate('earners', 'calibration_score')};
`;

/** Counts of decisions by achievement, kept from the events of submissions; only the listener writes them. */
const figures = `
CREATE TABLE assessment_figure (
  tenant_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  first_decided int NOT NULL DEFAULT 0,
  first_granted int NOT NULL DEFAULT 0,
  second_decided int NOT NULL DEFAULT 0,
  second_granted int NOT NULL DEFAULT 0,
  granted int NOT NULL DEFAULT 0,
  granted_attempts int NOT NULL DEFAULT 0,
  decisions int NOT NULL DEFAULT 0,
  business_days bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, issuer_id, achievement_id)
);
${isolate('earners', 'assessment_figure')};
REVOKE INSERT, UPDATE, DELETE ON assessment_figure FROM earners_app;
`;

/** The queue by achievement and by language, each in the order in which decisions are due. */
const queues = `
CREATE INDEX submission_queue_achievement ON submission (tenant_id, issuer_id, achievement_id, due_at, id) WHERE state IN ('SUBMITTED', 'IN_REVIEW');
CREATE INDEX submission_queue_language ON submission (tenant_id, issuer_id, language, due_at, id) WHERE state IN ('SUBMITTED', 'IN_REVIEW');
`;

/** Reviewers, what they are asked, what they say, and what becomes of it. */
export class Reviews1795280011200 implements MigrationInterface {
  name = 'Reviews1795280011200';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [reviewers, assignments, reviews, told, calibration, figures, queues]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE assessment_figure, calibration_score, calibration_reference, calibration_case, decision_criterion, criterion_score,
      review, unoffered_review, second_opinion, review_assignment, reviewer`);
    await runner.query('DROP INDEX submission_queue_achievement, submission_queue_language');
  }
}

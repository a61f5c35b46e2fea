import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What hangs on an earner is the person's to read when the earner is. */
const ofMine = `earner_id IN (SELECT e.id FROM earner e WHERE e.account_id = ${me})`;

/** Whose case it is, what it is about, and by which version it is judged. */
const about = `
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  submission_id uuid,
  award_id uuid,
  earner_id uuid NOT NULL,
  sealed_for uuid NOT NULL,
  issuer_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  achievement_version_id uuid NOT NULL`;

/** \`committee\`: seats with their votes. Who reported, and what, is never the earner's to read. */
const misconduct = `
CREATE TABLE misconduct_case (${about},
  attempt int,
  state text NOT NULL CHECK (state IN ('REPORTED', 'NOTIFIED', 'VOTING', 'UPHELD', 'DISMISSED')),
  reason text NOT NULL,
  reported_by uuid NOT NULL,
  reported_at timestamptz NOT NULL,
  statement bytea,
  notice bytea,
  notice_at timestamptz,
  answer bytea,
  answered_at timestamptz,
  committee jsonb NOT NULL,
  decided_at timestamptz,
  decision_id uuid,
  appeal_until timestamptz,
  settled_at timestamptz,
  overturned_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, submission_id) REFERENCES submission (tenant_id, id),
  FOREIGN KEY (tenant_id, award_id) REFERENCES award (tenant_id, id),
  FOREIGN KEY (tenant_id, decision_id) REFERENCES decision (tenant_id, id),
  CHECK (submission_id IS NOT NULL OR award_id IS NOT NULL),
  CHECK ((state IN ('UPHELD', 'DISMISSED')) = (decided_at IS NOT NULL)),
  CHECK ((state = 'UPHELD') = (appeal_until IS NOT NULL)),
  CHECK (state = 'REPORTED' OR notice_at IS NOT NULL)
);
-- One case about a submission or an award at a time.
CREATE UNIQUE INDEX misconduct_open_submission ON misconduct_case (tenant_id, submission_id) WHERE state IN ('REPORTED', 'NOTIFIED', 'VOTING');
CREATE UNIQUE INDEX misconduct_open_award ON misconduct_case (tenant_id, award_id) WHERE state IN ('REPORTED', 'NOTIFIED', 'VOTING');
CREATE INDEX misconduct_submission ON misconduct_case (tenant_id, submission_id);
CREATE INDEX misconduct_decision ON misconduct_case (tenant_id, decision_id);
CREATE INDEX misconduct_award ON misconduct_case (tenant_id, award_id);
CREATE INDEX misconduct_earner ON misconduct_case (tenant_id, earner_id, reported_at, id);
CREATE INDEX misconduct_list ON misconduct_case (tenant_id, reported_at, id);
CREATE INDEX misconduct_unsettled ON misconduct_case (appeal_until) WHERE state = 'UPHELD' AND settled_at IS NULL;
${isolate('earners', 'misconduct_case', { personal: ofMine })};
`;

const appeals = `
CREATE TABLE appeal (${about},
  decision_id uuid,
  misconduct_id uuid,
  state text NOT NULL CHECK (state IN ('FILED', 'ADMITTED', 'UPHELD', 'REJECTED', 'INADMISSIBLE', 'WITHDRAWN')),
  statement bytea,
  filed_by text NOT NULL CHECK (filed_by IN ('PERSON', 'TENANT')),
  filed_at timestamptz NOT NULL,
  panel jsonb NOT NULL,
  remedy text CHECK (remedy IN ('GRANT', 'REVIEW_AGAIN', 'REINSTATE')),
  answer bytea,
  overturning_id uuid,
  closed_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, submission_id) REFERENCES submission (tenant_id, id),
  FOREIGN KEY (tenant_id, award_id) REFERENCES award (tenant_id, id),
  FOREIGN KEY (tenant_id, decision_id) REFERENCES decision (tenant_id, id),
  FOREIGN KEY (tenant_id, overturning_id) REFERENCES decision (tenant_id, id),
  FOREIGN KEY (tenant_id, misconduct_id) REFERENCES misconduct_case (tenant_id, id),
  CONSTRAINT appeal_decision_once UNIQUE (tenant_id, decision_id),
  CONSTRAINT appeal_misconduct_once UNIQUE (tenant_id, misconduct_id),
  CHECK (decision_id IS NOT NULL OR misconduct_id IS NOT NULL),
  CHECK ((state = 'UPHELD') = (remedy IS NOT NULL)),
  CHECK ((state IN ('FILED', 'ADMITTED')) = (closed_at IS NULL))
);
CREATE INDEX appeal_submission ON appeal (tenant_id, submission_id);
CREATE INDEX appeal_earner ON appeal (tenant_id, earner_id, filed_at, id);
CREATE INDEX appeal_list ON appeal (tenant_id, filed_at, id);
${isolate('earners', 'appeal', { personal: ofMine })};
`;

/** Two submissions that something is the matter with. Raised once for each pair, and never changed. */
const signals = `
CREATE TABLE evidence_signal (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind = 'DUPLICATE_EVIDENCE'),
  one_id uuid NOT NULL,
  other_id uuid NOT NULL,
  issuer_ids uuid[] NOT NULL,
  achievement_ids uuid[] NOT NULL,
  files int NOT NULL,
  raised_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT evidence_signal_once UNIQUE (tenant_id, kind, one_id, other_id),
  FOREIGN KEY (tenant_id, one_id) REFERENCES submission (tenant_id, id),
  FOREIGN KEY (tenant_id, other_id) REFERENCES submission (tenant_id, id),
  CHECK (one_id < other_id)
);
CREATE INDEX evidence_signal_one ON evidence_signal (tenant_id, one_id);
CREATE INDEX evidence_signal_other ON evidence_signal (tenant_id, other_id);
CREATE INDEX evidence_signal_list ON evidence_signal (tenant_id, raised_at, id);
${isolate('earners', 'evidence_signal', { append: true })};
REVOKE INSERT ON evidence_signal FROM earners_app;
`;

/** Cases of misconduct, appeals, and signals that point to either. */
export class MisconductAndAppeals1795280012100 implements MigrationInterface {
  name = 'MisconductAndAppeals1795280012100';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [misconduct, appeals, signals]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE evidence_signal, appeal, misconduct_case');
  }
}

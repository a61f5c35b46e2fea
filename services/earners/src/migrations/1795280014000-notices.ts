import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ofMine = `earner_id IN (SELECT e.id FROM earner e WHERE e.account_id = ${me})`;

/** What is written is found again by what it is about, so that nobody is told the same thing twice. */
const notices = `
CREATE TABLE notice (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  about uuid NOT NULL,
  about_version int NOT NULL,
  earner_id uuid NOT NULL,
  language text NOT NULL,
  facts jsonb NOT NULL,
  sealed bytea,
  state text NOT NULL CHECK (state IN ('PENDING', 'SENDING', 'SENT', 'FAILED', 'SUPPRESSED', 'UNCERTAIN')),
  why text,
  attempts int NOT NULL,
  due_at timestamptz,
  sending_at timestamptz,
  sent_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT notice_once UNIQUE (tenant_id, kind, about, about_version, earner_id),
  CHECK ((state = 'PENDING') = (due_at IS NOT NULL) AND (state = 'SENDING') <= (sending_at IS NOT NULL))
);
CREATE INDEX notice_due ON notice (due_at) WHERE state = 'PENDING';
CREATE INDEX notice_sending ON notice (sending_at) WHERE state = 'SENDING';
CREATE INDEX notice_newest ON notice (tenant_id, created_at DESC, id DESC);
CREATE INDEX notice_earner ON notice (tenant_id, earner_id, created_at DESC, id DESC);
${isolate('earners', 'notice', { personal: ofMine })};
-- Who is told that a decision is late, and whether an award came of a case, is looked up by the clock and by events.
CREATE INDEX submission_due_next ON submission (due_at) WHERE state IN ('SUBMITTED', 'IN_REVIEW');
CREATE INDEX submission_award ON submission (tenant_id, award_id) WHERE award_id IS NOT NULL;
`;

const wording = `
CREATE TABLE notice_template (
  tenant_id uuid NOT NULL,
  kind text NOT NULL,
  language text NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, kind, language)
);
${isolate('earners', 'notice_template')};
CREATE TABLE notice_setting (
  tenant_id uuid NOT NULL,
  silent text[] NOT NULL,
  case_link text,
  award_link text,
  PRIMARY KEY (tenant_id)
);
${isolate('earners', 'notice_setting')};
`;

/** Mail to people about what became of their affairs, and each tenant's own words for it. */
export class Notices1795280014000 implements MigrationInterface {
  name = 'Notices1795280014000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [notices, wording]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX submission_due_next, submission_award');
    await runner.query('DROP TABLE notice_setting, notice_template, notice');
  }
}

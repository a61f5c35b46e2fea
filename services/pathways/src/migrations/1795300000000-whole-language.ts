import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the whole requirement language looks at, beside the awards (pathways.md sections 7 to 9). */
const up = `
-- What an award was worth on the day it was made, its result, and whether it stands for an entry of the credit ledger.
ALTER TABLE holding
  ADD COLUMN snapshot jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN result jsonb;

-- Metadata of achievements by the day from which they are in effect: [{from, set}], oldest first.
ALTER TABLE achievement_copy
  ADD COLUMN metadata jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN repeatable boolean NOT NULL DEFAULT false;

ALTER TABLE pathway ADD COLUMN approval text NOT NULL DEFAULT 'NOT_NEEDED' CHECK (approval IN ('NOT_NEEDED', 'REQUIRED'));
ALTER TABLE pathway_version ADD COLUMN published_on date, ADD COLUMN closed_at timestamptz;

ALTER TABLE enrolment
  DROP CONSTRAINT enrolment_state_check,
  ADD CONSTRAINT enrolment_state_check CHECK (state IN ('REQUESTED', 'ACTIVE', 'PAUSED', 'COMPLETED', 'WITHDRAWN', 'TIMED_OUT', 'REFUSED')),
  ADD COLUMN approval text NOT NULL DEFAULT 'NOT_NEEDED' CHECK (approval IN ('NOT_NEEDED', 'REQUESTED', 'GIVEN', 'REFUSED')),
  -- [{to, on}] by number of version, [{exit, on}]; rows are only added to either.
  ADD COLUMN opt_ins jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN exit_requests jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN pause_reason text CHECK (pause_reason IN ('MEMBERSHIP_ENDED', 'BY_HAND'));

-- S9. The reason is kept here and told to nobody else.
CREATE TABLE node_exception (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  node text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('waive', 'substitute', 'reduce')),
  award_id uuid,
  amount numeric(12, 2),
  reason text NOT NULL,
  granted_by text NOT NULL,
  from_on date NOT NULL,
  until_on date,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, enrolment_id) REFERENCES enrolment (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX node_exception_enrolment ON node_exception (tenant_id, enrolment_id);
${isolate('pathways', 'node_exception')};

CREATE TABLE node_attestation (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  node text NOT NULL,
  role text NOT NULL,
  attested_by text NOT NULL,
  on_day date NOT NULL,
  until_on date,
  revoked_on date,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, enrolment_id) REFERENCES enrolment (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX node_attestation_enrolment ON node_attestation (tenant_id, enrolment_id);
${isolate('pathways', 'node_attestation')};

-- Entries of the credit ledger, as the earners service tells them.
CREATE TABLE ledger_entry (
  tenant_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  category text,
  measure text NOT NULL,
  amount numeric(12, 2) NOT NULL,
  on_day date NOT NULL,
  issuer_id uuid,
  counts boolean NOT NULL,
  version int NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, entry_id)
);
CREATE INDEX ledger_entry_earner ON ledger_entry (tenant_id, earner_id);
${isolate('pathways', 'ledger_entry')};

-- A milestone or an exit that was reached: its own completion, told under an id of its own.
CREATE TABLE destination (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('MILESTONE', 'EXIT')),
  node text NOT NULL,
  state text NOT NULL CHECK (state IN ('CURRENT', 'SUSPENDED', 'ANNULLED')),
  reached_on date NOT NULL,
  lost_on date,
  version int NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT destination_key UNIQUE (tenant_id, enrolment_id, kind, node),
  FOREIGN KEY (tenant_id, enrolment_id) REFERENCES enrolment (tenant_id, id) ON DELETE CASCADE
);
${isolate('pathways', 'destination')};

-- What a completion rests on: number of the rule version, method, inputs with their versions.
ALTER TABLE completion ADD COLUMN ground jsonb;
`;

const down = `
ALTER TABLE completion DROP COLUMN ground;
DROP TABLE destination, ledger_entry, node_attestation, node_exception;
ALTER TABLE enrolment DROP COLUMN pause_reason, DROP COLUMN exit_requests, DROP COLUMN opt_ins, DROP COLUMN approval,
  DROP CONSTRAINT enrolment_state_check, ADD CONSTRAINT enrolment_state_check CHECK (state IN ('ACTIVE', 'COMPLETED', 'WITHDRAWN'));
ALTER TABLE pathway_version DROP COLUMN published_on, DROP COLUMN closed_at;
ALTER TABLE pathway DROP COLUMN approval;
ALTER TABLE achievement_copy DROP COLUMN metadata, DROP COLUMN repeatable;
ALTER TABLE holding DROP COLUMN snapshot, DROP COLUMN result;
`;

export class WholeLanguage1795300000000 implements MigrationInterface {
  name = 'WholeLanguage1795300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}

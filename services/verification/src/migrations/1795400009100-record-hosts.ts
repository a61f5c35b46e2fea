import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE record_host (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  url text NOT NULL,
  token_url text NOT NULL,
  client_id text NOT NULL,
  -- Sealed for its row.
  client_secret bytea NOT NULL,
  created_at timestamptz NOT NULL,
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
COMMENT ON TABLE record_host IS 'Hosts of others that take learner records in (CLR 2.0).';
${isolate('verification', 'record_host', { personal: `EXISTS (SELECT 1 FROM person_copy p WHERE p.tenant_id = record_host.tenant_id AND p.account_id = ${me})` })};
REVOKE DELETE ON record_host FROM verification_app;

CREATE TABLE record_agreement (
  tenant_id uuid NOT NULL,
  host_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  agreed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, host_id, earner_id),
  FOREIGN KEY (tenant_id, host_id) REFERENCES record_host (tenant_id, id)
);
COMMENT ON TABLE record_agreement IS 'Which person agreed that his records go to which host.';
CREATE INDEX record_agreement_earner ON record_agreement (tenant_id, earner_id);
${isolate('verification', 'record_agreement', { personal: `EXISTS (SELECT 1 FROM person_copy p WHERE p.tenant_id = record_agreement.tenant_id AND p.earner_id = record_agreement.earner_id AND p.account_id = ${me})` })};
REVOKE UPDATE ON record_agreement FROM verification_app;

CREATE TABLE record_push (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  host_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  completion_id uuid NOT NULL,
  pathway_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('PENDING', 'DELIVERED', 'FAILED', 'WITHDRAWN')),
  -- The record that is sent, once it is made.
  record_id uuid,
  attempts int NOT NULL DEFAULT 0,
  round_attempts int NOT NULL DEFAULT 0,
  round_began_at timestamptz NOT NULL,
  next_at timestamptz,
  leased_until timestamptz,
  recorded_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT record_push_once UNIQUE (tenant_id, host_id, completion_id),
  FOREIGN KEY (tenant_id, host_id) REFERENCES record_host (tenant_id, id),
  FOREIGN KEY (tenant_id, record_id) REFERENCES learner_record (tenant_id, id),
  CHECK ((state = 'PENDING') = (next_at IS NOT NULL) AND (state = 'PENDING') = (finished_at IS NULL))
);
COMMENT ON TABLE record_push IS 'That a host is sent the record of a completion, and what came of it.';
CREATE INDEX record_push_due ON record_push (next_at) WHERE state = 'PENDING';
CREATE INDEX record_push_earner ON record_push (tenant_id, earner_id);
CREATE INDEX record_push_completion ON record_push (tenant_id, completion_id);
${isolate('verification', 'record_push', { personal: `EXISTS (SELECT 1 FROM person_copy p WHERE p.tenant_id = record_push.tenant_id AND p.earner_id = record_push.earner_id AND p.account_id = ${me})` })};
REVOKE DELETE ON record_push FROM verification_app;

CREATE TABLE record_push_attempt (
  tenant_id uuid NOT NULL,
  push_id uuid NOT NULL,
  number int NOT NULL CHECK (number > 0),
  at timestamptz NOT NULL,
  status int,
  latency_ms int NOT NULL,
  error text,
  PRIMARY KEY (tenant_id, push_id, number),
  FOREIGN KEY (tenant_id, push_id) REFERENCES record_push (tenant_id, id) ON DELETE CASCADE
);
${isolate('verification', 'record_push_attempt', { append: true })};
REVOKE INSERT ON record_push_attempt FROM verification_app;
`;

export class RecordHosts1795400009100 implements MigrationInterface {
  name = 'RecordHosts1795400009100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE record_push_attempt, record_push, record_agreement, record_host');
  }
}

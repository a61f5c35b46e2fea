import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ofMine = `submission_id IN (SELECT s.id FROM submission s WHERE s.earner_id IN (SELECT e.id FROM earner e WHERE e.account_id = ${me}))`;

const attestations = `
CREATE TABLE attestation (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  submission_id uuid NOT NULL,
  requirement text NOT NULL,
  role text NOT NULL,
  state text NOT NULL CHECK (state IN ('ASKED', 'ATTESTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN')),
  terms bytea,
  remarks bytea,
  work_from date NOT NULL,
  work_until date NOT NULL,
  hours numeric(9, 2) NOT NULL CHECK (hours > 0),
  attested_hours numeric(9, 2) CHECK (attested_hours > 0),
  token_hash bytea NOT NULL,
  asked_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  answered_at timestamptz,
  answered_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, submission_id) REFERENCES submission (tenant_id, id),
  CONSTRAINT attestation_token UNIQUE (tenant_id, token_hash),
  CHECK (work_from <= work_until),
  CHECK (state <> 'ATTESTED' OR (attested_hours IS NOT NULL AND answered_at IS NOT NULL))
);
-- One answer is waited for, or stands, for each requirement of a case.
CREATE UNIQUE INDEX attestation_standing ON attestation (tenant_id, submission_id, requirement) WHERE state IN ('ASKED', 'ATTESTED');
CREATE INDEX attestation_submission ON attestation (tenant_id, submission_id, asked_at, id);
CREATE INDEX attestation_expiry ON attestation (expires_at) WHERE state = 'ASKED';
${isolate('earners', 'attestation', { personal: ofMine })};
`;

/** What others say of what an earner did at work. */
export class Attestations1795280014100 implements MigrationInterface {
  name = 'Attestations1795280014100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(attestations);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE attestation');
  }
}

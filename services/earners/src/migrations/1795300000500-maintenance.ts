import { isolate, me, sharedCopy } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const mine = `SELECT a.id FROM award a JOIN earner e ON e.tenant_id = a.tenant_id AND e.id = a.earner_id WHERE e.account_id = ${me}`;
const myLedgers = `SELECT m.ledger_id FROM maintained_award m WHERE m.award_id IN (${mine})`;

/** What of a version keeps its awards valid, and what its awards are worth elsewhere. */
const copies = `
ALTER TABLE achievement_version_copy
  ADD COLUMN validity text,
  ADD COLUMN maintenance jsonb,
  ADD COLUMN credits jsonb NOT NULL DEFAULT '[]';

-- What bodies state about providers: every version that was told, so that what held on day D as known on day K is answered.
CREATE TABLE accreditation_copy (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  version int NOT NULL,
  provider_id uuid NOT NULL,
  body text NOT NULL,
  kind text NOT NULL,
  from_on date NOT NULL,
  until_on date,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (id, version)
);
CREATE INDEX accreditation_copy_provider ON accreditation_copy (provider_id);
${sharedCopy('earners', 'accreditation_copy')};
`;

/** `ledger_id`: the award with which the ledger began, of which it may be a successor. `next_at`: when time itself changes something. */
const maintained = `
CREATE TABLE maintained_award (
  tenant_id uuid NOT NULL,
  award_id uuid NOT NULL,
  ledger_id uuid NOT NULL,
  version int NOT NULL DEFAULT 0,
  told jsonb NOT NULL DEFAULT '[]',
  short boolean NOT NULL DEFAULT false,
  lapsed_on date,
  next_at timestamptz,
  PRIMARY KEY (tenant_id, award_id),
  FOREIGN KEY (tenant_id, award_id) REFERENCES award (tenant_id, id)
);
CREATE INDEX maintained_award_next ON maintained_award (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX maintained_award_ledger ON maintained_award (tenant_id, ledger_id);
${isolate('earners', 'maintained_award', { personal: `award_id IN (${mine})` })};
`;

/** The present revision of each entry beside all of them. Texts about a person have no place here. */
const ledger = `
CREATE TABLE credit_entry (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  ledger_id uuid NOT NULL,
  category text,
  measure text NOT NULL,
  amount numeric(12, 2) NOT NULL CHECK (amount >= 0),
  on_day date NOT NULL,
  provider_id uuid,
  activity text,
  source text NOT NULL CHECK (source IN ('BY_HAND', 'AWARD', 'CODE', 'IMPORT')),
  source_award_id uuid,
  reference text,
  evidence_id uuid,
  state text NOT NULL CHECK (state IN ('POSTED', 'PENDING_CHECK', 'REVERSED', 'REFUSED')),
  reason text,
  audit text NOT NULL DEFAULT 'NONE' CHECK (audit IN ('NONE', 'SAMPLED', 'CONFIRMED', 'DISALLOWED')),
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
-- An award posts once for each rule and category, however often it is told of.
CREATE UNIQUE INDEX credit_entry_award ON credit_entry (tenant_id, ledger_id, source_award_id, coalesce(category, ''), measure) WHERE source_award_id IS NOT NULL;
CREATE UNIQUE INDEX credit_entry_reference ON credit_entry (tenant_id, reference) WHERE reference IS NOT NULL;
CREATE INDEX credit_entry_ledger ON credit_entry (tenant_id, ledger_id, id);
CREATE INDEX credit_entry_source ON credit_entry (tenant_id, source_award_id) WHERE source_award_id IS NOT NULL;
CREATE INDEX credit_entry_provider ON credit_entry (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX credit_entry_pending ON credit_entry (updated_at) WHERE state = 'PENDING_CHECK';
${isolate('earners', 'credit_entry', { personal: `ledger_id IN (${myLedgers})` })};

CREATE TABLE credit_revision (
  tenant_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  version int NOT NULL,
  category text,
  measure text NOT NULL,
  amount numeric(12, 2) NOT NULL,
  on_day date NOT NULL,
  provider_id uuid,
  activity text,
  evidence_id uuid,
  state text NOT NULL,
  reason text,
  audit text NOT NULL,
  recorded_at timestamptz NOT NULL,
  by_kind text,
  by_actor uuid,
  PRIMARY KEY (tenant_id, entry_id, version),
  FOREIGN KEY (tenant_id, entry_id) REFERENCES credit_entry (tenant_id, id)
);
${isolate('earners', 'credit_revision', { append: true, personal: `entry_id IN (SELECT c.id FROM credit_entry c WHERE c.ledger_id IN (${myLedgers}))` })};
`;

const codes = `
CREATE TABLE credit_code (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  achievement_id uuid NOT NULL,
  category text,
  measure text NOT NULL,
  amount numeric(12, 2) NOT NULL,
  on_day date NOT NULL,
  provider_id uuid,
  activity text,
  uses_max int NOT NULL CHECK (uses_max > 0),
  uses int NOT NULL DEFAULT 0,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (uses <= uses_max)
);
CREATE INDEX credit_code_hash ON credit_code (code_hash);
${isolate('earners', 'credit_code')};

CREATE TABLE credit_code_use (
  tenant_id uuid NOT NULL,
  code_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, code_id, earner_id),
  FOREIGN KEY (tenant_id, code_id) REFERENCES credit_code (tenant_id, id)
);
${isolate('earners', 'credit_code_use', { append: true })};
`;

/** Samples are drawn by a seed that is kept, so that anybody can draw them again. */
const audits = `
CREATE TABLE credit_audit (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  seed text NOT NULL,
  size int NOT NULL,
  population int NOT NULL,
  drawn_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
${isolate('earners', 'credit_audit', { append: true })};

CREATE TABLE credit_audit_entry (
  tenant_id uuid NOT NULL,
  audit_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  verdict text CHECK (verdict IN ('CONFIRMED', 'DISALLOWED')),
  decided_at timestamptz,
  PRIMARY KEY (tenant_id, audit_id, entry_id),
  FOREIGN KEY (tenant_id, audit_id) REFERENCES credit_audit (tenant_id, id),
  FOREIGN KEY (tenant_id, entry_id) REFERENCES credit_entry (tenant_id, id)
);
CREATE INDEX credit_audit_entry_entry ON credit_audit_entry (tenant_id, entry_id);
${isolate('earners', 'credit_audit_entry')};
`;

const attempts = `
CREATE TABLE renewal_attempt (
  tenant_id uuid NOT NULL,
  award_id uuid NOT NULL,
  term int NOT NULL,
  number int NOT NULL,
  passed boolean NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, award_id, term, number),
  FOREIGN KEY (tenant_id, award_id) REFERENCES award (tenant_id, id)
);
${isolate('earners', 'renewal_attempt', { append: true, personal: `award_id IN (${mine})` })};
`;

/** What keeps awards valid: rules as data, a ledger of credit, codes, audits, attempts at renewal. */
export class Maintenance1795300000500 implements MigrationInterface {
  name = 'Maintenance1795300000500';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [copies, maintained, ledger, codes, audits, attempts]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE renewal_attempt, credit_audit_entry, credit_audit, credit_code_use, credit_code, credit_revision, credit_entry, maintained_award, accreditation_copy');
    await runner.query('ALTER TABLE achievement_version_copy DROP COLUMN credits, DROP COLUMN maintenance, DROP COLUMN validity');
  }
}

import { isolate, me } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who belongs to a tenant, and to which of its groups. One entry of a person at a time; a return is a new entry. */
const roster = `
CREATE TABLE roster_entry (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  earner_id uuid NOT NULL,
  groups text[] NOT NULL,
  state text NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED', 'LEFT')),
  joined_at timestamptz NOT NULL,
  left_at timestamptz,
  version int NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, earner_id) REFERENCES earner (tenant_id, id),
  CHECK ((state = 'LEFT') = (left_at IS NOT NULL))
);
CREATE UNIQUE INDEX roster_entry_current ON roster_entry (tenant_id, earner_id) WHERE state <> 'LEFT';
${isolate('earners', 'roster_entry', { personal: `earner_id IN (SELECT e.id FROM earner e WHERE e.account_id = ${me})` })};
`;

/** The rosters of tenants. */
export class Roster1795280011100 implements MigrationInterface {
  name = 'Roster1795280011100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(roster);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE roster_entry');
  }
}

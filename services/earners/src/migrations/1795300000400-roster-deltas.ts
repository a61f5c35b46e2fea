import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What came of each delta, so that one that is sent again changes nothing. Errors name lines and columns, never what stands in them. */
const deltas = `
CREATE TABLE roster_delta (
  tenant_id uuid NOT NULL,
  delta_id text NOT NULL,
  content_hash bytea NOT NULL,
  joined int NOT NULL,
  departed int NOT NULL,
  changed int NOT NULL,
  unchanged int NOT NULL,
  errors jsonb NOT NULL,
  applied_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, delta_id)
);
${isolate('earners', 'roster_delta', { append: true })};
CREATE INDEX roster_entry_joined ON roster_entry (tenant_id, joined_at, id);
`;

export class RosterDeltas1795300000400 implements MigrationInterface {
  name = 'RosterDeltas1795300000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(deltas);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX roster_entry_joined; DROP TABLE roster_delta');
  }
}

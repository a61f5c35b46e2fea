import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** While an enrolment is paused, what it leads to is not awarded (pathways.md section 7). */
const up = `
CREATE TABLE enrolment_pause (
  tenant_id uuid NOT NULL,
  enrolment_id uuid NOT NULL,
  paused boolean NOT NULL,
  version int NOT NULL,
  PRIMARY KEY (tenant_id, enrolment_id)
);
${isolate('earners', 'enrolment_pause')};
REVOKE INSERT, UPDATE, DELETE ON enrolment_pause FROM earners_app;

-- What was told of a completion whose badge is held back; null when nothing is.
ALTER TABLE completion ADD COLUMN enrolment_id uuid, ADD COLUMN waiting jsonb;
CREATE INDEX completion_waiting ON completion (tenant_id, enrolment_id) WHERE waiting IS NOT NULL;
`;

const down = `
DROP INDEX completion_waiting;
ALTER TABLE completion DROP COLUMN waiting, DROP COLUMN enrolment_id;
DROP TABLE enrolment_pause;
`;

export class HeldBackBadges1795300000100 implements MigrationInterface {
  name = 'HeldBackBadges1795300000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}

import { isolate } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the nominator says of a person is sealed under the key of `sealed_for`. */
const nominations = `
CREATE TABLE nomination (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  achievement_id uuid NOT NULL,
  achievement_version_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  statement bytea NOT NULL,
  sealed_for uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('OPEN', 'ACCEPTED', 'REFUSED')),
  nominated_by uuid NOT NULL,
  decided_by uuid,
  decided_at timestamptz,
  award_id uuid,
  version int NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK ((state = 'OPEN') = (decided_at IS NULL)),
  CHECK ((state = 'ACCEPTED') = (award_id IS NOT NULL)),
  CHECK (decided_by IS DISTINCT FROM nominated_by)
);
CREATE UNIQUE INDEX nomination_open ON nomination (tenant_id, earner_id, achievement_id) WHERE state = 'OPEN';
CREATE INDEX nomination_earner ON nomination (tenant_id, earner_id);
CREATE INDEX nomination_state ON nomination (tenant_id, state, id);
${isolate('earners', 'nomination')};
`;

export class Nominations1795280013300 implements MigrationInterface {
  name = 'Nominations1795280013300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(nominations);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE nomination');
  }
}

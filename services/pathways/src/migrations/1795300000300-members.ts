import { isolate, me, personalRead } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const mine = `(tenant_id, earner_id) IN (SELECT p.tenant_id, p.earner_id FROM person_copy p WHERE p.account_id = ${me})`;
const memberOf = (table: string): string =>
  `EXISTS (SELECT 1 FROM member_copy m JOIN person_copy p ON p.tenant_id = m.tenant_id AND p.earner_id = m.earner_id
            WHERE p.account_id = ${me} AND m.tenant_id = ${table}.tenant_id AND m.state = 'ACTIVE')`;

/** Who belongs to a tenant, as the earners service tells it, and what depends on that. */
const up = `
CREATE TABLE member_copy (
  tenant_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('ACTIVE', 'PAUSED', 'LEFT')),
  version int NOT NULL,
  PRIMARY KEY (tenant_id, entry_id)
);
CREATE INDEX member_copy_earner ON member_copy (tenant_id, earner_id);
${isolate('pathways', 'member_copy', { personal: mine })};
REVOKE INSERT, UPDATE, DELETE ON member_copy FROM pathways_app;

-- Who may see a pathway, apart from who may follow it; a change of the one leaves the other.
ALTER TABLE pathway ADD COLUMN visibility text NOT NULL DEFAULT 'PUBLIC' CHECK (visibility IN ('PUBLIC', 'MEMBERS_ONLY'));
UPDATE pathway SET visibility = access;
DROP POLICY public_read ON pathway;
CREATE POLICY public_read ON pathway FOR SELECT TO pathways_app USING (visibility = 'PUBLIC' AND current_version_id IS NOT NULL);

-- What an enrolment began under, since access concerns new ones only.
ALTER TABLE enrolment ADD COLUMN members_only boolean NOT NULL DEFAULT false;
UPDATE enrolment e SET members_only = p.access = 'MEMBERS_ONLY' FROM pathway p WHERE p.tenant_id = e.tenant_id AND p.id = e.pathway_id;
CREATE INDEX enrolment_members_only ON enrolment (tenant_id, earner_id) WHERE members_only;
`;

/** Members see what is for members. */
const reading = [
  personalRead('pathways', 'pathway', `current_version_id IS NOT NULL AND ${memberOf('pathway')}`).replace('the_person', 'the_member'),
  personalRead('pathways', 'pathway_version', `state IN ('PUBLISHED', 'CLOSED') AND ${memberOf('pathway_version')}`).replace('the_person', 'the_member'),
];

const down = `
DROP POLICY the_member ON pathway_version;
DROP POLICY the_member ON pathway;
ALTER TABLE enrolment DROP COLUMN members_only;
DROP POLICY public_read ON pathway;
CREATE POLICY public_read ON pathway FOR SELECT TO pathways_app USING (access = 'PUBLIC' AND current_version_id IS NOT NULL);
ALTER TABLE pathway DROP COLUMN visibility;
DROP TABLE member_copy;
`;

export class Members1795300000300 implements MigrationInterface {
  name = 'Members1795300000300';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [up, ...reading]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}

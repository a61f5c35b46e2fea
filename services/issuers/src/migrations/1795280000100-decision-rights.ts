import { newId } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const before = `('ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'REVIEW', 'ANALYSE', 'AUDIT')`;
const now = `('ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'REVIEW', 'GRANT_AWARD', 'SIT_ON_COMMITTEE', 'ANALYSE', 'AUDIT')`;
/** Who may do everything goes on to: nobody gives a right that he lacks. They are told at the service's next start. */
const administrators = `
SELECT g.tenant_id AS tenant, g.holder_id AS holder, g.until, more.access_right AS granted
  FROM access_grant g CROSS JOIN (VALUES ('GRANT_AWARD'), ('SIT_ON_COMMITTEE')) AS more (access_right)
 WHERE g.access_right = 'ADMINISTER' AND g.scope_kind = 'TENANT'
   AND EXISTS (SELECT 1 FROM access_grant r WHERE r.tenant_id = g.tenant_id AND r.holder_id = g.holder_id
                AND r.access_right = 'REVIEW' AND r.scope_kind = 'TENANT')`;
const giveThem = `
INSERT INTO access_grant (tenant_id, id, holder_id, access_right, scope_kind, scope_id, until, given_at)
SELECT tenant, id, holder, granted, 'TENANT', tenant, until, now()
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[]) AS t (tenant, id, holder, granted, until)`;
const tellThem = `
UPDATE grant_holder h SET due_at = now() WHERE EXISTS (
  SELECT 1 FROM access_grant g WHERE g.tenant_id = h.tenant_id AND g.holder_id = h.id AND g.access_right = 'GRANT_AWARD')`;

const check = 'access_grant_access_right_check';

/** Deciding on submissions, and sitting on a committee, are rights of their own. */
export class DecisionRights1795280000100 implements MigrationInterface {
  name = 'DecisionRights1795280000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE access_grant DROP CONSTRAINT ${check}, ADD CONSTRAINT ${check} CHECK (access_right IN ${now})`);
    type Given = { tenant: string; holder: string; until: Date | null; granted: string };
    const given = (await runner.query(administrators)) as Given[];
    const columns = [given.map(({ tenant }) => tenant), given.map(() => newId()), given.map(({ holder }) => holder), given.map(({ granted }) => granted), given.map(({ until }) => until)];
    await runner.query(giveThem, columns);
    await runner.query(tellThem);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM access_grant WHERE access_right NOT IN ${before}`);
    await runner.query(`ALTER TABLE access_grant DROP CONSTRAINT ${check}, ADD CONSTRAINT ${check} CHECK (access_right IN ${before})`);
  }
}

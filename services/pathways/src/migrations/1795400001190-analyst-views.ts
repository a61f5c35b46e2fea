import { facts } from '@cairn/metrics';
import { rolesOf } from '@cairn/postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { analystSchema, analystView, definition, letAnalystsRead, tablesUnder } from '../analytics/views/analyst-views.js';

const { owner } = rolesOf('pathways');

/** Only an administrator of the database writes it, past row security; each role reads its own row. */
const access = `
CREATE TABLE analyst_access (
  tenant_id uuid NOT NULL,
  role_name name NOT NULL,
  granted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, role_name)
);
COMMENT ON TABLE analyst_access IS 'Roles of the database that read the facts of a tenant in ${analystSchema}.';
CREATE UNIQUE INDEX analyst_access_role ON analyst_access (role_name);
ALTER TABLE analyst_access ENABLE ROW LEVEL SECURITY;
ALTER TABLE analyst_access FORCE ROW LEVEL SECURITY;
CREATE POLICY who_asks ON analyst_access FOR SELECT TO ${owner} USING (role_name = session_user);
CREATE SCHEMA ${analystSchema};
COMMENT ON SCHEMA ${analystSchema} IS 'Facts that figures are made of, for the tools of a tenant''s analysts; columns are only ever added.';
`;

export class AnalystViews1795400001190 implements MigrationInterface {
  name = 'AnalystViews1795400001190';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(access);
    for (const { name } of facts) {
      const [fact] = (await runner.query(definition, [name])) as { text: string }[];
      if (!fact) continue;
      await runner.query(analystView(name, fact.text));
      const under = (await runner.query(tablesUnder, [`${analystSchema}.${name}`])) as { name: string }[];
      for (const table of under) await runner.query(letAnalystsRead(table.name, owner));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    const open = (await runner.query(`SELECT polrelid::regclass::text AS name FROM pg_policy WHERE polname = 'analyst'`)) as { name: string }[];
    for (const { name } of open) await runner.query(`DROP POLICY analyst ON ${name}`);
    await runner.query(`DROP SCHEMA ${analystSchema} CASCADE`);
    await runner.query('DROP TABLE analyst_access');
  }
}

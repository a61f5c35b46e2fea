import { columnsOf, facts, figureSql } from '@cairn/metrics';
import { newId } from '@cairn/postgres';
import { clusterAddress, testDatabase, type TestDatabase } from '@cairn/testkit';
import pg from 'pg';
import { migrations } from '../../app.js';

describe('the views of analysts', () => {
  const [mine, theirs, achievement] = [newId(), newId(), newId()];
  const role = `analyst_${mine.slice(-12)}`;
  let made: TestDatabase;
  let admin: pg.Client;
  let analyst: pg.Client;
  const connected = async (url: string, as?: string) => {
    const address = new URL(url);
    address.pathname = new URL(made.ownerUrl).pathname;
    if (as) [address.username, address.password] = [as, 'test'];
    const client = new pg.Client({ connectionString: address.href });
    await client.connect();
    return client;
  };

  beforeAll(async () => {
    made = await testDatabase('pathways', migrations);
    admin = await connected(clusterAddress());
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'test'`);
    await admin.query(`GRANT CONNECT ON DATABASE ${admin.database} TO ${role}; GRANT USAGE ON SCHEMA analytics_v1 TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA analytics_v1 TO ${role}`);
    await admin.query('INSERT INTO analyst_access (tenant_id, role_name) VALUES ($1, $2)', [mine, role]);
    for (const [tenant, awards] of [[mine, 3], [theirs, 5]] as const) {
      await admin.query(
        `INSERT INTO holding (tenant_id, award_id, earner_id, achievement_id, achievement_version_id, issuer_id, state, issued_on, voided, suspensions, version, recorded_at)
         SELECT $1, gen_random_uuid(), gen_random_uuid(), $2, $2, $1, 'ACTIVE', '2024-05-01', false, '[]', 1, now() FROM generate_series(1, $3)`,
        [tenant, achievement, awards],
      );
    }
    analyst = await connected(made.ownerUrl, role);
  });
  afterAll(async () => {
    await analyst?.end();
    await admin?.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    await admin?.end();
    await made?.close();
  });

  it('show a role the facts of its own tenant', async () => {
    const { rows } = await analyst.query<{ tenant: string; n: number }>('SELECT tenant_id AS tenant, count(*)::int AS n FROM analytics_v1.fact_award GROUP BY 1');
    expect(rows).toEqual([{ tenant: mine, n: 3 }]);
  });

  it('answer the SQL of the catalogue as it is', async () => {
    await analyst.query('SET search_path = analytics_v1');
    for (const metric of ['M0', 'M1', 'M8', 'M13', 'O1'] as const) {
      const { text, values } = figureSql({ metric, observationEnd: '2024-12-31', ...(['M1', 'M8'].includes(metric) && { windowDays: 365 }) });
      const { rows } = await analyst.query<{ numerator: string }>(text, [...values]);
      expect({ metric, numerator: rows[0]?.numerator }).toEqual({ metric, numerator: metric === 'M0' || metric === 'M13' ? '3' : '0' });
    }
  });

  it('show no other tenant by what the role may set or ask', async () => {
    await analyst.query(`SELECT set_config('app.tenant', $1, false)`, [theirs]);
    const { rows } = await analyst.query('SELECT 1 FROM analytics_v1.fact_award WHERE tenant_id = $1', [theirs]);
    expect(rows).toEqual([]);
    await expect(analyst.query('SET ROLE pathways_worker')).rejects.toThrow('permission denied');
    await expect(analyst.query(`CREATE FUNCTION pg_temp.told(uuid) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$`)).rejects.toThrow('permission denied');
  });

  it.each(['INSERT INTO analytics_v1.fact_award SELECT * FROM analytics_v1.fact_award', 'DELETE FROM analytics_v1.fact_award', `UPDATE analytics_v1.fact_award SET void = true`, 'CREATE TABLE analytics_v1.mine ()'])(
    'let a role write nothing: %s',
    async (text) => {
      await expect(analyst.query(text)).rejects.toThrow(/permission denied|cannot (insert|delete|update)/);
    },
  );

  it.each(['holding', 'person_copy', 'fact_award', 'analyst_access', 'rolled_earner'])('let a role read nothing beside them: %s', async (table) => {
    await expect(analyst.query(`SELECT 1 FROM public.${table}`)).rejects.toThrow('permission denied');
  });

  it('show nothing to a role that is of no tenant any more', async () => {
    await admin.query('DELETE FROM analyst_access WHERE role_name = $1', [role]);
    const { rows } = await analyst.query('SELECT 1 FROM analytics_v1.fact_award');
    await admin.query('INSERT INTO analyst_access (tenant_id, role_name) VALUES ($1, $2)', [mine, role]);
    expect(rows).toEqual([]);
  });

  it('show nothing to the owner of the tables and the running roles', async () => {
    const owner = await connected(made.ownerUrl);
    const { rows } = await owner.query('SELECT (SELECT count(*) FROM analytics_v1.fact_award)::int AS views, (SELECT count(*) FROM holding)::int AS tables');
    await owner.end();
    expect(rows).toEqual([{ views: 0, tables: 0 }]);
    const worker = await connected(made.workerUrl);
    await expect(worker.query('SELECT 1 FROM analytics_v1.fact_award')).rejects.toThrow('permission denied');
    await worker.end();
  });

  it('are there for each fact that the database keeps, with each column and what it means', async () => {
    const { rows } = await admin.query<{ fact: string; column: string; means: string | null }>(
      `SELECT c.relname AS fact, a.attname AS column, col_description(c.oid, a.attnum) AS means FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE c.relnamespace = 'analytics_v1'::regnamespace ORDER BY c.relname, a.attnum`,
    );
    const { rows: kept } = await admin.query<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY($1)`, [facts.map(({ name }) => name)]);
    const expected = facts
      .filter(({ name }) => kept.some((one) => one.name === name))
      .flatMap(({ name }) => columnsOf(name).map((column) => ({ fact: name, column: column.name, means: column.means })))
      .sort((a, b) => (a.fact < b.fact ? -1 : a.fact > b.fact ? 1 : 0));
    expect(rows).toEqual(expected);
    expect(expected.length).toBeGreaterThan(40);
  });
});

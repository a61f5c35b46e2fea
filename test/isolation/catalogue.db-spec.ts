import { rolesOf } from '@cairn/postgres';
import { clusterAddress, testDatabase, type TestDatabase } from '@cairn/testkit';
import pg from 'pg';
import { migrationsOf } from '../access/open-services.js';
import { allowed } from './allowed.js';
import { catalogueRules, offences } from './catalogue.js';

const services = Object.keys(migrationsOf) as (keyof typeof migrationsOf)[];

/** As superuser, since only that sees everything and can break everything. */
async function asAdmin<T>({ ownerUrl }: TestDatabase, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(clusterAddress());
  url.pathname = new URL(ownerUrl).pathname;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe.each(services)('the database of %s', (service) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase(service, migrationsOf[service]);
  });
  afterAll(() => database.close());

  it('keeps every rule of isolation, or says why not', async () => {
    const found = await asAdmin(database, (client) => offences(client, rolesOf(service)));
    const reasons = allowed[service] ?? {};
    expect(found.filter(({ what }) => !(what in reasons)).map(({ rule, what }) => `${what}: ${rule}`)).toEqual([]);
    expect(Object.keys(reasons).filter((what) => !found.some((one) => one.what === what))).toEqual([]);
  });
});

/** One way to break each rule, by the rule's name, and what is then named. */
const breaches: Readonly<Record<string, { readonly sql: string; readonly what: string }>> = {
  'a table with tenants’ data has row-level security, for its owner too': {
    sql: 'CREATE TABLE bad (tenant_id uuid PRIMARY KEY); ALTER TABLE bad ENABLE ROW LEVEL SECURITY',
    what: 'bad',
  },
  'a table without row-level security is only read by the app role': {
    sql: 'CREATE TABLE bad (tenant_id uuid PRIMARY KEY); GRANT SELECT, INSERT ON bad TO earners_app',
    what: 'bad',
  },
  'a table with tenants’ data always says whose they are': { sql: 'CREATE TABLE bad (tenant_id uuid)', what: 'bad' },
  'a table behind row-level security has a policy for each role that has rights on it': {
    sql: 'CREATE TABLE bad (tenant_id uuid PRIMARY KEY); ALTER TABLE bad ENABLE ROW LEVEL SECURITY; GRANT SELECT ON bad TO earners_worker',
    what: 'bad for earners_worker',
  },
  'what the app role writes is its own tenant’s': {
    sql: `CREATE TABLE bad (tenant_id uuid PRIMARY KEY); CREATE POLICY tenant ON bad TO earners_app
      USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (true)`,
    what: 'bad.tenant',
  },
  'what the app role reads is its own tenant’s, the person’s own, or public': {
    sql: 'CREATE POLICY public_read ON earner FOR SELECT USING (true)',
    what: 'earner.public_read',
  },
  'tenant_id leads every key and unique index': { sql: 'CREATE UNIQUE INDEX bad ON earner (id)', what: 'bad' },
  'a foreign key between tenants’ tables includes tenant_id on both sides': {
    sql: 'CREATE UNIQUE INDEX target ON award (id); ALTER TABLE completion ADD CONSTRAINT bad FOREIGN KEY (award_id) REFERENCES award (id)',
    what: 'bad',
  },
  'the app role has no right on tables without a tenant': { sql: 'GRANT SELECT ON dead_letter TO PUBLIC', what: 'dead_letter: SELECT' },
  'what is only added to is never changed or deleted by the app role': { sql: 'GRANT UPDATE ON award_event TO earners_app', what: 'award_event: UPDATE' },
  'the running roles empty no table, hook into none and point at none': { sql: 'GRANT TRUNCATE ON award TO earners_worker', what: 'award for earners_worker: TRUNCATE' },
  'everything belongs to the owner, nothing to the running roles': { sql: 'ALTER TABLE award OWNER TO earners_app', what: 'award' },
  'no role is above the rules, or another role’s member': { sql: 'GRANT earners_owner TO earners_app', what: 'earners_app is of earners_owner' },
  'a view asks with the rights of whoever reads it, and nothing is materialised': { sql: 'CREATE VIEW bad AS SELECT id FROM award', what: 'bad' },
  'no function runs with its owner’s rights': {
    sql: 'CREATE FUNCTION bad() RETURNS int LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$',
    what: 'bad',
  },
};

describe('a rule', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('earners', migrationsOf.earners);
  });
  afterAll(() => database.close());

  it.each(catalogueRules.map(({ name }) => [name]))('notices when it is broken: %s', async (name) => {
    const breach = breaches[name];
    const found = await asAdmin(database, async (client) => {
      // Roles belong to the whole cluster: nothing of this may stay.
      await client.query('BEGIN');
      await client.query(breach?.sql ?? '');
      return offences(client, rolesOf('earners'));
    });
    expect(found).toContainEqual({ rule: name, what: breach?.what });
  });

  it('notices a role that bypasses row-level security', async () => {
    const found = await asAdmin(database, async (client) => {
      await client.query('BEGIN; ALTER ROLE earners_app BYPASSRLS');
      return offences(client, rolesOf('earners'));
    });
    expect(found.map(({ what }) => what)).toContain('earners_app');
  });
});

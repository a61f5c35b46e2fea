import { createHash } from 'node:crypto';
import { addressOf, Database, migrate, type Migration, newId, provisionDatabase, provisionRoles, rolesOf } from '@cairn/postgres';
import pg from 'pg';
import { clusterAddress } from './cluster.js';

export interface TestDatabase {
  readonly database: Database;
  /** Addresses under the three roles, for connections of the test's own. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly workerUrl: string;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

type Entities = Parameters<typeof Database.connect>[1];

const password = 'test';

/** A fresh database of a service, cloned from a template that is migrated once per run (about 0.1 s). */
export async function testDatabase(service: string, migrations: readonly Migration[], entities: Entities = []): Promise<TestDatabase> {
  const name = `${service}_${newId().replaceAll('-', '')}`;
  await asAdmin(async (admin) => {
    const template = await ensureTemplate(admin, service, migrations);
    await provisionDatabase(admin, service, name, template);
  });
  const { owner, app, worker } = rolesOf(service);
  const address = (role: string) => addressOf(clusterAddress(), role, password, name);
  const database = await Database.connect(
    { appUrl: address(app), workerUrl: address(worker), poolSize: 8, workerPoolSize: 8, poolWaitMs: 5_000 },
    entities,
  );
  return {
    database,
    ownerUrl: address(owner),
    appUrl: address(app),
    workerUrl: address(worker),
    async close() {
      await database.close();
      await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`));
    },
  };
}

async function ensureTemplate(admin: pg.Client, service: string, migrations: readonly Migration[]): Promise<string> {
  const text = migrations.map((migration) => `${migration.name}\n${migration.toString()}`).join('\n');
  const template = `template_${service}_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  // Workers of Jest are processes of their own: the first one builds, the others wait.
  await admin.query(`SELECT pg_advisory_lock(hashtext('cairn-testkit'))`);
  try {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount !== 0) return template;
    await provisionRoles(admin, service, password);
    const draft = `${template}_draft`;
    await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(draft)} WITH (FORCE)`);
    await provisionDatabase(admin, service, draft);
    await migrate(addressOf(clusterAddress(), rolesOf(service).owner, password, draft), migrations);
    await admin.query(`ALTER DATABASE ${pg.escapeIdentifier(draft)} RENAME TO ${pg.escapeIdentifier(template)}`);
    return template;
  } finally {
    await admin.query(`SELECT pg_advisory_unlock(hashtext('cairn-testkit'))`);
  }
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: clusterAddress() });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

import { DataSource, type MigrationInterface } from 'typeorm';

export type Migration = new () => MigrationInterface;

/**
 * Brings a database up to date under its owner role, each migration in its own transaction. An advisory lock makes
 * several starters wait for one another. Returns the names of the migrations that ran.
 */
export async function migrate(ownerUrl: string, migrations: readonly Migration[]): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    extra: { max: 2, options: '-c lock_timeout=2000 -c client_min_messages=warning' },
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.connect();
    await lock.query('SET lock_timeout = 0');
    await lock.query(`SELECT pg_advisory_lock(hashtext('cairn-migrate'))`);
    const ran = await source.runMigrations();
    return ran.map(({ name }) => name);
  } finally {
    await lock.query(`SELECT pg_advisory_unlock(hashtext('cairn-migrate'))`).catch(() => undefined);
    await lock.release();
    await source.destroy();
  }
}

/** The newest migration applied, or null on a fresh database. */
export async function pendingMigrations(ownerUrl: string, migrations: readonly Migration[]): Promise<boolean> {
  const source = new DataSource({ type: 'postgres', url: ownerUrl, migrations: [...migrations], migrationsTableName: 'migration' });
  await source.initialize();
  try {
    return await source.showMigrations();
  } finally {
    await source.destroy();
  }
}

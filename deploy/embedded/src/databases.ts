import { addressOf, type DatabaseConfig, migrate, provisionDatabase, provisionRoles, rolesOf } from '@cairn/postgres';
import pg from 'pg';
import type { RegisteredService } from './registered-services.js';

/** Connections per service; five services share a cluster of 300. */
const pools = { poolSize: 16, workerPoolSize: 8, poolWaitMs: 1_000 };

/**
 * Makes roles and databases where they are missing and brings every database up to date, the services side by side.
 *
 * @param adminUrl superuser of the cluster
 * @returns how each service reaches its database
 */
export async function openDatabases(
  adminUrl: string,
  password: string,
  services: readonly Pick<RegisteredService, 'name' | 'migrations'>[],
): Promise<ReadonlyMap<string, DatabaseConfig>> {
  await provision(
    adminUrl,
    password,
    services.map(({ name }) => name),
  );
  const opened = await Promise.all(
    services.map(async ({ name, migrations }) => {
      const { ownerUrl, appUrl, workerUrl } = databaseAddresses(adminUrl, password, name);
      await migrate(ownerUrl, migrations);
      return [name, { appUrl, workerUrl, ...pools }] as const;
    }),
  );
  return new Map(opened);
}

/** How a service's database is reached under each of its roles. */
export function databaseAddresses(adminUrl: string, password: string, service: string) {
  const { owner, app, worker } = rolesOf(service);
  const address = (role: string) => addressOf(adminUrl, role, password, databaseOf(service));
  return { ownerUrl: address(owner), appUrl: address(app), workerUrl: address(worker) };
}

/** Makes a database with the three roles of a service, without migrating it. */
export async function provision(adminUrl: string, password: string, names: readonly string[]): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    for (const name of names) {
      await provisionRoles(admin, name, password);
      await provisionDatabase(admin, name, databaseOf(name));
    }
  } finally {
    await admin.end();
  }
}

const databaseOf = (service: string): string => `cairn_${service}`;

import pg from 'pg';

/**
 * The roles of a service's database. None owns anything but `owner`; none is superuser or bypasses row security. `signer` may
 * do what a migration grants it by name, which is something in verification only.
 */
export const rolesOf = (service: string) => ({
  owner: `${service}_owner`,
  app: `${service}_app`,
  worker: `${service}_worker`,
  signer: `${service}_signer`,
});

/** Creates the roles of a service where they are missing, with one password for each run of the registry. */
export async function provisionRoles(admin: pg.Client, service: string, password: string): Promise<void> {
  for (const role of Object.values(rolesOf(service))) {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
    await admin.query(
      `${verb} ROLE ${pg.escapeIdentifier(role)} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${pg.escapeLiteral(password)}`,
    );
  }
  for (const role of [rolesOf(service).app, rolesOf(service).signer]) {
    await admin.query(`ALTER ROLE ${pg.escapeIdentifier(role)} SET synchronous_commit = on`);
  }
}

/** Creates a service's database, owned by its owner role, where it is missing. */
export async function provisionDatabase(admin: pg.Client, service: string, database: string, template?: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (rowCount !== 0) return;
  const { owner, app, worker, signer } = rolesOf(service);
  const name = pg.escapeIdentifier(database);
  const from = template ? ` TEMPLATE ${pg.escapeIdentifier(template)}` : '';
  await admin.query(`CREATE DATABASE ${name} OWNER ${pg.escapeIdentifier(owner)}${from}`);
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO ${owner}, ${app}, ${worker}, ${signer}`);
}

/** The same address under another role and database. */
export function addressOf(base: string, role: string, password: string, database: string): string {
  const url = new URL(base);
  url.username = role;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

import pg from 'pg';

/** A role of the pathways database that reads the facts of one tenant in `analytics_v1`, and nothing else. */
export interface AnalystRole {
  readonly name: string;
  /** Bare id of the tenant. */
  readonly tenant: string;
  readonly password: string;
}

const statementTimeout = '60s';

/**
 * Makes the role, or gives the one that is there this password and whatever views came since.
 *
 * @param adminUrl of the pathways database, as a role that may make roles and is above row security
 */
export async function allowAnalyst(adminUrl: string, { name, tenant, password }: AnalystRole): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    const role = pg.escapeIdentifier(name);
    const { rows } = await admin.query<{ tenant: string | null }>(
      'SELECT a.tenant_id::text AS tenant FROM pg_roles r LEFT JOIN analyst_access a ON a.role_name = r.rolname WHERE r.rolname = $1',
      [name],
    );
    const [known] = rows;
    if (known && known.tenant !== tenant) throw new Error(`${name} is another role of this database already. Choose another name.`);
    const verb = known ? 'ALTER' : 'CREATE';
    await admin.query(`${verb} ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT CONNECTION LIMIT 5 PASSWORD ${pg.escapeLiteral(password)}`);
    await admin.query(`ALTER ROLE ${role} SET default_transaction_read_only = on`);
    await admin.query(`ALTER ROLE ${role} SET statement_timeout = '${statementTimeout}'`);
    await admin.query(`ALTER ROLE ${role} SET search_path = analytics_v1`);
    await admin.query(`GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(admin.database ?? '')} TO ${role}`);
    await admin.query(`GRANT USAGE ON SCHEMA analytics_v1 TO ${role}`);
    await admin.query(`GRANT SELECT ON ALL TABLES IN SCHEMA analytics_v1 TO ${role}`);
    await admin.query('INSERT INTO analyst_access (tenant_id, role_name) VALUES ($1, $2) ON CONFLICT DO NOTHING', [tenant, name]);
  });
}

/** Takes the role away. Throws for one that is no analyst's. */
export async function endAnalyst(adminUrl: string, name: string): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    const { rowCount } = await admin.query('DELETE FROM analyst_access WHERE role_name = $1', [name]);
    if (rowCount === 0) throw new Error(`${name} is no analyst's role.`);
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1`, [name]);
    await admin.query(`DROP OWNED BY ${pg.escapeIdentifier(name)}`);
    await admin.query(`DROP ROLE ${pg.escapeIdentifier(name)}`);
  });
}

/** All of it, or nothing. */
async function asAdmin(adminUrl: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('BEGIN');
    await work(admin);
    await admin.query('COMMIT');
  } finally {
    await admin.end();
  }
}

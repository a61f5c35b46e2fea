import type pg from 'pg';

/** A rule over pg_catalog of one service's database. */
export interface CatalogueRule {
  readonly name: string;
  /** Names, as `what`, whatever breaks the rule. $1 is the app role, $2 the worker role, $3 the owner. */
  readonly sql: string;
}

/** Something that breaks a rule. */
export interface Offence {
  readonly rule: string;
  readonly what: string;
}

const tables = `SELECT c.oid, c.relname, c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.relacl
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`;
const tenantTables = `SELECT t.* FROM (${tables}) t
  WHERE EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)`;
const policies = (role: string) => `SELECT t.relname, p.polname, p.polcmd, p.polpermissive,
    pg_get_expr(p.polqual, p.polrelid) AS qual, pg_get_expr(p.polwithcheck, p.polrelid) AS wanted
  FROM (${tables}) t JOIN pg_policy p ON p.polrelid = t.oid
  WHERE ARRAY[to_regrole(${role})::oid, 0::oid] && p.polroles`;
/** The one condition that keeps a tenant to itself, as PostgreSQL prints it. */
const own = `'(tenant_id = (NULLIF(current_setting(''app.tenant''::text, true), ''''::text))::uuid)'`;
const mayDo = (role: string, rights: readonly string[]) =>
  `array_remove(ARRAY[${rights.map((right) => `CASE WHEN has_table_privilege(${role}, t.oid, '${right}') THEN '${right}' END`).join(', ')}], NULL)`;

/** Reliability section 5, rule by rule. */
export const catalogueRules: readonly CatalogueRule[] = [
  {
    name: 'a table with tenants’ data has row-level security, for its owner too',
    sql: `SELECT relname AS what FROM (${tenantTables}) t WHERE NOT (relrowsecurity AND relforcerowsecurity)`,
  },
  {
    name: 'a table without row-level security is only read by the app role',
    sql: `SELECT relname AS what FROM (${tables}) t WHERE NOT relrowsecurity AND cardinality(${mayDo('$1', ['INSERT', 'UPDATE', 'DELETE'])}) > 0`,
  },
  {
    name: 'a table with tenants’ data always says whose they are',
    sql: `SELECT t.relname AS what FROM (${tenantTables}) t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'tenant_id' WHERE NOT a.attnotnull`,
  },
  {
    name: 'a table behind row-level security has a policy for each role that has rights on it',
    sql: `SELECT t.relname || ' for ' || role AS what FROM (${tables}) t, unnest(ARRAY[$1::text, $2]) role
      WHERE relrowsecurity AND has_table_privilege(role, t.oid, 'SELECT, INSERT, UPDATE, DELETE')
        AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND to_regrole(role)::oid = ANY (p.polroles))`,
  },
  {
    name: 'what the app role writes is its own tenant’s',
    sql: `SELECT relname || '.' || polname AS what FROM (${policies('$1')}) p
      WHERE polcmd <> 'r' AND (coalesce(qual, ${own}) <> ${own} OR coalesce(wanted, qual) IS DISTINCT FROM ${own})`,
  },
  {
    name: 'what the app role reads is its own tenant’s, the person’s own, or public',
    sql: `SELECT relname || '.' || polname AS what FROM (${policies('$1')}) p
      WHERE polcmd = 'r' AND qual IS DISTINCT FROM ${own} AND NOT (polname = 'the_person' AND qual LIKE '%app.account%')`,
  },
  {
    name: 'tenant_id leads every key and unique index',
    sql: `SELECT i.relname AS what FROM (${tenantTables}) t JOIN pg_index x ON x.indrelid = t.oid AND x.indisunique
      JOIN pg_class i ON i.oid = x.indexrelid
      LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0] WHERE a.attname IS DISTINCT FROM 'tenant_id'`,
  },
  {
    name: 'a foreign key between tenants’ tables includes tenant_id on both sides',
    sql: `SELECT k.conname AS what FROM pg_constraint k JOIN (${tenantTables}) t ON t.oid = k.conrelid JOIN (${tenantTables}) o ON o.oid = k.confrelid
      WHERE k.contype = 'f' AND NOT EXISTS (
        SELECT FROM unnest(k.conkey, k.confkey) AS pair (mine, theirs)
        JOIN pg_attribute m ON m.attrelid = k.conrelid AND m.attnum = pair.mine AND m.attname = 'tenant_id'
        JOIN pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = pair.theirs AND f.attname = 'tenant_id')`,
  },
  {
    name: 'the app role has no right on tables without a tenant',
    sql: `SELECT t.relname || ': ' || array_to_string(done, ', ') AS what FROM (${tables}) t, LATERAL (SELECT ${mayDo('$1', ['SELECT', 'INSERT', 'UPDATE', 'DELETE'])} AS done) r
      WHERE cardinality(done) > 0 AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'tenant_id')`,
  },
  {
    name: 'what is only added to is never changed or deleted by the app role',
    sql: `SELECT t.relname || ': ' || array_to_string(done, ', ') AS what FROM (${tables}) t, LATERAL (SELECT ${mayDo('$1', ['UPDATE', 'DELETE'])} AS done) r
      WHERE t.relname ~ '(^audit_|^idempotency$|_(event|history|interval|transition|change|document|secret)$)' AND cardinality(done) > 0`,
  },
  {
    name: 'the running roles empty no table, hook into none and point at none',
    sql: `SELECT t.relname || ' for ' || role || ': ' || array_to_string(done, ', ') AS what FROM (${tables}) t, unnest(ARRAY[$1::text, $2, 'public']) role,
      LATERAL (SELECT ${mayDo('role', ['TRUNCATE', 'TRIGGER', 'REFERENCES'])} AS done) r WHERE cardinality(done) > 0`,
  },
  {
    name: 'everything belongs to the owner, nothing to the running roles',
    sql: `SELECT relname AS what FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner <> to_regrole($3)::oid
      UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proowner <> to_regrole($3)::oid
      UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner IN (to_regrole($1)::oid, to_regrole($2)::oid)
      UNION ALL SELECT role || ' may create' FROM unnest(ARRAY[$1::text, $2]) role WHERE has_schema_privilege(role, 'public', 'CREATE')`,
  },
  {
    name: 'no role is above the rules, or another role’s member',
    sql: `SELECT r.rolname AS what FROM pg_roles r WHERE r.rolname IN ($1, $2, $3)
        AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication)
      UNION ALL SELECT m.rolname || ' is of ' || r.rolname FROM pg_auth_members x JOIN pg_roles m ON m.oid = x.member JOIN pg_roles r ON r.oid = x.roleid
        WHERE m.rolname IN ($1, $2, $3)`,
  },
  {
    name: 'a view asks with the rights of whoever reads it, and nothing is materialised',
    sql: `SELECT relname AS what FROM pg_class WHERE relnamespace = 'public'::regnamespace
      AND (relkind IN ('m', 'f') OR (relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)))`,
  },
  {
    name: 'no function runs with its owner’s rights',
    sql: `SELECT proname AS what FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef`,
  },
];

/** Whatever breaks a rule in the database that `client` is connected to. */
export async function offences(client: pg.ClientBase, roles: { readonly app: string; readonly worker: string; readonly owner: string }): Promise<Offence[]> {
  const found: Offence[] = [];
  for (const { name, sql } of catalogueRules) {
    const wanted = [roles.app, roles.worker, roles.owner].map((role, at) => `$${at + 1}::text`).join(', ');
    // Every rule takes the three roles, whether or not it names them all.
    const { rows } = await client.query<{ what: string }>(`SELECT what::text FROM (${sql}) rule WHERE (${wanted}) IS NOT NULL ORDER BY 1`, [roles.app, roles.worker, roles.owner]);
    found.push(...rows.map(({ what }) => ({ rule: name, what })));
  }
  return found;
}

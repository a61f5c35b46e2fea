import { columnsOf, type FactName, facts } from '@cairn/metrics';

/** What an analyst's own tools read: a view for each fact, of the one tenant that their database role is of. */
export const analystSchema = 'analytics_v1';

/** Names the tenant of who signed in; nobody is of a tenant who is not in `analyst_access`, migrations and the running roles neither. */
const theirs = 'tenant_id = (SELECT a.tenant_id FROM public.analyst_access a WHERE a.role_name = session_user)';

/**
 * The view of a fact. It asks with its owner's rights, who sees nothing but what `letAnalystsRead` lets through: so a role may read
 * the view and not the tables under it. A condition of the asker's is never tried on rows of others (`security_barrier`).
 *
 * @param text how the service's own view of the fact is defined: a view over that view would ask with the rights of whoever reads it
 */
export function analystView(fact: FactName, text: string): string {
  const columns = columnsOf(fact);
  const name = `${analystSchema}.${fact}`;
  const selected = columns.map((column) => `f.${column.name}`).join(', ');
  return [
    `CREATE VIEW ${name} WITH (security_barrier = true) AS SELECT ${selected} FROM (${text.replace(/;\s*$/, '')}) f WHERE f.${theirs}`,
    `COMMENT ON VIEW ${name} IS ${literal(facts.find((one) => one.name === fact)?.means ?? '')}`,
    ...columns.map((column) => `COMMENT ON COLUMN ${name}.${column.name} IS ${literal(column.means)}`),
  ].join(';\n');
}

/** Of a table with row security: what the views may see of it. */
export const letAnalystsRead = (table: string, owner: string): string => `CREATE POLICY analyst ON ${table} FOR SELECT TO ${owner} USING (${theirs})`;

/** How a fact is defined. `$1` is its name; no row where it is not kept. */
export const definition = `SELECT CASE relkind WHEN 'v' THEN pg_get_viewdef(oid) ELSE 'TABLE ' || oid::regclass END AS text FROM pg_class WHERE oid = to_regclass($1)`;

/** Tables with row security that a view is made of and that have no such policy yet. `$1` is its name; rows have `name`. */
export const tablesUnder = `
SELECT DISTINCT c.oid::regclass::text AS name
  FROM pg_rewrite w
  JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass
  JOIN pg_class c ON c.oid = d.refobjid
 WHERE w.ev_class = $1::regclass AND c.relkind IN ('r', 'p') AND c.relrowsecurity AND c.relname <> 'analyst_access'
   AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'analyst')`;

const literal = (text: string): string => `'${text.replaceAll(`'`, `''`)}'`;

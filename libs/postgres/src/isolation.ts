/**
 * SQL that puts a table behind row-level security. The app role sees its tenant's rows (and what `publicRead` admits);
 * the worker role sees all rows and names the tenant itself. FORCE keeps the owner out as well.
 *
 * @param service name of the service, from which its role names derive
 * @param table a table with a `tenant_id uuid` column that leads its keys
 * @param options.publicRead SQL condition for rows that anyone may read
 * @param options.personal SQL condition, with `me` in it, for rows that the person who signed in may read: those about him
 * @param options.append the app role may insert and read, never change or delete (facts)
 */
export function isolate(service: string, table: string, options: { publicRead?: string; personal?: string; append?: boolean } = {}): string {
  const app = `${service}_app`;
  const worker = `${service}_worker`;
  const mine = `tenant_id = nullif(current_setting('app.tenant', true), '')::uuid`;
  const rights = options.append ? 'SELECT, INSERT' : 'SELECT, INSERT, UPDATE, DELETE';
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY tenant ON ${table} TO ${app} USING (${mine}) WITH CHECK (${mine})`,
    ...(options.publicRead ? [`CREATE POLICY public_read ON ${table} FOR SELECT TO ${app} USING (${options.publicRead})`] : []),
    ...(options.personal ? [personalRead(service, table, options.personal)] : []),
    `CREATE POLICY worker ON ${table} TO ${worker} USING (true) WITH CHECK (true)`,
    `GRANT ${rights} ON ${table} TO ${app}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${worker}`,
  ].join(';\n');
}

/** The policy by which a person reads what a table keeps about him. Its name puts it behind `tenant`, whose reads it must not slow down. */
export const personalRead = (service: string, table: string, condition: string): string =>
  `CREATE POLICY the_person ON ${table} FOR SELECT TO ${service}_app USING (${condition})`;

/** The account of the person who signed in, null when nobody did (see Scope). */
export const me = `nullif(current_setting('app.account', true), '')::uuid`;

/** Grants for a table without tenant data that only background work touches. */
export function workerOnly(service: string, table: string): string {
  return `GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${service}_worker`;
}

/** A table that every tenant may read and only background work may write (copies of public facts). */
export function sharedCopy(service: string, table: string): string {
  return `GRANT SELECT ON ${table} TO ${service}_app;\n${workerOnly(service, table)}`;
}

import { rolesOf } from '@cairn/postgres';
import pg from 'pg';

/** Tables that a request may write without a deed of its own in the audit trail, and why. */
const unnoted: Record<string, string> = {
  audit_entry: 'it is the trail',
  audit_earner: 'it is the trail',
  idempotency: 'remembers the answer to a deed that is noted',
  earner_lock: 'holds nothing: a row to lock',
  status_list: 'places are leased ahead of the deeds that use them, which are noted',
  sealed_secret: 'the secret of a list comes with its first lease, that of a key with an event',
};

/**
 * Makes a service's database refuse the commit of a request that wrote rows of a tenant and noted nothing, so that every
 * test of a mutation is a test of the audit trail too. Background work is left alone: it is noted by its events.
 */
export async function refuseUnnotedWrites(ownerUrl: string, service: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
          AND EXISTS (SELECT 1 FROM pg_class t WHERE t.relname = 'audit_entry')`,
    );
    const app = pg.escapeLiteral(rolesOf(service).app);
    const watched = rows.map(({ name }) => name).filter((name) => !(name in unnoted));
    await owner.query([watch, ...watched.map((table) => watchOf(pg.escapeIdentifier(table), app))].join('\n'));
  } finally {
    await owner.end();
  }
}

const watch = `
  CREATE FUNCTION test_noted() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM set_config('test.noted', pg_current_xact_id()::text, true);
      RETURN NULL;
    END $$;
  CREATE TRIGGER test_noted AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION test_noted();
  CREATE FUNCTION test_unnoted() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF current_setting('test.noted', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        RAISE EXCEPTION 'a request wrote to % and noted nothing in the audit trail: append an event or call note(tx, …)', TG_TABLE_NAME;
      END IF;
      RETURN NULL;
    END $$;`;

const watchOf = (table: string, app: string): string => `
  CREATE CONSTRAINT TRIGGER test_unnoted AFTER INSERT OR UPDATE OR DELETE ON ${table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (current_user = ${app}) EXECUTE FUNCTION test_unnoted();`;

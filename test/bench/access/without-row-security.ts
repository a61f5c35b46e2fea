import type { TestDatabase } from '@cairn/testkit';
import pg from 'pg';

/** Takes row-level security off every table of a bench's database. Its queries name their tenant anyway, so answers stay the same. */
export async function withoutRowSecurity({ ownerUrl }: TestDatabase): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ name: string }>(`SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relrowsecurity`);
    for (const { name } of rows) await owner.query(`ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY`);
  } finally {
    await owner.end();
  }
}

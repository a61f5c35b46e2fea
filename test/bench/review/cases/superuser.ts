import { clusterAddress, type TestDatabase } from '@cairn/testkit';
import pg from 'pg';

/** Work in a bench's database past row-level security, to fill it. */
export async function asSuperuser<T>({ ownerUrl }: TestDatabase, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(clusterAddress());
  url.pathname = new URL(ownerUrl).pathname;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

import type { Change } from '@cairn/client';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import pg from 'pg';
import { openPostgresCopy } from './postgres-copy.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase('issuers', []);
});
afterAll(() => test.close());

const change = (id: string, version: number, more: Partial<Change> = {}): Change => ({
  id,
  type: 'AWARD',
  op: 'UPSERT',
  version,
  changedAt: '2026-01-01T00:00:00Z',
  reason: null,
  node: { id, note: `"quoted", version ${version}` },
  ...more,
});
const batch = (position: string, ...changes: Change[]) => ({ changes, position, hasMore: false, asOf: null });

async function kept() {
  const client = new pg.Client({ connectionString: test.ownerUrl });
  await client.connect();
  const { rows } = await client.query('SELECT id, version, node FROM cairn_object ORDER BY id');
  await client.end();
  return rows as { id: string; version: number; node: unknown }[];
}

it('keeps objects with their position, goes on after a restart, and forgets what it is told to', async () => {
  const first = await openPostgresCopy(test.ownerUrl);
  expect(first.position()).toBeNull();
  await first.apply(batch('p1', change('a', 1), change('b', 1), change('a', 2)));
  await first.close();

  const second = await openPostgresCopy(test.ownerUrl);
  expect(second.position()).toBe('p1');
  await second.apply(batch('p2', change('a', 1), change('b', 2, { op: 'DELETE', node: null }), change('c', 1)));
  expect(await kept()).toEqual([
    { id: 'a', version: 2, node: { id: 'a', note: '"quoted", version 2' } },
    { id: 'c', version: 1, node: { id: 'c', note: '"quoted", version 1' } },
  ]);
  await second.startAgain();
  expect([second.position(), await kept()]).toEqual([null, []]);
  await second.close();
});

it('keeps neither objects nor position of a batch that fails', async () => {
  const copy = await openPostgresCopy(test.ownerUrl);
  await copy.apply(batch('p1', change('a', 1)));
  await expect(copy.apply(batch('p2', change('z', 1), change('y', 1, { changedAt: 'never' })))).rejects.toThrow('invalid input syntax');
  expect([copy.position(), (await kept()).map(({ id }) => id)]).toEqual(['p1', ['a']]);
  await copy.close();
});

it('closes its connection when the database cannot be used', async () => {
  await expect(openPostgresCopy(test.appUrl)).rejects.toThrow('permission denied');
});

import { isolate, type Migration, newId, workerOnly } from '@cairn/postgres';
import type { QueryRunner } from 'typeorm';
import { testDatabase, type TestDatabase } from './database.js';

class CreateStone1700000000000 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE stone (tenant_id uuid NOT NULL, id int NOT NULL, PRIMARY KEY (tenant_id, id))');
    await runner.query(isolate('quarry', 'stone'));
    await runner.query('CREATE TABLE dust (id int PRIMARY KEY)');
    await runner.query(workerOnly('quarry', 'dust'));
  }
  async down(): Promise<void> {}
}

const migrations: Migration[] = [CreateStone1700000000000];

describe('testDatabase', () => {
  const open: TestDatabase[] = [];
  const fresh = async () => {
    const made = await testDatabase('quarry', migrations);
    open.push(made);
    return made;
  };
  afterAll(() => Promise.all(open.map((made) => made.close())));

  it('gives every caller a database of its own', async () => {
    const [one, other] = [await fresh(), await fresh()];
    await one.database.work((tx) => tx.query('INSERT INTO dust (id) VALUES (1)'));
    expect(await one.database.work((tx) => tx.query('SELECT id FROM dust'))).toEqual([{ id: 1 }]);
    expect(await other.database.work((tx) => tx.query('SELECT id FROM dust'))).toEqual([]);
  });

  it('keeps tenants apart under the app role', async () => {
    const { database } = await fresh();
    const [mine, theirs] = [newId(), newId()];
    await database.write({ tenant: mine }, (tx) => tx.query('INSERT INTO stone (tenant_id, id) VALUES ($1, 1)', [mine]));
    expect(await database.read({ tenant: theirs }, (tx) => tx.query('SELECT id FROM stone'))).toEqual([]);
    await expect(
      database.write({ tenant: theirs }, (tx) => tx.query('INSERT INTO stone (tenant_id, id) VALUES ($1, 2)', [mine])),
    ).rejects.toThrow(/row-level security/);
    await expect(database.read({ tenant: mine }, (tx) => tx.query('SELECT id FROM dust'))).rejects.toThrow(/permission denied/);
  });
});

import { testDatabase, type TestDatabase } from '@cairn/testkit';
import type { QueryRunner } from 'typeorm';
import { Database, DatabaseUnavailable, me, type Migration, newId } from './index.js';

class CreateStone1700000000000 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE stone (name text NOT NULL)');
    await runner.query('GRANT SELECT, INSERT ON stone TO quarry_app, quarry_worker');
  }
  async down(): Promise<void> {}
}

const migrations: Migration[] = [CreateStone1700000000000];

/** One connection, so that the next transaction gets the one that was harmed, if it is still there. */
async function onOneConnection(test: (database: Database) => Promise<void>): Promise<void> {
  const made: TestDatabase = await testDatabase('quarry', migrations);
  const database = await Database.connect({ appUrl: made.appUrl, workerUrl: made.workerUrl, poolSize: 1, workerPoolSize: 1, poolWaitMs: 5_000 });
  try {
    await test(database);
  } finally {
    await database.close();
    await made.close();
  }
}

const scope = { tenant: newId() };

describe('a database', () => {
  it('knows the account of a transaction in that transaction only', () =>
    onOneConnection(async (database) => {
      const account = newId();
      const who = async (given: { tenant: string | null; account?: string | null }) =>
        database.read(given, (tx) => tx.query<{ me: string | null }>(`SELECT ${me} AS me`));
      expect(await who({ tenant: null, account })).toEqual([{ me: account }]);
      expect(await who({ tenant: newId() })).toEqual([{ me: null }]);
      await expect(who({ tenant: null, account: "x'; SET ROLE quarry_owner" })).rejects.toThrow(TypeError);
    }));

  it('commits nothing of a transaction whose answers did not come in time', () =>
    onOneConnection(async (database) => {
      let frozen = 0;
      const writing = database.write(scope, async (tx) => {
        const [backend] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        await tx.query(`INSERT INTO stone (name) VALUES ('told that it failed')`);
        frozen = backend!.pid;
        process.kill(frozen, 'SIGSTOP');
        await tx.query('SELECT 1');
      });
      await expect(writing).rejects.toThrow(DatabaseUnavailable);
      process.kill(frozen, 'SIGCONT');
      await database.write(scope, (tx) => tx.query(`INSERT INTO stone (name) VALUES ('kept')`));
      expect(await database.work((tx) => tx.query('SELECT name FROM stone'))).toEqual([{ name: 'kept' }]);
    }), 30_000);

  it('says that it is away, whatever words the driver has for a connection that broke', () =>
    onOneConnection(async (database) => {
      const writing = database.write(scope, async (tx) => {
        const [backend] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        process.kill(backend!.pid, 'SIGTERM');
        await new Promise((resume) => setTimeout(resume, 300));
        await tx.query('SELECT 1');
      });
      await expect(writing).rejects.toThrow(DatabaseUnavailable);
      expect(await database.ready()).toBe(true);
    }), 30_000);
});

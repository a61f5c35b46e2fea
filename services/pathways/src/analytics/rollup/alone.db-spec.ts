import { newId } from '@cairn/postgres';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import { migrations } from '../../app.js';
import { alone } from './alone.js';

describe('who is alone at the sums of a tenant', () => {
  let made: TestDatabase;
  beforeAll(async () => {
    made = await testDatabase('pathways', migrations);
  });
  afterAll(() => made.close());

  /** Whether somebody else may work on them meanwhile. */
  const isFree = async (tenant: string): Promise<boolean> => {
    let worked = false;
    await alone(made.database, tenant, () => {
      worked = true;
      return Promise.resolve();
    });
    return worked;
  };

  it('is so until the work ends, well or not, and for that tenant only', async () => {
    const [tenant, neighbour] = [newId(), newId()];
    await alone(made.database, tenant, async (isLost) => {
      expect([await isFree(tenant), await isFree(neighbour), isLost()]).toEqual([false, true, false]);
    });
    expect(await isFree(tenant)).toBe(true);
    await expect(alone(made.database, tenant, () => Promise.reject(new Error('the work failed')))).rejects.toThrow('the work failed');
    expect(await isFree(tenant)).toBe(true);
  });

  it('is told that the connection with the lock is gone, and the next one may begin', async () => {
    const tenant = newId();
    await alone(made.database, tenant, async (isLost) => {
      await made.database.work((tx) => tx.query(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid() AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`));
      while (!isLost()) await new Promise((resume) => setTimeout(resume, 10));
    });
    expect(await isFree(tenant)).toBe(true);
  });
});

import { migrations } from '@cairn/pathways';
import { newId } from '@cairn/postgres';
import { clusterAddress, testDatabase, type TestDatabase } from '@cairn/testkit';
import pg from 'pg';
import { allowAnalyst, endAnalyst } from './analyst-role.js';

describe('a role of an analyst', () => {
  const [tenant, other] = [newId(), newId()];
  const name = `analyst of ${tenant.slice(-6)}`;
  let made: TestDatabase;
  let adminUrl: string;
  const as = async (password: string) => {
    const url = new URL(adminUrl);
    [url.username, url.password] = [encodeURIComponent(name), password];
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    return client;
  };
  beforeAll(async () => {
    made = await testDatabase('pathways', migrations);
    const url = new URL(clusterAddress());
    url.pathname = new URL(made.ownerUrl).pathname;
    adminUrl = url.href;
    await allowAnalyst(adminUrl, { name, tenant, password: 'first' });
  });
  afterAll(() => made.close());

  it('reads the facts by their names alone, and cannot write', async () => {
    const client = await as('first');
    const { rows } = await client.query('SELECT count(*)::int AS n FROM fact_award');
    expect(rows).toEqual([{ n: 0 }]);
    await expect(client.query('CREATE TEMP TABLE mine (id int)')).rejects.toThrow(/permission denied|read-only/);
    await client.end();
  });

  it('is given another password by the same command', async () => {
    await allowAnalyst(adminUrl, { name, tenant, password: 'second' });
    await expect(as('first')).rejects.toThrow('password authentication failed');
    await (await as('second')).end();
  });

  it('never becomes one of another tenant', async () => {
    await expect(allowAnalyst(adminUrl, { name, tenant: other, password: 'third' })).rejects.toThrow('another role');
    await expect(allowAnalyst(adminUrl, { name: 'pathways_worker', tenant, password: 'third' })).rejects.toThrow('another role');
  });

  it('is taken away, which ends who is signed in', async () => {
    const client = await as('second');
    const ended = new Promise((resolve) => client.on('error', resolve));
    await endAnalyst(adminUrl, name);
    await ended;
    await expect(as('second')).rejects.toThrow(/password authentication failed|does not exist/);
    await expect(endAnalyst(adminUrl, 'pathways_worker')).rejects.toThrow('no analyst');
  });
});

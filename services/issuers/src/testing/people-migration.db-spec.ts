import { auditMigration } from '@cairn/audit';
import { messagingMigration } from '@cairn/messaging';
import { migrate, newId } from '@cairn/postgres';
import { testDatabase } from '@cairn/testkit';
import pg from 'pg';
import { CreateIssuers1795262400000 } from '../migrations/1795262400000-create-issuers.js';
import { People1795270000100 } from '../migrations/1795270000100-people.js';

test('rights, roles and keys of before are grants and keys of their own afterwards, and come back', async () => {
  const before = [messagingMigration('issuers'), CreateIssuers1795262400000, auditMigration('issuers')];
  const made = await testDatabase('issuers', before);
  const [tenant, client, member] = [newId(), newId(), newId()];
  const owner = new pg.Client({ connectionString: made.ownerUrl });
  await owner.connect();
  try {
    await made.database.work(async (tx) => {
      await tx.query(`INSERT INTO tenant (tenant_id, name, state, version, created_at, updated_at) VALUES ($1, 'Harbour', 'ACTIVE', 1, now(), now())`, [tenant]);
      await tx.query(
        `INSERT INTO api_client (tenant_id, id, name, key_prefix, key_hash, rights, operator, created_at)
         VALUES ($1, $2, 'Import', 'cairn_abcdefgh', 'f00d', '{AWARD,REVOKE}', false, now())`,
        [tenant, client],
      );
      await tx.query(`INSERT INTO member (tenant_id, id, name, role, created_at) VALUES ($1, $2, 'Ada', 'DESIGNER', now())`, [tenant, member]);
    });
    expect(await migrate(made.ownerUrl, [...before, People1795270000100])).toEqual(['People1795270000100']);
    const grants = await made.database.read({ tenant }, (tx) =>
      tx.query<{ holder: string; right: string }>(`SELECT holder_id AS holder, access_right AS "right" FROM access_grant WHERE scope_id = $1 ORDER BY access_right`, [tenant]),
    );
    expect(grants.map(({ holder, right }) => [holder === client ? 'client' : 'member', right])).toEqual([['client', 'AWARD'], ['member', 'DESIGN'], ['member', 'PUBLISH'], ['client', 'REVOKE']]);
    expect(await made.database.read({ tenant }, (tx) => tx.query(`SELECT client_id AS client, prefix, hash FROM api_client_key`))).toEqual([{ client, prefix: 'cairn_abcdefgh', hash: 'f00d' }]);
    expect(await made.database.read({ tenant: newId() }, (tx) => tx.query(`SELECT 1 FROM access_grant UNION ALL SELECT 1 FROM api_client_key UNION ALL SELECT 1 FROM grant_holder`))).toEqual([]);
    await new People1795270000100().down({ query: async (text: string) => (await owner.query(text)).rows } as never);
    const [back] = await made.database.read({ tenant }, (tx) => tx.query(`SELECT key_prefix, key_hash, rights FROM api_client`));
    expect(back).toEqual({ key_prefix: 'cairn_abcdefgh', key_hash: 'f00d', rights: expect.arrayContaining(['AWARD', 'REVOKE']) });
  } finally {
    await owner.end();
    await made.close();
  }
});

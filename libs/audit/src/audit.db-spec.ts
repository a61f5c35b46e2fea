import { actingFor, principalOf } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import pg from 'pg';
import { type AuditConditions, AuditTrail } from './audit-trail.js';
import { auditMigration } from './migration.js';
import { note } from './note.js';

const trail = new AuditTrail();

describe('the audit trail', () => {
  let made: TestDatabase;
  beforeAll(async () => {
    made = await testDatabase('issuers', [auditMigration('issuers')]);
  });
  afterAll(() => made.close());

  const actor = newId();
  const deed = (tenant: string, action: string, more: object = {}) => ({ tenant, action, subject: newId(), subjectKind: 'AWARD', ...more });
  const page = (tenant: string, conditions: AuditConditions = {}, after: string | null = null, limit = 10) =>
    made.database.read({ tenant }, (tx) => trail.page(tx, { tenant, conditions, after, limit }));
  const actions = async (...asked: Parameters<typeof page>) => (await page(...asked)).map(({ action }) => action);

  it('keeps who did what in which request, newest first', async () => {
    const tenant = newId();
    const principal = principalOf({ actor, tenant, rights: ['AWARD'] });
    await actingFor({ principal, requestId: 'req-1' }, () => made.database.write({ tenant }, (tx) => note(tx, deed(tenant, 'one'))));
    await actingFor({ principal: { ...principal, operator: true }, requestId: 'req-2' }, () => made.database.write({ tenant }, (tx) => note(tx, deed(tenant, 'two'))));
    expect(await page(tenant)).toMatchObject([
      { action: 'two', actorKind: 'OPERATOR', actor, requestId: 'req-2', subjectKind: 'AWARD', earners: 0 },
      { action: 'one', actorKind: 'CLIENT', actor, requestId: 'req-1' },
    ]);
  });

  it("calls background work the registry's own, even when a request woke it", async () => {
    const tenant = newId();
    const principal = principalOf({ actor, tenant });
    await actingFor({ principal, requestId: 'req-3' }, () => made.database.work((tx) => note(tx, deed(tenant, 'later'))));
    expect(await page(tenant)).toMatchObject([{ actorKind: 'REGISTRY', actor: null, requestId: null }]);
  });

  it('goes when its transaction goes, and takes no entry for another tenant', async () => {
    const tenant = newId();
    const failing = made.database.write({ tenant }, async (tx) => {
      await note(tx, deed(tenant, 'undone'));
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    await expect(made.database.write({ tenant }, (tx) => note(tx, deed(newId(), 'foreign')))).rejects.toThrow(/row-level security/);
    expect(await page(tenant)).toEqual([]);
    const mine = await made.database.write({ tenant }, (tx) => note(tx, deed(tenant, 'mine')));
    expect(mine).toBeUndefined();
    const other = newId();
    expect(await made.database.read({ tenant: other }, (tx) => trail.page(tx, { tenant, conditions: {}, after: null, limit: 10 }))).toEqual([]);
  });

  it('shows an earner every entry that is about him among others, and only those', async () => {
    const tenant = newId();
    const [ana, ben] = [newId(), newId()];
    await made.database.write({ tenant }, (tx) =>
      note(tx, deed(tenant, 'both', { earners: [ana, ben, ana] }), deed(tenant, 'ben', { earners: [ben] }), deed(tenant, 'nobody'), deed(tenant, 'ana', { earners: [ana] })),
    );
    expect(await actions(tenant, { earner: ana })).toEqual(['ana', 'both']);
    expect(await actions(tenant, { earner: ben })).toEqual(['ben', 'both']);
    expect((await page(tenant, { earner: ana })).map(({ earners }) => earners)).toEqual([1, 2]);
  });

  it('pages by id and keeps to every condition', async () => {
    const tenant = newId();
    const subject = newId();
    await made.database.write({ tenant }, (tx) =>
      note(tx, deed(tenant, 'cairn.award.issued.v1'), deed(tenant, 'cairn.award.revoked.v1', { subject }), deed(tenant, 'read.earner-names'), deed(tenant, 'cairn.issuer.changed.v1')),
    );
    const first = await page(tenant, {}, null, 2);
    expect(await actions(tenant, {}, first.at(-1)?.id ?? null)).toEqual(['cairn.award.revoked.v1', 'cairn.award.issued.v1']);
    expect(await actions(tenant, { actionStartsWith: 'cairn.award.' })).toEqual(['cairn.award.revoked.v1', 'cairn.award.issued.v1']);
    expect(await actions(tenant, { subjects: [subject] })).toEqual(['cairn.award.revoked.v1']);
    expect(await actions(tenant, { actions: ['read.earner-names'], actors: [newId()] })).toEqual([]);
    const [newest] = await page(tenant);
    expect(await actions(tenant, { from: newest?.at })).toHaveLength(4);
    expect(await actions(tenant, { before: newest?.at })).toEqual([]);
  });

  it.each(['appUrl', 'workerUrl'] as const)('cannot be changed, shortened or emptied under the role of %s', async (role) => {
    const client = new pg.Client({ connectionString: made[role] });
    await client.connect();
    try {
      for (const table of ['audit_entry', 'audit_earner']) {
        for (const deed of [`UPDATE ${table} SET tenant_id = tenant_id`, `DELETE FROM ${table}`, `TRUNCATE ${table}`, `DROP TABLE ${table}`, `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`]) {
          await expect(client.query(deed)).rejects.toThrow(/permission denied|must be owner/);
        }
      }
    } finally {
      await client.end();
    }
  });
});

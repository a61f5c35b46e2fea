import { randomBytes } from 'node:crypto';
import { auditMigration } from '@cairn/audit';
import { readEvent, tenantCreated } from '@cairn/events';
import { newId, type Uuid } from '@cairn/postgres';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import { messagingMigration } from './migration.js';
import { newEvent } from './outbox.js';
import { appendEvents } from './append-events.js';

const created = (tenant: Uuid, name = 'Mosswood College') =>
  newEvent({
    contract: tenantCreated,
    tenant,
    subject: tenant,
    version: 1,
    data: { tenant, name, at: new Date().toISOString() },
    changed: [{ type: 'TENANT', id: tenant, version: 1 }],
  });

describe('the outbox', () => {
  let made: TestDatabase;
  beforeAll(async () => {
    made = await testDatabase('issuers', [messagingMigration('issuers'), auditMigration('issuers')]);
  });
  afterAll(() => made.close());

  it('stores several events in the order given, as envelopes that readEvent accepts', async () => {
    const tenant = newId();
    const marks = await made.database.write({ tenant }, (tx) => appendEvents(tx, [created(tenant, 'One'), created(tenant, 'Two')]));
    const rows = await made.database.work((tx) =>
      tx.query<{ event_id: string; payload: string }>('SELECT event_id, payload FROM outbox WHERE tenant_id = $1 ORDER BY id', [tenant]),
    );
    expect(rows.map((row) => row.event_id)).toEqual(marks.map((mark) => mark.event));
    const read = rows.map((row) => readEvent(row.payload));
    expect(read.map((one) => one.ok && one.event.source)).toEqual(['/cairn/issuers', '/cairn/issuers']);
    expect(read.map((one) => one.ok && (one.event.data as { name: string }).name)).toEqual(['One', 'Two']);
  });

  it('is closed to reading and to other tenants under the app role', async () => {
    const [mine, theirs] = [newId(), newId()];
    await expect(made.database.write({ tenant: mine }, (tx) => appendEvents(tx, [created(theirs)]))).rejects.toThrow(/row-level security/);
    await expect(made.database.read({ tenant: mine }, (tx) => tx.query('SELECT id FROM outbox'))).rejects.toThrow(/permission denied/);
  });

  it('refuses data that do not fit the contract, and events above 256 KiB', async () => {
    const tenant = newId();
    const wrong = { ...created(tenant), data: { tenant, name: 7 } };
    await expect(made.database.write({ tenant }, (tx) => appendEvents(tx, [wrong]))).rejects.toMatchObject({ code: 'EVENT_INVALID' });
    const large = created(tenant, randomBytes(150_000).toString('hex'));
    await expect(made.database.write({ tenant }, (tx) => appendEvents(tx, [large]))).rejects.toMatchObject({ code: 'EVENT_TOO_LARGE' });
  });
});

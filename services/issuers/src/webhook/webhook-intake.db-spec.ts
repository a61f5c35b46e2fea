import { awardBatchIssued, type Envelope, partnershipActivated } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { anAwardFact } from '@cairn/testkit';
import { bare } from '../testing/registry.js';
import { eventually, WebhooksUnderTest } from './testing/service.js';
import { WebhookSweep } from './webhook-sweep.service.js';

describe('the log of events, read for webhooks', () => {
  let lab: WebhooksUnderTest;
  beforeAll(async () => {
    lab = await WebhooksUnderTest.open();
  });
  afterAll(() => lab.close());
  const rows = async (table: string) => Number((await lab.registry.service.database.work((tx) => tx.compose<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)))[0]?.n);

  it('keeps nothing for tenants without endpoints, and asks the database no more for many events than for one', async () => {
    const { id } = await lab.registry.aTenant();
    const before = await rows('webhook_event');
    lab.registry.service.statements();
    await lab.award(id);
    const forOne = lab.registry.service.statements().filter((text) => text.includes('log_place') || text.includes('event_types')).length;
    await lab.registry.service.hear({ contract: awardBatchIssued, tenant: bare(id), subject: newId(), version: 1, data: { job: newId(), awards: Array.from({ length: 500 }, () => anAwardFact()) } });
    const forMany = lab.registry.service.statements().filter((text) => text.includes('log_place') || text.includes('event_types')).length;
    // Whose endpoints there are, and the place in the log: that of webhooks, and that of tenants' topics.
    expect([forOne, forMany]).toEqual([3, 3]);
    expect(await rows('webhook_event')).toBe(before);
  });

  it('tells each award of an import by itself, however often the import is told', async () => {
    const { admin, id, receiver } = await lab.anEndpoint();
    const job = newId();
    const data = { job, awards: Array.from({ length: 120 }, () => anAwardFact()) };
    for (let time = 0; time < 2; time += 1) await lab.registry.service.hear({ contract: awardBatchIssued, tenant: bare(id), subject: job, version: 1, data });
    await eventually(() => receiver.from(id).length, (count) => count >= 120);
    await lab.until(admin, (all) => all.every(({ state }) => state === 'DELIVERED'));
    expect(receiver.from(id).map(({ subject }) => subject).sort()).toEqual(data.awards.map(({ award }) => `awd_${award}`).sort());
  });

  it('tells both partners of their partnership', async () => {
    const { admin, id } = await lab.anEndpoint(undefined, { eventTypes: ['partnership.activated'] });
    const inviting = newId();
    await lab.registry.service.hear({ contract: partnershipActivated, tenant: inviting, subject: newId(), version: 2, data: { partnership: newId(), invitingTenant: inviting, invitedTenant: bare(id), at: lab.now.toISOString() } });
    expect(await lab.until(admin, ([one]) => one?.state === 'DELIVERED')).toHaveLength(1);
  });

  it('is passed by where a record is no event of ours, and goes on', async () => {
    const { admin, id } = await lab.anEndpoint();
    const broken = { type: 'cairn.award.issued.v1', subject: newId(), tenantid: bare(id), data: {} } as unknown as Envelope;
    await lab.registry.service.bus.deliver('cairn.award.v1', broken);
    const award = await lab.award(id);
    expect((await lab.until(admin, (all) => all.length > 0)).map(({ subject }) => subject)).toEqual([award]);
  });

  it('loses nothing when an event comes while the one before is being sent', async () => {
    const { admin, id, receiver } = await lab.anEndpoint();
    for (let count = 0; count < 60; count += 1) await lab.award(id);
    const deliveries = await lab.until(admin, (all) => all.length === 60 && all.every(({ state }) => state === 'DELIVERED'));
    expect(deliveries.every(({ attemptCount }) => attemptCount === 1)).toBe(true);
    expect(receiver.from(id)).toHaveLength(60);
  });

  it('is cleared away after 30 days, what hangs on a deleted endpoint sooner', async () => {
    const { admin, id, endpoint } = await lab.anEndpoint();
    await lab.award(id);
    await lab.until(admin, ([one]) => one?.state === 'DELIVERED');
    const sweep = lab.registry.service.app.get(WebhookSweep);
    await sweep.look();
    expect(await lab.deliveries(admin)).toHaveLength(1);
    lab.pass(31 * 86_400);
    await sweep.look();
    expect(await lab.deliveries(admin)).toEqual([]);
    expect(await rows('webhook_delivery')).toBe(0);
    await lab.registry.made(admin, 'deleteWebhookEndpoint', { id: endpoint.id });
    lab.pass(4 * 86_400);
    await sweep.look();
    expect(await rows('webhook_event')).toBe(0);
    expect(await rows(`webhook_endpoint WHERE id = '${bare(endpoint.id)}'`)).toBe(0);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, WebhooksUnderTest } from './testing/service.js';

describe('what a tenant asks to be told', () => {
  let lab: WebhooksUnderTest;
  beforeAll(async () => {
    lab = await WebhooksUnderTest.open();
  });
  afterAll(() => lab.close());

  it('arrives once, signed and thin, and nowhere else', async () => {
    const { admin, id, secret, receiver } = await lab.anEndpoint();
    const stranger = await lab.registry.aTenant('Hilltop College');
    const award = await lab.award(id);
    await lab.award(stranger.id);
    const [delivery] = await lab.until(admin, ([one]) => one?.state === 'DELIVERED');
    expect(delivery).toMatchObject({ type: 'award.issued', subject: award, attemptCount: 1, nextAttemptAt: null, attempts: [{ status: 200, error: null, bodyExcerpt: 'answer 200' }] });
    expect(receiver.from(id)).toHaveLength(1);
    const [arrived] = receiver.from(id);
    expect(arrived && receiver.isSigned(arrived, secret)).toBe(true);
    const { data, ...told } = JSON.parse(arrived?.body ?? '') as { data: Record<string, string> };
    expect(told).toMatchObject({ specversion: '1.0', id: delivery?.eventId, source: 'https://registry.example', type: 'award.issued', subject: award, tenantid: id, payloadversion: '2026-11-01' });
    expect(Object.keys(data).sort()).toEqual(['achievementId', 'achievementVersionId', 'earnerId', 'id', 'issuerId', 'position', 'version']);
    expect(await lab.deliveries(stranger.admin)).toEqual([]);
  });

  it('is tried by the schedule for 72 hours; then the endpoint is disabled and its owner mailed', async () => {
    const { admin, id, endpoint } = await lab.anEndpoint(() => 500, { contact: 'desk@quay.example', description: 'The desk' });
    await lab.award(id);
    const began = lab.now;
    const waits = await lab.throughSchedule(admin, 80);
    const wanted = [5, 30, 300, 1_800, 7_200, 18_000, 36_000];
    for (const [at, seconds] of wanted.entries()) {
      expect(waits[at]).toBeGreaterThanOrEqual(seconds * 0.8 - 1);
      expect(waits[at]).toBeLessThanOrEqual(seconds * 1.2 + 1);
    }
    expect(waits.slice(wanted.length).every((seconds) => seconds >= 43_200 * 0.8 - 1 && seconds <= 43_200 * 1.2 + 1)).toBe(true);
    expect((lab.now.getTime() - began.getTime()) / 3_600_000).toBeLessThanOrEqual(72);
    const [delivery] = await lab.deliveries(admin);
    expect(delivery).toMatchObject({ state: 'FAILED', nextAttemptAt: null, attempts: expect.arrayContaining([expect.objectContaining({ status: 500, error: 'STATUS_NOT_OK' })]) });
    expect(await lab.endpoint(admin, endpoint.id)).toMatchObject({ state: 'DISABLED', disabledReason: 'FAILING', failingSince: began.toISOString() });
    const { mailDir } = lab.registry.service;
    const mails = () => (existsSync(mailDir) ? readdirSync(mailDir).map((file) => readFileSync(join(mailDir, file), 'utf8')) : []);
    const [mail] = (await eventually(mails, (all) => all.some((text) => text.includes(endpoint.id)))).filter((text) => text.includes(endpoint.id));
    expect(mail).toContain('desk@quay.example');
    expect(mail).not.toContain(`/${id}`);
  });

  it.each([['a redirect', 302, 'REDIRECTED'], ['a refusal', 400, 'STATUS_NOT_OK']] as const)('is tried again after %s, and each event arrives once in effect', async (_what, status, error) => {
    const seen = new Set<string>();
    const { admin, id, receiver } = await lab.anEndpoint(({ id: event }) => (seen.size === seen.add(event).size ? 200 : status));
    await lab.award(id);
    await lab.until(admin, ([one]) => one?.attemptCount === 1);
    lab.pass(6);
    const [delivery] = await lab.until(admin, ([one]) => one?.state === 'DELIVERED');
    expect(delivery?.attempts.map((attempt) => attempt.error)).toEqual([null, error]);
    expect(new Set(receiver.from(id).map((one) => one.id)).size).toBe(1);
    expect(receiver.from(id).map(({ headers }) => headers['host'])).toEqual([1, 2].map(() => new URL(receiver.url).host));
  });

  it('reaches every endpoint that listens although another never answers', async () => {
    const { admin, id } = await lab.anEndpoint(() => 'silence');
    const [, well] = lab.receivers;
    await lab.registry.made(admin, 'createWebhookEndpoint', { url: well.url, eventTypes: ['award.issued'] });
    well.arrived.length = 0;
    const award = await lab.award(id);
    await eventually(() => well.arrived, (arrived) => arrived.some(({ subject }) => subject === award));
    // Ten seconds of real time.
    const deliveries = await lab.until(admin, (all) => all.every(({ attemptCount }) => attemptCount === 1));
    expect(deliveries.map(({ state, attempts }) => [state, attempts[0]?.error])).toEqual(expect.arrayContaining([['DELIVERED', null], ['PENDING', 'NOT_ANSWERING']]));
  });

  it('stops at once for a receiver that is gone, and goes on when it is back', async () => {
    const { admin, id, endpoint, receiver } = await lab.anEndpoint(() => 410);
    const first = await lab.award(id);
    await eventually(() => lab.endpoint(admin, endpoint.id), ({ state }) => state === 'DISABLED');
    const meanwhile = await lab.award(id);
    expect(await lab.endpoint(admin, endpoint.id)).toMatchObject({ disabledReason: 'GONE' });
    expect((await lab.deliveries(admin)).map(({ subject }) => subject)).toEqual([first]);
    receiver.manner = () => 200;
    const { failingSince } = await lab.endpoint(admin, endpoint.id);
    await lab.registry.made(admin, 'enableWebhookEndpoint', { id: endpoint.id });
    await lab.until(admin, ([one]) => one?.state === 'DELIVERED');
    expect(await lab.registry.made(admin, 'replayWebhooks', { endpointId: endpoint.id, from: failingSince }, 'count next')).toMatchObject({ count: 1, next: null });
    const deliveries = await lab.until(admin, (all) => all.length === 2 && all.every(({ state }) => state === 'DELIVERED'));
    expect(deliveries.map(({ subject }) => subject).sort()).toEqual([first, meanwhile].sort());
  });

  it('arrives after the service died in the middle, with the same id', async () => {
    const { admin, id, receiver } = await lab.anEndpoint(() => 500);
    await lab.award(id);
    await lab.until(admin, ([one]) => one?.attemptCount === 1);
    await lab.registry.service.restart();
    receiver.manner = () => 200;
    lab.pass(6);
    await lab.until(admin, ([one]) => one?.state === 'DELIVERED');
    expect(new Set(receiver.from(id).map((one) => one.id)).size).toBe(1);
  });
});

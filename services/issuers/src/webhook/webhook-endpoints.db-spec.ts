import { type Delivery, endpointFields, eventually, WebhooksUnderTest } from './testing/service.js';

const none = 'whe_0192f0c8-7a00-7000-8000-000000000000';
const mutations = ['updateWebhookEndpoint', 'rotateWebhookSecret', 'disableWebhookEndpoint', 'enableWebhookEndpoint', 'deleteWebhookEndpoint', 'testWebhook'];

describe('webhook endpoints', () => {
  let lab: WebhooksUnderTest;
  beforeAll(async () => {
    lab = await WebhooksUnderTest.open();
  });
  afterAll(() => lab.close());

  it('are made, listed and changed by who administers the tenant; the secret is shown once and kept sealed', async () => {
    const { admin, endpoint, secret, receiver, id } = await lab.anEndpoint(undefined, { description: 'Desk', contact: 'Desk@quay.example' });
    expect(endpoint).toMatchObject({ description: 'Desk', contact: 'desk@quay.example', payloadVersion: '2026-11-01', state: 'ENABLED', keys: [{ scheme: 'V1', publicKey: null, endsAt: null }] });
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    const changed = await lab.registry.made<object>(admin, 'updateWebhookEndpoint', { id: endpoint.id, eventTypes: ['earner.erased'], contact: null }, endpointFields);
    expect(changed).toMatchObject({ endpoint: { url: `${receiver.url}${id}`, eventTypes: ['earner.erased'], description: 'Desk', contact: null } });
    const second = await lab.registry.made<{ endpoint: { id: string } }>(admin, 'createWebhookEndpoint', { url: receiver.url, eventTypes: ['award.issued'] }, 'endpoint { id }');
    const list = 'query ($after: Cursor) { webhookEndpoints(first: 1, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }';
    type Page = { webhookEndpoints: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
    const first = await lab.registry.read<Page>(admin, list);
    const next = await lab.registry.read<Page>(admin, list, { after: first.webhookEndpoints.pageInfo.endCursor });
    expect([first, next].map(({ webhookEndpoints: { nodes, pageInfo } }) => [nodes[0]?.id, pageInfo.hasNextPage])).toEqual([[endpoint.id, true], [second.endpoint.id, false]]);
    const bytes = Buffer.from(secret.slice(6), 'base64');
    const rows = await lab.registry.service.database.work((tx) => tx.query<{ sealed: Buffer }>('SELECT sealed FROM webhook_key'));
    expect(rows.some(({ sealed }) => sealed.includes(bytes))).toBe(false);
  });

  it('are refused with the place of what is wrong', async () => {
    const { admin, receiver } = await lab.anEndpoint();
    const tried = (input: object) => lab.registry.tried<object>(admin, 'createWebhookEndpoint', { url: receiver.url, eventTypes: ['award.issued'], ...input }, 'secret');
    for (const url of ['http://receiver.example/', 'https://127.0.0.1/', 'https://10.0.0.7/', 'https://receiver.example:99/', 'nothing', `https://receiver.example/${'x'.repeat(2_100)}`]) {
      expect(await tried({ url })).toMatchObject({ secret: null, userErrors: [{ code: 'ADDRESS_NOT_ALLOWED', field: ['input', 'url'] }] });
    }
    expect(await tried({ eventTypes: ['award.issued', 'award.*'] })).toMatchObject({ userErrors: [{ code: 'INVALID_VALUE', field: ['input', 'eventTypes', '1'] }] });
  });

  it('are nobody’s without ADMINISTER, and no other tenant’s', async () => {
    const { admin, endpoint, id } = await lab.anEndpoint();
    await lab.award(id);
    const [delivery] = await lab.until(admin, ([one]) => one?.state === 'DELIVERED');
    const { admin: stranger } = await lab.registry.aTenant('Hilltop College');
    for (const name of mutations) {
      for (const asked of [endpoint.id, none]) expect(await lab.registry.refused(stranger, name, { id: asked })).toEqual(['NOT_FOUND']);
    }
    expect(await lab.registry.refused(stranger, 'retryWebhookDelivery', { id: delivery?.id })).toEqual(['NOT_FOUND']);
    expect(await lab.registry.refused(stranger, 'replayWebhooks', { endpointId: endpoint.id, from: lab.now.toISOString() })).toEqual(['NOT_FOUND']);
    expect(await lab.registry.read(stranger, `{ webhookEndpoint(id: "${endpoint.id}") { id } webhookDelivery(id: "${delivery?.id}") { id } }`)).toEqual({ webhookEndpoint: null, webhookDelivery: null });
    const designer = await lab.registry.as((await lab.registry.aClient(admin, ['DESIGN'])).key);
    for (const name of mutations) expect(await lab.registry.refused(designer, name, { id: endpoint.id })).toEqual(['GRANT_MISSING']);
    expect(await lab.registry.refused(designer, 'createWebhookEndpoint', { url: 'https://receiver.example/', eventTypes: ['award.issued'] })).toEqual(['GRANT_MISSING']);
    for (const list of ['webhookEndpoints', 'webhookDeliveries']) {
      expect((await lab.registry.service.ask(designer, `{ ${list}(first: 1) { nodes { id } } }`)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('sign with two secrets while one replaces the other, and with an Ed25519 key if asked to', async () => {
    const { admin, endpoint, id, secret, receiver } = await lab.anEndpoint();
    const rotated = await lab.registry.made<{ secret: string; endpoint: { keys: { endsAt: string | null }[] } }>(admin, 'rotateWebhookSecret', { id: endpoint.id }, `secret ${endpointFields}`);
    expect(rotated.endpoint.keys.map(({ endsAt }) => endsAt)).toEqual([null, new Date(lab.now.getTime() + 86_400_000).toISOString()]);
    const last = () => receiver.from(id).at(-1)!;
    await lab.award(id);
    await eventually(() => receiver.from(id).length, (count) => count === 1);
    expect([secret, rotated.secret].map((one) => receiver.isSigned(last(), one))).toEqual([true, true]);
    lab.pass(86_400);
    await lab.award(id);
    await eventually(() => receiver.from(id).length, (count) => count === 2);
    expect([secret, rotated.secret].map((one) => receiver.isSigned(last(), one))).toEqual([false, true]);
    const keyed = await lab.registry.made<{ secret: string | null; endpoint: { keys: { scheme: string; publicKey: string }[] } }>(admin, 'rotateWebhookSecret', { id: endpoint.id, scheme: 'V1A', othersUntil: lab.now.toISOString() }, `secret ${endpointFields}`);
    expect(keyed).toMatchObject({ secret: null, endpoint: { keys: [{ scheme: 'V1A', publicKey: expect.stringMatching(/^whpk_/) }] } });
    await lab.award(id);
    await eventually(() => receiver.from(id).length, (count) => count === 3);
    expect(last().headers['webhook-signature']).toMatch(/^v1a,\S+$/);
    const tooLong = new Date(lab.now.getTime() + 8 * 86_400_000).toISOString();
    expect(await lab.registry.refused(admin, 'rotateWebhookSecret', { id: endpoint.id, othersUntil: tooLong })).toEqual(['INVALID_VALUE']);
  });

  it('are told nothing while disabled, and then what they missed, on request', async () => {
    const { admin, endpoint, id, receiver } = await lab.anEndpoint();
    const before = await lab.award(id);
    await lab.until(admin, ([one]) => one?.state === 'DELIVERED');
    await lab.registry.made(admin, 'disableWebhookEndpoint', { id: endpoint.id });
    expect(await lab.registry.refused(admin, 'disableWebhookEndpoint', { id: endpoint.id })).toEqual(['WEBHOOK_ENDPOINT_STATE_INVALID']);
    const missed = [await lab.award(id), await lab.award(id)];
    const replay = { endpointId: endpoint.id, from: new Date(lab.now.getTime() - 60_000).toISOString() };
    for (const [name, input] of [['testWebhook', { id: endpoint.id }], ['replayWebhooks', replay]] as const) {
      expect(await lab.registry.refused(admin, name, input)).toEqual(['WEBHOOK_ENDPOINT_STATE_INVALID']);
    }
    await lab.registry.made(admin, 'enableWebhookEndpoint', { id: endpoint.id });
    expect(await lab.registry.refused(admin, 'enableWebhookEndpoint', { id: endpoint.id })).toEqual(['WEBHOOK_ENDPOINT_STATE_INVALID']);
    expect((await lab.registry.made<{ count: number }>(admin, 'replayWebhooks', replay, 'count')).count).toBe(2);
    await lab.until(admin, (all) => all.length === 3 && all.every(({ state }) => state === 'DELIVERED'));
    expect(receiver.from(id).map(({ subject }) => subject).sort()).toEqual([before, ...missed].sort());
  });

  it('are sent again what arrived, from a position on, under the same ids', async () => {
    const { admin, endpoint, id, receiver } = await lab.anEndpoint();
    await lab.award(id);
    await lab.until(admin, ([one]) => one?.state === 'DELIVERED');
    lab.pass(60);
    const second = await lab.award(id);
    await lab.until(admin, (all) => all.length === 2 && all.every(({ state }) => state === 'DELIVERED'));
    const { position } = (JSON.parse(receiver.from(id).at(-1)?.body ?? '') as { data: { position: string } }).data;
    expect((await lab.registry.made<{ count: number }>(admin, 'replayWebhooks', { endpointId: endpoint.id, position, only: 'ALL' }, 'count')).count).toBe(1);
    await eventually(() => receiver.from(id).length, (count) => count === 3);
    expect(receiver.from(id).at(-1)?.subject).toBe(second);
    expect(new Set(receiver.from(id).map((one) => one.id)).size).toBe(2);
    const refusals = [{}, { from: lab.now.toISOString(), position }, { position: 'forged' }, { from: new Date(lab.now.getTime() - 31 * 86_400_000).toISOString() }];
    for (const stretch of refusals) expect(await lab.registry.refused(admin, 'replayWebhooks', { endpointId: endpoint.id, ...stretch })).toEqual(['INVALID_VALUE']);
  });

  it('are tested with an event of no meaning, and a delivery is sent again by itself', async () => {
    const { admin, id, endpoint, receiver } = await lab.anEndpoint();
    const { delivery } = await lab.registry.made<{ delivery: Delivery }>(admin, 'testWebhook', { id: endpoint.id }, 'delivery { id state type }');
    expect(delivery).toMatchObject({ state: 'PENDING', type: 'webhook.test' });
    await lab.until(admin, ([one]) => one?.state === 'DELIVERED');
    expect(receiver.from(id).map(({ type, subject }) => [type, subject])).toEqual([['webhook.test', endpoint.id]]);
    await lab.registry.made(admin, 'retryWebhookDelivery', { id: delivery.id }, 'delivery { id state }');
    await lab.until(admin, ([one]) => one?.attemptCount === 2);
    expect(new Set(receiver.from(id).map((one) => one.id)).size).toBe(1);
    expect(await lab.deliveries(admin, { endpointId: endpoint.id, states: ['FAILED'] })).toEqual([]);
    expect(await lab.deliveries(admin, { types: ['webhook.test'] })).toHaveLength(1);
  });

  it('are gone with their deliveries when deleted', async () => {
    const { admin, endpoint, id, receiver } = await lab.anEndpoint();
    await lab.award(id);
    const [delivery] = await lab.until(admin, ([one]) => one?.state === 'DELIVERED');
    expect(await lab.registry.made<{ id: string }>(admin, 'deleteWebhookEndpoint', { id: endpoint.id }, 'id')).toMatchObject({ id: endpoint.id });
    await lab.award(id);
    expect(await lab.registry.read(admin, `{ webhookEndpoint(id: "${endpoint.id}") { id } webhookDelivery(id: "${delivery?.id}") { id } webhookDeliveries(first: 5) { nodes { id } } }`)).toEqual({
      webhookEndpoint: null, webhookDelivery: null, webhookDeliveries: { nodes: [] },
    });
    expect(await lab.registry.refused(admin, 'deleteWebhookEndpoint', { id: endpoint.id })).toEqual(['NOT_FOUND']);
    expect(receiver.from(id)).toHaveLength(1);
  });

  it('list every type of event that they can ask for', async () => {
    const { admin } = await lab.registry.aTenant();
    const { webhookEventTypes } = await lab.registry.read<{ webhookEventTypes: { name: string; description: string }[] }>(admin, '{ webhookEventTypes { name description } }');
    expect(webhookEventTypes).toContainEqual({ name: 'award.issued', description: 'An award was made.' });
  });
});

import { IssuersUnderTest } from '../testing/registry.js';

describe('API clients and their keys', () => {
  let now = Date.parse('2026-03-01T09:30:00Z');
  let registry: IssuersUnderTest;
  beforeAll(async () => {
    registry = await IssuersUnderTest.open({ now: () => now });
  });
  afterAll(() => registry.close());

  const client = `client { id name origins operationsOnly expiresAt disabledAt keys { prefix expiresAt } grants { right scope { kind id } until } }`;

  it('are made with grants, origins and an end, and are told to all services', async () => {
    const { admin, id: tenant } = await registry.aTenant();
    const input = { name: 'Desk', rights: ['DESIGN', 'AWARD'], origins: ['https://desk.example'], expiresAt: '2027-01-01T00:00:00Z' };
    const made = await registry.made<{ clientId: string; key: string; client: object }>(admin, 'createApiClient', input, `clientId key ${client}`);
    expect(made.client).toMatchObject({
      name: 'Desk',
      origins: ['https://desk.example'],
      operationsOnly: false,
      expiresAt: '2027-01-01T00:00:00.000Z',
      keys: [{ prefix: made.key.slice(0, 14), expiresAt: null }],
      grants: [
        { right: 'DESIGN', scope: { kind: 'TENANT', id: tenant }, until: null },
        { right: 'AWARD', scope: { kind: 'TENANT', id: tenant }, until: null },
      ],
    });
    expect(made.position).not.toBeNull();
    expect(await registry.byKey(made.key)).toEqual({
      kind: 'CLIENT', actorId: made.clientId, accountId: null, tenantId: tenant, rights: ['AWARD', 'DESIGN'], scoped: [], grantsVersion: 1,
      operator: false, origins: ['https://desk.example'], operationsOnly: false, limitClass: 'CLIENT',
    });
    expect(await registry.byClient(made.clientId)).toEqual(await registry.byKey(made.key));
    const [fact] = await registry.toldOf(made.clientId, 1);
    expect(fact).toMatchObject({ aggregateversion: 1, data: { kind: 'CLIENT', rights: ['AWARD', 'DESIGN'], scoped: [], until: '2027-01-01T00:00:00.000Z' } });
  });

  it('are not given what their maker lacks', async () => {
    const { admin } = await registry.aTenant();
    const small = await registry.as((await registry.aClient(admin, ['ADMINISTER', 'DESIGN'])).key);
    expect(await registry.refused(small, 'createApiClient', { name: 'More', rights: ['AWARD'] })).toEqual(['GRANT_MISSING']);
    expect(await registry.refused(small, 'createApiClient', { name: 'As much', rights: ['DESIGN'] })).toEqual([]);
    const designer = await registry.as((await registry.aClient(admin, ['DESIGN'])).key);
    expect(await registry.refused(designer, 'createApiClient', { name: 'Any', rights: [] })).toEqual(['GRANT_MISSING']);
  });

  it('have two live keys at most, each shown once', async () => {
    const { admin, clientId, key } = await registry.aTenant();
    const fields = 'key shown { prefix expiresAt }';
    const second = await registry.made<{ key: string; shown: { prefix: string } }>(admin, 'rotateApiClientKey', { id: clientId, expiresAt: '2026-06-01T00:00:00Z' }, fields);
    expect(second.key.slice(0, 14)).toBe(second.shown.prefix);
    expect([await registry.byKey(key), await registry.byKey(second.key)]).toEqual([expect.objectContaining({ actorId: clientId }), expect.objectContaining({ actorId: clientId })]);
    expect(await registry.refused(admin, 'rotateApiClientKey', { id: clientId })).toEqual(['API_CLIENT_STATE_INVALID']);
    await registry.made(admin, 'withdrawApiClientKey', { id: clientId, prefix: key.slice(0, 14) });
    expect(await registry.byKey(key)).toBeNull();
    expect(await registry.refused(admin, 'withdrawApiClientKey', { id: clientId, prefix: key.slice(0, 14) })).toEqual(['NOT_FOUND']);
    now = Date.parse('2026-06-01T00:00:00Z');
    expect(await registry.byKey(second.key)).toBeNull();
    const text = JSON.stringify(await registry.service.test.database.work((tx) => tx.query('SELECT hash, prefix FROM api_client_key')));
    expect(text).not.toContain(key);
  });

  it('are not rotated by who may do less than they, for that would be more than he has', async () => {
    const { admin, clientId } = await registry.aTenant();
    const small = await registry.as((await registry.aClient(admin, ['ADMINISTER'])).key);
    expect(await registry.refused(small, 'rotateApiClientKey', { id: clientId })).toEqual(['GRANT_MISSING']);
  });

  it('let the old key end by itself when asked to', async () => {
    const { admin, clientId, key } = await registry.aTenant();
    const othersUntil = new Date(now + 60_000).toISOString();
    await registry.made(admin, 'rotateApiClientKey', { id: clientId, othersUntil });
    expect(await registry.byKey(key)).not.toBeNull();
    now += 60_000;
    expect(await registry.byKey(key)).toBeNull();
    expect(await registry.refused(admin, 'rotateApiClientKey', { id: clientId })).toEqual([]);
  });

  it('end when disabled and when their time has come', async () => {
    const { admin } = await registry.aTenant();
    const [disabled, ended] = [await registry.aClient(admin, ['AWARD']), await registry.aClient(admin, ['AWARD'])];
    await registry.made(admin, 'disableApiClient', { id: disabled.clientId });
    await registry.made(admin, 'updateApiClient', { id: ended.clientId, expiresAt: new Date(now + 1_000).toISOString() });
    expect(await registry.byKey(disabled.key)).toBeNull();
    expect(await registry.byClient(disabled.clientId)).toBeNull();
    expect(await registry.refused(admin, 'disableApiClient', { id: disabled.clientId })).toEqual(['API_CLIENT_STATE_INVALID']);
    expect((await registry.toldOf(disabled.clientId, 2)).at(-1)).toMatchObject({ data: { rights: [], scoped: [] } });
    now += 1_000;
    expect(await registry.byKey(ended.key)).toBeNull();
    expect((await registry.toldOf(ended.clientId, 3)).at(-1)).toMatchObject({ data: { rights: [] } });
  });

  it('change what is named, and keep the rest', async () => {
    const { admin } = await registry.aTenant();
    const { clientId, key } = await registry.aClient(admin, ['AWARD'], { origins: ['https://one.example'] });
    await registry.made(admin, 'updateApiClient', { id: clientId, name: 'Front desk', operationsOnly: true });
    await registry.made(registry.operator, 'setApiClientLimitClass', { id: clientId, limitClass: 'PARTNER' });
    expect(await registry.byKey(key)).toMatchObject({ origins: ['https://one.example'], operationsOnly: true, limitClass: 'PARTNER', rights: ['AWARD'] });
    expect(await registry.refused(admin, 'updateApiClient', { id: clientId, origins: ['*'] })).toEqual(['INVALID_VALUE']);
    expect(await registry.refused(admin, 'setApiClientLimitClass', { id: clientId, limitClass: 'PROVIDER' })).toEqual(['GRANT_MISSING']);
  });

  it('are listed for who administers the tenant, page by page, and shown to no other tenant', async () => {
    const { admin, clientId } = await registry.aTenant();
    const second = await registry.aClient(admin, ['DESIGN']);
    const list = `query ($after: Cursor) { apiClients(first: 1, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }`;
    interface Page {
      apiClients: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    }
    const first = await registry.read<Page>(admin, list);
    const next = await registry.read<Page>(admin, list, { after: first.apiClients.pageInfo.endCursor });
    expect([first, next].map(({ apiClients }) => [apiClients.nodes[0]?.id, apiClients.pageInfo.hasNextPage])).toEqual([[clientId, true], [second.clientId, false]]);
    const designer = await registry.as(second.key);
    expect((await registry.service.ask(designer, list)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { admin: stranger } = await registry.aTenant('Hilltop College');
    const none = 'apc_0192f0c8-7a00-7000-8000-000000000000';
    for (const id of [clientId, none]) {
      expect(await registry.read(stranger, `query ($id: ID!) { apiClient(id: $id) { id } }`, { id })).toEqual({ apiClient: null });
      for (const name of ['updateApiClient', 'rotateApiClientKey', 'disableApiClient']) {
        expect(await registry.refused(stranger, name, { id })).toEqual(['NOT_FOUND']);
      }
    }
  });
});

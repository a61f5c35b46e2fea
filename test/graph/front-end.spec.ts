import { createHash } from 'node:crypto';
import { aRegistry, aTenant, type TestTenant } from '@cairn/testkit';

const viewer = 'query Viewer { viewer { operator } }';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const refusals = 'userErrors { code field message }';

describe('a front end', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await aTenant('Shoreline Pages');
  });

  async function aClient(): Promise<{ clientId: string; key: string }> {
    return tenant.mutate(`mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { clientId key ${refusals} } }`, {
      input: { name: 'Pages', rights: ['AWARD'] },
    });
  }

  async function send(key: string | null, body: object): Promise<{ status: number; headers: Headers; data?: unknown; code?: unknown; cost?: Record<string, number> }> {
    const headers = { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) };
    const response = await fetch(`${aRegistry().url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
    const { data, errors, extensions } = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[]; extensions?: { cost: Record<string, number> } };
    return { status: response.status, headers: response.headers, data, code: errors?.[0]?.extensions.code, cost: extensions?.cost };
  }

  it('publishes its operations, sends them by their hash, and is bound to them when its tenant wants it', async () => {
    const { clientId, key } = await aClient();
    const published = await tenant.mutate<{ operations: { hash: string }[] }>(
      `mutation ($input: PublishOperationsInput!) { publishOperations(input: $input) { operations { hash } ${refusals} } }`,
      { input: { clientId, operations: [{ name: 'Viewer', text: viewer }] } },
    );
    expect(published.operations).toEqual([{ hash: hashOf(viewer) }]);
    expect(await send(key, { documentId: `sha256:${hashOf(viewer)}` })).toMatchObject({ status: 200, data: { viewer: { operator: false } } });
    expect(await send(null, { documentId: `sha256:${hashOf(viewer)}` })).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });

    await tenant.mutate(`mutation ($input: UpdateApiClientInput!) { updateApiClient(input: $input) { client { operationsOnly } ${refusals} } }`, {
      input: { id: clientId, operationsOnly: true },
    });
    const until = Date.now() + 30_000;
    let free = await send(key, { query: '{ issuers(first: 1) { nodes { id } } }' });
    while (free.status !== 403 && Date.now() < until) {
      await new Promise((resume) => setTimeout(resume, 200));
      free = await send(key, { query: '{ issuers(first: 1) { nodes { id } } }' });
    }
    expect(free).toMatchObject({ status: 403, code: 'OPERATION_NOT_STORED' });
    expect(await send(key, { documentId: `sha256:${hashOf(viewer)}` })).toMatchObject({ status: 200, data: { viewer: { operator: false } } });
  });

  it('is told with every answer what it cost and what is left', async () => {
    const { key } = await aClient();
    const { cost, headers, data } = await send(key, { query: '{ rateLimit { cost limit nodeCount } issuers(first: 50) { nodes { id } } }' });
    expect(data).toMatchObject({ rateLimit: { cost: 50, limit: cost?.limit, nodeCount: 52 } });
    expect(cost).toMatchObject({ requested: 50, remaining: Number(headers.get('ratelimit-remaining')) });
    expect(cost?.actual).toBeLessThanOrEqual(50);
    expect(Number(headers.get('ratelimit-limit'))).toBe(cost?.limit);
  });
});

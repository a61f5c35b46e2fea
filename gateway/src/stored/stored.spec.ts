import type { GatewayApp } from '../app.js';
import { clientRecord, fakeSubgraph, gatewayOver } from '../gateway.fixture.js';
import { KeptTexts } from './kept-texts.js';
import { hashOf } from './operation-hash.js';

const viewer = '{ viewer { operator } }';
const dear = '{ issuers(first: 100) { nodes { achievements(first: 100) { nodes { id } } } } }';
const other = '{ issuers(first: 1) { nodes { id } } }';
const persisted = (hash: string) => ({ persistedQuery: { version: 1, sha256Hash: hash } });

describe('documents sent by their hash', () => {
  let gateway: GatewayApp & { url: string; stop(): Promise<void> };
  const asked: string[] = [];
  const texts = new Map([viewer, dear].map((text) => [hashOf(text), text]));
  const clients: Record<string, object> = { free: { actorId: clientRecord.actorId }, bound: { actorId: clientRecord.actorId.replace(/.$/, '3'), operationsOnly: true } };
  beforeAll(async () => {
    const issuers = fakeSubgraph('issuers', {
      Query: {
        principalByKey: (_root, { keyHash }) => ({ ...clientRecord, ...clients[Object.keys(clients).find((name) => hashOf(name) === keyHash) ?? ''] }),
        viewer: () => ({ operator: false }),
        issuers: () => ({ nodes: [] }),
        storedOperationText: (_root, { hash }) => {
          asked.push(String(hash));
          return hash === hashOf('forged') ? viewer : (texts.get(String(hash)) ?? null);
        },
      },
    });
    gateway = await gatewayOver([issuers]);
  });
  afterAll(() => gateway.stop());

  async function send(body: object, key?: string): Promise<{ status: number; code: unknown; data: unknown }> {
    const headers = { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) };
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
    const told = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
    return { status: response.status, code: told.errors?.[0]?.extensions.code, data: told.data };
  }

  it('are found for the client that stored them, and looked up once', async () => {
    for (const body of [{ documentId: `sha256:${hashOf(viewer)}` }, { extensions: persisted(hashOf(viewer)) }]) {
      expect(await send(body, 'free')).toEqual({ status: 200, code: undefined, data: { viewer: { operator: false } } });
    }
    expect(asked.filter((hash) => hash === hashOf(viewer))).toHaveLength(1);
    expect(await send({ documentId: `sha256:${hashOf(viewer)}` })).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
  });

  it('are held to the limits once they are found', async () => {
    expect(await send({ documentId: `sha256:${hashOf(dear)}` }, 'free')).toMatchObject({ status: 400, code: 'COST_EXCEEDED' });
  });

  it('are remembered for whoever sent the text with its hash, and nobody else', async () => {
    const hash = hashOf(other);
    expect(await send({ extensions: persisted(hash) }, 'free')).toEqual({ status: 200, code: 'PERSISTED_QUERY_NOT_FOUND', data: undefined });
    expect(await send({ query: other, extensions: persisted(hash) }, 'free')).toMatchObject({ status: 200, code: undefined });
    expect(await send({ extensions: persisted(hash) }, 'free')).toMatchObject({ status: 200, code: undefined });
    expect(await send({ extensions: persisted(hash) })).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
  });

  it('cannot be put under the hash of another', async () => {
    expect(await send({ query: '{ __typename }', extensions: persisted(hashOf('{ viewer }')) }, 'free')).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(await send({ documentId: `sha256:${hashOf('forged')}` }, 'free')).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect(await send({ documentId: `sha256:${hashOf(viewer)}`, extensions: persisted(hashOf(other)) }, 'free')).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    for (const documentId of ['sha256:', `sha1:${hashOf(viewer)}`, `sha256:${'z'.repeat(64)}`, 7, '__proto__', {}]) {
      expect(await send({ documentId }, 'free')).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    }
  });

  it('are not remembered when they were refused', async () => {
    const bad = '{ nothing }';
    expect(await send({ query: bad, extensions: persisted(hashOf(bad)) }, 'free')).toMatchObject({ status: 400 });
    expect(await send({ extensions: persisted(hashOf(bad)) }, 'free')).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
  });

  it('are all that a bound client may send, by text or by hash', async () => {
    expect(await send({ documentId: `sha256:${hashOf(viewer)}` }, 'bound')).toMatchObject({ status: 200, code: undefined });
    expect(await send({ query: viewer }, 'bound')).toMatchObject({ status: 200, code: undefined });
    for (const body of [{ query: other }, { query: other, extensions: persisted(hashOf(other)) }, { extensions: persisted(hashOf(other)) }, { query: '{ __schema { queryType { name } } }' }]) {
      expect(await send(body, 'bound')).toMatchObject({ status: 403, code: 'OPERATION_NOT_STORED' });
    }
  });

  it('need a document in one form or the other', async () => {
    for (const body of [{}, { query: '' }, { query: null }, { query: 5 }, { extensions: {} }, { extensions: null }]) expect(await send(body)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });
});

describe('kept texts', () => {
  it('stay within their bounds, and one owner does not push out more than his own', () => {
    const kept = new KeptTexts(100, 3);
    kept.keep('a', '1', 'x'.repeat(10));
    for (let i = 0; i < 50; i += 1) kept.keep('b', `${i}`, 'y'.repeat(10));
    expect(kept.get('a', '1')).toBe('x'.repeat(10));
    expect([46, 47, 48, 49].map((i) => kept.get('b', `${i}`) !== undefined)).toEqual([false, true, true, true]);
    kept.keep('c', '1', 'z'.repeat(90));
    expect([kept.get('c', '1')?.length, kept.get('a', '1'), kept.get('b', '49')]).toEqual([90, undefined, 'y'.repeat(10)]);
    kept.keep('d', '1', 'z'.repeat(101));
    expect(kept.get('d', '1')).toBeUndefined();
  });
});

import { createHash } from 'node:crypto';
import type { Principal } from '@cairn/access';
import { bulkOperationFinished, type Envelope } from '@cairn/events';
import { BulkDesk, type ClaimedWork, type Seen } from '../testing/bulk-desk.js';
import { IssuersUnderTest } from '../testing/registry.js';
import { BulkExpiry } from './bulk-expiry.service.js';

const query = '{ issuers(first: 100) { nodes { id name } } }';
const day = 86_400_000;

describe('queries that run in the background', () => {
  let now = Date.parse('2026-03-01T09:30:00Z');
  let registry: IssuersUnderTest;
  let desk: BulkDesk;
  beforeAll(async () => {
    registry = await IssuersUnderTest.open({ now: () => now });
    desk = new BulkDesk(registry);
  });
  afterEach(async () => {
    // What a test leaves open is claimed by nobody after it.
    for (const work of await claimAll()) await desk.end(work, 'INTERNAL');
  });
  afterAll(() => registry.close());

  async function claimAll(): Promise<ClaimedWork[]> {
    now += 60_000;
    return desk.claim(100);
  }

  async function asked(principal: Principal, more: object = {}): Promise<string> {
    const { bulkOperation, userErrors } = await desk.run(principal, { query, ...more });
    if (!bulkOperation) throw new Error(JSON.stringify(userErrors));
    return bulkOperation.id;
  }

  async function atWork(principal: Principal, more: object = {}): Promise<ClaimedWork> {
    const id = await asked(principal, more);
    const work = (await desk.claim()).find((one) => one.id === id);
    if (!work) throw new Error('it was not claimed');
    return work;
  }

  async function until(principal: Principal, id: string, state: string): Promise<Seen> {
    for (let tries = 0; tries < 200; tries += 1) {
      const seen = await desk.seen(principal, id);
      if (seen?.state === state) return seen;
      await new Promise((resume) => setTimeout(resume, 20));
    }
    throw new Error(`it never was ${state}`);
  }

  /** What was published of an operation's end. */
  async function toldOf(id: string) {
    for (let tries = 0; tries < 200; tries += 1) {
      const facts = registry.events<Envelope<{ operation: string; state: string; error: string | null }>>(bulkOperationFinished.topic);
      const fact = facts.find(({ type, data }) => type === bulkOperationFinished.type && `blk_${data.operation}` === id);
      if (fact) return fact;
      await new Promise((resume) => setTimeout(resume, 20));
    }
    throw new Error('nobody was told');
  }

  const fetched = (url: string | null, headers: Record<string, string> = {}) => registry.service.send(null, 'GET', new URL(url ?? 'about:blank').pathname, { headers });

  it('are claimed once, written in parts, sealed, and read under an address that ends', async () => {
    const { admin, clientId, id: tenant } = await registry.aTenant();
    const work = await atWork(admin);
    expect(work).toMatchObject({ query, parts: 0, attempts: 1, progress: null, clientId, tenantId: tenant });
    expect(await desk.claim()).toEqual([]);
    expect(await desk.put(work, 0, '{"id":1}\n')).toBe(true);
    expect(await desk.put(work, 1, '{"id":2}\n')).toBe(true);
    expect(await desk.advance(work, 2, { after: 'x' }, 2)).toBe(true);
    expect(await desk.seen(admin, work.id)).toMatchObject({ state: 'RUNNING', objectCount: 2, fileSize: 18, url: null, manifestUrl: null });
    expect(await desk.end(work)).toBe(true);
    const done = await until(admin, work.id, 'FINISHED');
    expect(done).toMatchObject({ sha256: createHash('sha256').update('{"id":1}\n{"id":2}\n').digest('hex'), errorCode: null, partialDataUrl: null });
    const file = await fetched(done.url);
    expect(file.headers.get('content-type')).toContain('application/x-ndjson');
    expect(await file.text()).toBe('{"id":1}\n{"id":2}\n');
    expect(await (await fetched(done.manifestUrl)).json()).toMatchObject({
      operation: work.id,
      objectCount: 2,
      counts: [{ path: 'issuers', objects: 2 }],
      files: [{ name: 'result.jsonl', bytes: 18, sha256: done.sha256, objects: 2 }],
    });
    now += 3_600_001;
    expect((await fetched(done.url)).status).toBe(404);
  });

  it('tell of their end, without the query', async () => {
    const { admin } = await registry.aTenant();
    const work = await atWork(admin);
    await desk.end(work, 'FORBIDDEN');
    expect(await desk.seen(admin, work.id)).toMatchObject({ state: 'FAILED', errorCode: 'FORBIDDEN', url: null });
    const fact = await toldOf(work.id);
    expect(fact?.data).toEqual(expect.objectContaining({ state: 'FAILED', error: 'FORBIDDEN', objects: 0 }));
    expect(JSON.stringify(fact)).not.toContain('issuers(first');
  });

  it('go on from the last advance under a new lease when who ran them is gone, and the old lease writes nothing', async () => {
    const { admin } = await registry.aTenant();
    const first = await atWork(admin);
    await desk.put(first, 0, 'a\n');
    await desk.advance(first, 1, { after: 'a' }, 1);
    await desk.put(first, 1, 'half of\n');
    now += 15_001;
    const [second] = await desk.claim();
    expect(second).toMatchObject({ id: first.id, parts: 1, attempts: 2, progress: { after: 'a' } });
    expect(await desk.put(first, 1, 'stray\n')).toBe(false);
    expect(await desk.advance(first, 2, { after: 'stray' }, 9)).toBe(false);
    expect(await desk.told('keepBulkOperation', first)).toBe(false);
    expect(await desk.end(first)).toBe(false);
    if (!second) throw new Error('not claimed');
    await desk.put(second, 1, 'b\n');
    await desk.advance(second, 2, { after: 'b' }, 2);
    await desk.end(second);
    const done = await until(admin, first.id, 'FINISHED');
    expect(await (await fetched(done.url)).text()).toBe('a\nb\n');
  });

  it('are read on from where a download broke off, as long as it is the same file', async () => {
    const { admin } = await registry.aTenant();
    const work = await atWork(admin);
    for (const [number, text] of ['{"a":1}\n', '{"b":2}\n', '{"c":3}\n'].entries()) await desk.put(work, number, text);
    await desk.advance(work, 3, {}, 3);
    await desk.end(work);
    const { url, sha256 } = await until(admin, work.id, 'FINISHED');
    const rest = async (headers: Record<string, string>) => {
      const response = await fetched(url, headers);
      return [response.status, response.headers.get('content-range'), await response.text()];
    };
    expect((await fetched(url)).headers.get('etag')).toBe(`"${sha256}"`);
    expect(await rest({ range: 'bytes=11-' })).toEqual([206, 'bytes 11-23/24', '":2}\n{"c":3}\n']);
    expect(await rest({ range: 'bytes=16-', 'if-range': `"${sha256}"` })).toEqual([206, 'bytes 16-23/24', '{"c":3}\n']);
    expect(await rest({ range: 'bytes=16-', 'if-range': '"another"' })).toEqual([200, null, '{"a":1}\n{"b":2}\n{"c":3}\n']);
    expect(await rest({ range: 'bytes=24-' })).toEqual([416, 'bytes */24', '']);
  });

  it('are kept as long as the lease is, and given back at once when it is released', async () => {
    const { admin } = await registry.aTenant();
    const work = await atWork(admin);
    now += 10_000;
    expect(await desk.told('keepBulkOperation', work)).toBe(true);
    now += 10_000;
    expect(await desk.claim()).toEqual([]);
    expect(await desk.told('releaseBulkOperation', work)).toBe(true);
    expect((await desk.claim()).map(({ id }) => id)).toEqual([work.id]);
  });

  it('are cancelled by who asked, with what is written as partial data; whoever runs them notices', async () => {
    const { admin } = await registry.aTenant();
    const work = await atWork(admin);
    await desk.put(work, 0, 'a\n');
    await desk.advance(work, 1, {}, 1);
    await registry.made(admin, 'cancelBulkOperation', { id: work.id }, 'bulkOperation { state }');
    expect(await desk.told('keepBulkOperation', work)).toBe(false);
    const seen = await desk.seen(admin, work.id);
    expect(seen).toMatchObject({ state: 'CANCELLED', url: null, manifestUrl: null });
    expect(await (await fetched(seen?.partialDataUrl ?? null)).text()).toBe('a\n');
    expect(await registry.refused(admin, 'cancelBulkOperation', { id: work.id })).toEqual(['BULK_OPERATION_STATE_INVALID']);
  });

  it('are removed after seven days with all their bytes, those that never counted included', async () => {
    const { admin } = await registry.aTenant();
    const work = await atWork(admin);
    await desk.put(work, 0, 'a\n');
    await desk.advance(work, 1, {}, 1);
    await desk.put(work, 1, 'never counted\n');
    await desk.end(work);
    const done = await until(admin, work.id, 'FINISHED');
    now += 7 * day - 3_600_000;
    const late = await desk.seen(admin, work.id);
    await registry.service.app.get(BulkExpiry).look();
    expect((await fetched(late?.url ?? null)).status).toBe(200);
    now = Date.parse(done.expiresAt ?? '');
    await registry.service.app.get(BulkExpiry).look();
    expect((await fetched(late?.url ?? null)).status).toBe(404);
    expect(await desk.seen(admin, work.id)).toMatchObject({ state: 'EXPIRED', url: null, objectCount: 1 });
    const left = await registry.service.database.work((tx) => tx.query('SELECT query FROM bulk_operation WHERE query <> $1 AND state = $2', ['', 'EXPIRED']));
    expect(left).toEqual([]);
    now += 31 * day;
    await registry.service.app.get(BulkExpiry).look();
    expect(await desk.seen(admin, work.id)).toBeNull();
  });

  it('are seen and ended by nobody of another tenant; of another caller only by who administers, who does not read them', async () => {
    const { admin } = await registry.aTenant();
    const other = await registry.as((await registry.aClient(admin, ['AWARD'])).key);
    const stranger = (await registry.aTenant()).admin;
    const work = await atWork(other);
    await desk.put(work, 0, 'a\n');
    await desk.advance(work, 1, {}, 1);
    await desk.end(work);
    const done = await until(other, work.id, 'FINISHED');
    expect(done.url).not.toBeNull();
    expect(await desk.seen(admin, work.id)).toMatchObject({ state: 'FINISHED', url: null, manifestUrl: null });
    expect(await desk.seen(stranger, work.id)).toBeNull();
    const mine = await asked(admin);
    expect(await desk.seen(other, mine)).toBeNull();
    expect(await registry.refused(other, 'cancelBulkOperation', { id: mine })).toEqual(['NOT_FOUND']);
    expect(await registry.refused(stranger, 'cancelBulkOperation', { id: mine })).toEqual(['NOT_FOUND']);
    const list = 'query ($after: Cursor) { bulkOperations(first: 1, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }';
    const page = async (by: Principal, after: string | null = null) => (await registry.read<{ bulkOperations: { nodes: { id: string }[]; pageInfo: { endCursor: string } } }>(by, list, { after })).bulkOperations;
    const newest = await page(admin);
    expect(newest.nodes).toEqual([{ id: mine }]);
    expect((await page(admin, newest.pageInfo.endCursor)).nodes).toEqual([{ id: work.id }]);
    expect((await page(other)).nodes).toEqual([{ id: work.id }]);
    expect((await page(stranger)).nodes).toEqual([]);
  });

  it('are refused with what the gateway found, beyond five, too long, for a strange position, and for persons', async () => {
    const { admin } = await registry.aTenant();
    expect((await desk.run(admin, { query }, [{ code: 'BULK_QUERY_NOT_FLAT', message: 'No.' }])).userErrors).toEqual([{ code: 'BULK_QUERY_NOT_FLAT', field: ['input', 'query'] }]);
    expect((await desk.run(admin, { query: `${query}${' '.repeat(20_000)}` })).userErrors).toEqual([{ code: 'INVALID_VALUE', field: ['input', 'query'] }]);
    // Whatever else may be said against the query.
    await expect(desk.run(admin, { query, after: 'x.y' }, [{ code: 'BULK_QUERY_NOT_FLAT', message: 'No.' }])).rejects.toThrow(/BAD_USER_INPUT/);
    for (let count = 0; count < 5; count += 1) await asked(admin);
    expect((await desk.run(admin, { query })).userErrors).toEqual([{ code: 'BULK_OPERATIONS_RUNNING', field: null }]);
    const { person } = await registry.aPerson();
    expect((await desk.run(person, { query })).userErrors).toEqual([{ code: 'GRANT_MISSING', field: null }]);
  });

  it('are asked for once under one key, and never without the gateway', async () => {
    const { admin } = await registry.aTenant();
    const id = await asked(admin, { idempotencyKey: 'once' });
    expect(await asked(admin, { idempotencyKey: 'once' })).toBe(id);
    const { errors } = await registry.service.ask(admin, 'mutation { runBulkQuery(input: { query: "{ a }" }) { userErrors { code } } }');
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

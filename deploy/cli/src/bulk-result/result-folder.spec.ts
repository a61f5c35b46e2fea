import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegistryClient } from '@cairn/client';
import { fetchResult } from './result-folder.js';

const text = 'id,state\r\nawd_1,ACTIVE\r\n';
const sha256 = createHash('sha256').update(text).digest('hex');

/** A registry with one result, which counts what it is asked for, and tells these states of it before it is finished. */
function aRegistry({ states = [] as string[] } = {}) {
  const seen = { run: 0, ranges: [] as (string | null)[] };
  const operation = (more: object) => ({ id: 'blk_1', objectCount: 1, fileSize: text.length, sha256, errorCode: null, position: 'p', url: 'https://r.example/bulk/t/result.csv', manifestUrl: 'https://r.example/bulk/t/manifest.json', ...more });
  const fetch = (address: URL, { body, headers }: { body?: string; headers: Record<string, string> }) => {
    if (address.pathname === '/graphql') {
      const starts = body?.includes('runBulkQuery') ?? false;
      if (starts) seen.run += 1;
      const data = starts ? { runBulkQuery: { bulkOperation: operation({ state: 'QUEUED' }), userErrors: [] } } : { bulkOperation: operation({ state: states.shift() ?? 'FINISHED' }) };
      return Promise.resolve(new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } }));
    }
    if (address.pathname.endsWith('manifest.json')) return Promise.resolve(new Response('{"objectCount":1}'));
    const range = headers['range'] ?? null;
    seen.ranges.push(range);
    const from = Number(/\d+/.exec(range ?? '0')?.[0]);
    return Promise.resolve(new Response(text.slice(from), { status: from > 0 ? 206 : 200 }));
  };
  return { client: new RegistryClient('https://r.example', 'key', { fetch: fetch as unknown as typeof globalThis.fetch }), seen };
}

describe('the result of a bulk query in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cairn-bulk-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const wanted = () => ({ query: '{ awards(first: 1) { nodes { id state } } }', format: 'CSV' as const, folder });
  /** As a run left it that was ended in the middle of the download. */
  const left = (bytes: string) => {
    const asked = createHash('sha256').update(`https://r.example\nCSV\n${wanted().query}`).digest('hex');
    writeFileSync(join(folder, 'operation.json'), JSON.stringify({ asked, id: 'blk_1' }));
    writeFileSync(join(folder, 'result.csv.part'), bytes);
  };

  it('is whole under its own name, with its manifest and nothing else', async () => {
    const told: number[] = [];
    const { file, result } = await fetchResult(aRegistry().client, { ...wanted(), downloading: (bytes) => told.push(bytes) });
    expect([file, result.objectCount]).toEqual([join(folder, 'result.csv'), 1]);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe('{"objectCount":1}\n');
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', 'result.csv']);
    expect(told.at(-1)).toBe(text.length);
  });

  it('goes on with the operation and the bytes that are there', async () => {
    left(text.slice(0, 10));
    const { client, seen } = aRegistry();
    await fetchResult(client, wanted());
    expect([seen.run, seen.ranges]).toEqual([0, ['bytes=10-']]);
    expect(readFileSync(join(folder, 'result.csv'), 'utf8')).toBe(text);
  });

  it('begins anew where the operation has expired or is of another query', async () => {
    left('x');
    const another = aRegistry();
    await fetchResult(another.client, { ...wanted(), query: '{ awards(first: 1) { nodes { id } } }' });
    expect([another.seen.run, another.seen.ranges]).toEqual([1, [null]]);
    left('x');
    const expired = aRegistry({ states: ['EXPIRED', 'FINISHED'] });
    await fetchResult(expired.client, wanted());
    expect([expired.seen.run, expired.seen.ranges]).toEqual([1, [null]]);
    expect(readFileSync(join(folder, 'result.csv'), 'utf8')).toBe(text);
  });

  it('is refused, and removed, where its bytes are not those that the registry wrote', async () => {
    left(text.slice(0, 10).replace('id', 'xx'));
    await expect(fetchResult(aRegistry().client, wanted())).rejects.toMatchObject({ code: 'CHECKSUM_DIFFERS', retryable: true });
    expect(readdirSync(folder)).toEqual(['operation.json']);
    await fetchResult(aRegistry().client, wanted());
    expect(readFileSync(join(folder, 'result.csv'), 'utf8')).toBe(text);
  });
});

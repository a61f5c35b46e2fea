import { ReadableStream } from 'node:stream/web';
import { awaitBulkQuery, bulkBytes, bulkLines, bulkQuery } from './bulk-query.js';
import { RegistryClient } from './registry-client.js';

const url = 'http://elsewhere.example/bulk-results/secret/result.jsonl';
const result = (state: string, more: object = {}) => ({ id: 'bkq_1', state, objectCount: 2, fileSize: 20, sha256: null, url: null, manifestUrl: null, errorCode: null, position: 'p', ...more });

/** A client whose registry answers the graph with these, one after another, and a file in these pieces. */
function answering(answers: unknown[], pieces: string[] = []) {
  const paths: string[] = [];
  const fetch = (address: URL) => {
    paths.push(address.href);
    if (!address.pathname.endsWith('/graphql')) return Promise.resolve(new Response(pieces.shift()));
    return Promise.resolve(new Response(JSON.stringify({ data: answers.shift() }), { headers: { 'content-type': 'application/json' } }));
  };
  return { client: new RegistryClient('https://registry.example', 'a key', { fetch: fetch as unknown as typeof globalThis.fetch }), paths };
}

const asked = { runBulkQuery: { bulkOperation: result('QUEUED', { objectCount: 0 }), userErrors: [] } };

it('waits until the query has run, and tells how far it is', async () => {
  const { client } = answering([asked, { bulkOperation: result('RUNNING', { objectCount: 1 }) }, { bulkOperation: result('FINISHED', { url }) }]);
  const told: number[] = [];
  expect(await bulkQuery(client, '{ awards }', { working: (objects) => told.push(objects) })).toMatchObject({ state: 'FINISHED', url });
  expect(told).toEqual([0, 1, 2]);
});

it('throws where the query failed, with the code', async () => {
  const { client } = answering([asked, { bulkOperation: result('FAILED', { errorCode: 'COST_EXCEEDED' }) }]);
  await expect(bulkQuery(client, '{ awards }')).rejects.toMatchObject({ name: 'RegistryFault', code: 'COST_EXCEEDED' });
});

it('hands over each line once, from the registry that it speaks to, however often the file breaks off', async () => {
  const { client, paths } = answering([], ['{"id":1}\n{"i', '{"id":1}\n{"id":2}\n']);
  expect(await Array.fromAsync(bulkLines(client, { url, objectCount: 2 }))).toEqual([{ id: 1 }, { id: 2 }]);
  expect(paths).toEqual(Array.from({ length: 2 }, () => 'https://registry.example/bulk-results/secret/result.jsonl'));
});

it('does not pass off a part as the whole', async () => {
  const { client } = answering([], ['{"id":1}\n']);
  await expect(Array.fromAsync(bulkLines(client, { url, objectCount: 2 }))).rejects.toThrow('The file has 1 of 2 lines.');
});

it('goes on waiting for a query that runs already', async () => {
  const { client } = answering([{ bulkOperation: result('RUNNING') }, { bulkOperation: result('FINISHED', { url }) }]);
  expect(await awaitBulkQuery(client, 'bkq_1')).toMatchObject({ state: 'FINISHED' });
  await expect(awaitBulkQuery(answering([{ bulkOperation: null }]).client, 'bkq_1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

describe('the bytes of a file', () => {
  /** A registry that keeps these bytes and tells at most so many at a time before it breaks off. */
  function keeping(text: string, atATime: number, ranges = true) {
    const asked: (string | null)[] = [];
    const fetch = (_address: URL, { headers }: { headers: Record<string, string> }) => {
      const range = headers['range'] ?? null;
      asked.push(range);
      const from = ranges ? Number(/\d+/.exec(range ?? '0')?.[0]) : 0;
      const told = text.slice(from, from + atATime);
      const body = ReadableStream.from(
        (async function* () {
          yield await Promise.resolve(new TextEncoder().encode(told));
          if (from + told.length < text.length) throw new TypeError('terminated');
        })(),
      );
      return Promise.resolve(new Response(body as unknown as BodyInit, { status: from > 0 ? 206 : 200 }));
    };
    return { client: new RegistryClient('https://registry.example', 'a key', { fetch: fetch as unknown as typeof globalThis.fetch }), asked };
  }
  const read = async (client: RegistryClient, fileSize: number, after = 0) => Buffer.concat(await Array.fromAsync(bulkBytes(client, { url, fileSize, sha256: 'abc' }, after))).toString();

  it('go on where they broke off, and from where the caller is', async () => {
    const { client, asked } = keeping('abcdefghij', 4);
    expect([await read(client, 10), await read(client, 10, 7), await read(client, 10, 10)]).toEqual(['abcdefghij', 'hij', '']);
    expect(asked).toEqual([null, 'bytes=4-', 'bytes=8-', 'bytes=7-']);
  });

  it('are passed over where they are told from the beginning all the same', async () => {
    expect(await read(keeping('abcdefghij', 10, false).client, 10, 7)).toBe('hij');
  });

  it('are not passed off as the whole', async () => {
    await expect(read(keeping('abcdefghij', 10).client, 12)).rejects.toThrow('The file has 10 of 12 bytes.');
  });
});

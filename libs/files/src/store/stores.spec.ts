import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { FolderObjectStore } from './folder-object-store.js';
import { addressOf, type ObjectStore, ObjectStoreUnavailable } from './object-store.js';
import { S3ObjectStore } from './s3-object-store.js';

const bucket = { region: 'eu-west-1', keyId: 'key', secret: 'secret' };

/** As much of S3 as is needed to see whether a request is whole and signed. `broken`: it answers 500. */
async function aBucket() {
  const kept = new Map<string, Buffer>();
  const state = { broken: false };
  const server: Server = createServer(async (request, response) => {
    const body = await buffer(request);
    const { authorization = '', 'x-amz-content-sha256': hash } = request.headers;
    const path = request.url ?? '';
    if (state.broken) return void response.writeHead(500).end();
    if (!/^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/eu-west-1\/s3\/aws4_request, SignedHeaders=[^,]*x-amz-date[^,]*, Signature=[0-9a-f]{64}$/.test(authorization)) {
      return void response.writeHead(403).end();
    }
    if (request.method === 'PUT' && hash !== createHash('sha256').update(body).digest('hex')) return void response.writeHead(400).end();
    if (request.method === 'PUT') kept.set(path, body);
    if (request.method === 'DELETE') kept.delete(path);
    const found = kept.get(path);
    response.writeHead(request.method === 'DELETE' ? 204 : found ? 200 : 404).end(request.method === 'GET' ? found : undefined);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cairn`, state, kept, close: () => void server.close().closeAllConnections() };
}

describe.each([
  ['a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cairn-objects-'));
    return { store: new FolderObjectStore(folder) as ObjectStore, close: () => rm(folder, { recursive: true }) };
  }],
  ['a bucket', async () => {
    const { url, close } = await aBucket();
    return { store: new S3ObjectStore({ ...bucket, url }) as ObjectStore, close };
  }],
])('an object store in %s', (_where, open) => {
  let opened: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => void (opened = await open()));
  afterAll(() => opened.close());

  test('gives back what was put there, until it is deleted', async () => {
    const { store } = opened;
    const bytes = Buffer.from('a lesson');
    const address = addressOf('tenant/earner', bytes);
    expect(await store.has(address)).toBe(false);
    await store.put(address, bytes);
    await store.put(address, bytes);
    expect(await store.has(address)).toBe(true);
    const read = await store.get(address);
    expect(read && (await buffer(read)).toString()).toBe('a lesson');
    await store.delete(address);
    await store.delete(address);
    expect(await store.get(address)).toBeUndefined();
  });

  test('keeps spaces apart', async () => {
    const { store } = opened;
    const bytes = Buffer.from('the same lesson');
    await store.put(addressOf('tenant/mira', bytes), bytes);
    expect(await store.has(addressOf('tenant/jonas', bytes))).toBe(false);
  });

  test.each(['../elsewhere', '/etc', 'a//b', 'a/..', ''])('does not look outside of spaces: %p', async (space) => {
    await expect(opened.store.has({ space, digest: '0'.repeat(64) })).rejects.toThrow('not the address');
  });
});

test('a folder never holds half an object under its name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-objects-'));
  const store = new FolderObjectStore(folder);
  const bytes = Buffer.alloc(3_000_000, 'x');
  const address = addressOf('tenant', bytes);
  await Promise.all(Array.from({ length: 8 }, () => store.put(address, bytes)));
  expect(await readdir(join(folder, 'tenant'))).toEqual([address.digest]);
  await rm(folder, { recursive: true });
});

test('a bucket that does not answer as it should is a fault that passes', async () => {
  const { url, state, close } = await aBucket();
  const store = new S3ObjectStore({ ...bucket, url });
  state.broken = true;
  const bytes = Buffer.from('a lesson');
  await expect(store.put(addressOf('tenant', bytes), bytes)).rejects.toThrow(ObjectStoreUnavailable);
  close();
  await expect(store.get(addressOf('tenant', bytes))).rejects.toMatchObject({ code: 'OBJECT_STORE_UNAVAILABLE', retryable: true });
});

test('a bucket refuses who does not know the secret', async () => {
  const { url, close } = await aBucket();
  const bytes = Buffer.from('a lesson');
  await expect(new S3ObjectStore({ ...bucket, keyId: 'other', url }).put(addressOf('tenant', bytes), bytes)).rejects.toThrow('403');
  close();
});

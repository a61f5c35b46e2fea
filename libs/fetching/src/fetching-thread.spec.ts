import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { aCertificate } from '@cairn/testkit';
import { Fetcher } from './fetcher.js';

const certificate = await aCertificate('issuer.example');
const use = { accept: ['application/json'] };
const execArgv = ['--import', fileURLToPath(new URL('../../../deploy/launcher/typescript.mjs', import.meta.url))];

describe('the fetcher in a thread of its own', () => {
  let server: Server;
  let port: number;
  let fetcher: Fetcher;

  beforeAll(async () => {
    server = createServer(certificate, (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":1}'));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    port = (server.address() as AddressInfo).port;
    fetcher = new Fetcher({ allow: [{ host: 'issuer.example', port, address: '127.0.0.1', ca: certificate.cert }], thread: { execArgv } });
  });
  afterAll(async () => {
    await fetcher.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  it('answers as in this one, many at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => fetcher.get(`https://issuer.example:${port}/`, use)));
    for (const outcome of outcomes) expect(outcome.outcome === 'FETCHED' && Buffer.from(outcome.body).toString()).toBe('{"id":1}');
    expect(await fetcher.get('https://127.0.0.1/', use)).toMatchObject({ outcome: 'ADDRESS_NOT_ALLOWED' });
  });

  it('tells whoever waits when it is closed, and starts again', async () => {
    const waiting = fetcher.get(`https://issuer.example:${port}/`, use);
    await fetcher.close();
    expect(await waiting).toMatchObject({ outcome: 'NOT_ANSWERING' });
    const begun = performance.now();
    expect(await fetcher.get(`https://issuer.example:${port}/`, use)).toMatchObject({ outcome: 'FETCHED' });
    console.info(`the thread answered ${Math.round(performance.now() - begun)} ms after it was asked first`);
  });
});

import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { aCertificate } from '@cairn/testkit';
import { Fetcher } from './fetcher.js';

const certificate = await aCertificate('receiver.example');

describe('what is posted to an address that somebody gave us', () => {
  let server: Server;
  let port: number;
  let fetcher: Fetcher;
  const seen: { path: string; body: string; headers: Record<string, unknown> }[] = [];
  beforeAll(async () => {
    server = createServer(certificate, (request, response) => {
      let body = '';
      request.on('data', (block: Buffer) => (body += block.toString()));
      request.on('end', () => {
        const path = request.url ?? '';
        seen.push({ path, body, headers: request.headers });
        if (path === '/moved') response.writeHead(307, { location: '/taken' }).end();
        else if (path === '/large') response.writeHead(500).end('x'.repeat(1_000_000));
        else if (path === '/silent') return;
        else response.writeHead(200).end('taken\u0000 and\nkept');
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    port = (server.address() as AddressInfo).port;
    fetcher = new Fetcher({ totalMs: 400, allow: [{ host: 'receiver.example', port, address: '127.0.0.1', ca: certificate.cert }] });
  });
  afterAll(async () => {
    await fetcher.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  const post = (path: string) => fetcher.post(`https://receiver.example:${port}${path}`, { headers: { 'webhook-id': 'one' }, body: '{"a":1}' });

  it('arrives with its headers, and the answer is told without what cannot be printed', async () => {
    expect(await post('/taken')).toEqual({ outcome: 'ANSWERED', status: 200, excerpt: 'taken  and kept', answer: null });
    expect(seen.at(-1)).toMatchObject({ body: '{"a":1}', headers: { 'webhook-id': 'one' } });
  });

  it('is answered with every byte for whoever wants them, unless they are too many', async () => {
    const wanted = (path: string) => fetcher.post(`https://receiver.example:${port}${path}`, { headers: {}, body: '', wantsAnswer: true });
    expect(await wanted('/taken')).toMatchObject({ answer: 'taken\u0000 and\nkept' });
    expect(await wanted('/large')).toMatchObject({ answer: null });
  });

  it('follows no redirect', async () => {
    seen.length = 0;
    expect(await post('/moved')).toMatchObject({ status: 307 });
    expect(seen.map(({ path }) => path)).toEqual(['/moved']);
  });

  it('reads no more than the beginning of a large answer, and waits for no silent one', async () => {
    const large = await post('/large');
    expect(large.outcome === 'ANSWERED' && large.excerpt.length).toBe(500);
    expect(await post('/silent')).toMatchObject({ outcome: 'NOT_ANSWERING' });
  });

  it.each(['https://127.0.0.1/', 'http://receiver.example/', 'https://[::1]/', 'https://user:word@receiver.example/'])('never goes to %s', async (url) => {
    expect(await fetcher.post(url, { headers: {}, body: '' })).toMatchObject({ outcome: 'ADDRESS_NOT_ALLOWED' });
  });
});

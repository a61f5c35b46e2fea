import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { aCertificate } from '@cairn/testkit';
import { Fetcher } from './fetcher.js';

const use = { accept: ['application/json'] };
const json = { 'content-type': 'application/json; charset=utf-8' };
const certificate = await aCertificate('issuer.example');

/** 50 MB of nothing. */
const bomb = gzipSync(Buffer.alloc(50_000_000));

type Page = (response: ServerResponse) => void;

describe('the fetcher', () => {
  let server: Server;
  let fetcher: Fetcher;
  let base: string;
  let atOnce = 0;
  let atOnceMax = 0;
  const pages: Record<string, Page> = {
    '/plain': (response) => response.writeHead(200, json).end('{"id":1}'),
    '/secret': (response) => response.writeHead(200, { ...json, 'x-seen': response.req.headers.authorization }).end('{}'),
    '/packed': (response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync('{"id":2}')),
    '/bomb': (response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb),
    '/brotli': (response) => response.writeHead(200, { ...json, 'content-encoding': 'br' }).end('x'),
    '/broken': (response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end('no gzip'),
    '/large': (response) => response.writeHead(200, json).end('x'.repeat(65_537)),
    '/exact': (response) => response.writeHead(200, json).end('x'.repeat(65_536)),
    '/endless': (response) => {
      response.writeHead(200, json);
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 10);
      response.on('close', () => clearInterval(timer));
    },
    '/slow': (response) => {
      response.writeHead(200, json);
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    },
    '/silent': () => undefined,
    '/html': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    '/typeless': (response) => response.writeHead(200).end('{}'),
    '/missing': (response) => response.writeHead(404, json).end('{}'),
    '/away': (response) => response.writeHead(301, { location: '/plain' }).end(),
    '/round': (response) => response.writeHead(302, { location: '/round' }).end(),
    '/cut': (response) => {
      response.writeHead(200, { ...json, 'content-length': '100' });
      response.write('{');
      setTimeout(() => response.destroy(), 20);
    },
    '/wait': (response) => {
      atOnce += 1;
      atOnceMax = Math.max(atOnceMax, atOnce);
      setTimeout(() => {
        atOnce -= 1;
        response.writeHead(200, json).end('{}');
      }, 20);
    },
  };

  beforeAll(async () => {
    server = createServer(certificate, (request, response) => pages[request.url ?? '']?.(response));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    base = `https://issuer.example:${port}`;
    fetcher = new Fetcher({ totalMs: 1_000, allow: [{ host: 'issuer.example', port, address: '127.0.0.1', ca: certificate.cert }] });
  });
  afterAll(async () => {
    await fetcher.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  it.each([['/plain', '{"id":1}'], ['/packed', '{"id":2}'], ['/away', '{"id":1}']])('reads %s, over TLS', async (path, text) => {
    const fetched = await fetcher.get(base + path, use);
    expect(fetched).toMatchObject({ outcome: 'FETCHED', type: 'application/json' });
    expect(fetched.outcome === 'FETCHED' && Buffer.from(fetched.body).toString()).toBe(text);
  });

  it('sends what its caller has for the address to nobody else, and tells the headers that are wanted', async () => {
    const asked = { ...use, headers: { authorization: 'Bearer abc' }, wantsHeaders: ['x-seen', 'x-other'] };
    expect(await fetcher.get(`${base}/secret`, asked)).toMatchObject({ outcome: 'FETCHED', headers: { 'x-seen': 'Bearer abc' } });
    expect(await fetcher.get(`${base}/away`, asked)).toMatchObject({ outcome: 'REDIRECTED' });
  });

  it('names the address that answered', async () => {
    expect(await fetcher.get(`${base}/away`, use)).toMatchObject({ url: `${base}/plain` });
  });

  it.each([
    ['/bomb', 'TOO_LARGE'], ['/large', 'TOO_LARGE'], ['/endless', 'TOO_LARGE'], ['/brotli', 'TYPE_NOT_ALLOWED'], ['/html', 'TYPE_NOT_ALLOWED'], ['/typeless', 'TYPE_NOT_ALLOWED'],
    ['/broken', 'NOT_ANSWERING'], ['/slow', 'NOT_ANSWERING'], ['/silent', 'NOT_ANSWERING'], ['/cut', 'NOT_ANSWERING'], ['/missing', 'STATUS_NOT_OK'], ['/round', 'TOO_MANY_REDIRECTS'],
  ])('answers %s with %s, also where the host never comes to an end', async (path, outcome) => {
    expect(await fetcher.get(base + path, use)).toMatchObject({ outcome });
  });

  it('reads as much as it may, and not a byte more', async () => {
    expect(await fetcher.get(`${base}/exact`, use)).toMatchObject({ outcome: 'FETCHED' });
    expect(await fetcher.get(`${base}/exact`, { ...use, bytesMax: 65_535 })).toMatchObject({ outcome: 'TOO_LARGE' });
  });

  it('calls one host twice at once and no more', async () => {
    await Promise.all(Array.from({ length: 10 }, () => fetcher.get(`${base}/wait`, use)));
    expect(atOnceMax).toBe(2);
  });

  it('refuses the certificate of a stranger', async () => {
    const other = new Fetcher({ allow: [{ host: 'issuer.example', port: Number(new URL(base).port), address: '127.0.0.1', ca: (await aCertificate('issuer.example')).cert }] });
    expect(await other.get(`${base}/plain`, use)).toMatchObject({ outcome: 'NOT_ANSWERING' });
    await other.close();
  });

  it('calls nobody outside the list at a port that is not 443', async () => {
    const strict = new Fetcher();
    expect(await strict.get(`${base}/plain`, use)).toEqual({ outcome: 'ADDRESS_NOT_ALLOWED', detail: 'only port 443 is called' });
    await strict.close();
  });
});

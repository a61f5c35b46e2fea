import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { STATEMENT_HEADER } from '@cairn/access';
import { ask, closing, fakeSubgraph, gatewayOver, issuersKnowing, key, listening, statements, tenant, urlOf } from './gateway.fixture.js';

const bearer = { authorization: `Bearer ${key}` };

/** A service that tells what it was handed. */
async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let bytes = 0;
  for await (const chunk of request) bytes += (chunk as Buffer).length;
  const path = (request.url ?? '').split('?')[0] ?? '';
  const statement = statements.check(request.headers[STATEMENT_HEADER] as string | undefined, { service: 'earners', method: request.method ?? '', path, body: null });
  response.writeHead(201, { 'content-type': 'application/json', location: path });
  response.end(JSON.stringify({ bytes, url: request.url, tenant: statement?.principal.tenant ?? null, key: request.headers.authorization ?? null }));
}

describe('the other routes', () => {
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });
  const opened = async (...subgraphs: Parameters<typeof gatewayOver>[0]) => {
    const { url, stop } = await gatewayOver([issuersKnowing(), ...subgraphs]);
    stops.push(stop);
    return url;
  };

  it.each(['in one process', 'over a socket'])('stream an upload to its service with a statement and without the key, %s', async (shape) => {
    const server = createServer((request, response) => void echo(request, response));
    await listening(server);
    stops.push(() => closing(server));
    const local = { ...fakeSubgraph('earners'), http: (request: IncomingMessage, response: ServerResponse) => void echo(request, response) };
    const url = await opened(shape === 'in one process' ? local : { name: 'earners', url: urlOf(server) });
    const body = Buffer.alloc(3_000_000, 'x');
    const response = await fetch(`${url}/uploads/earners/u1?part=2`, { method: 'PATCH', body, headers: { ...bearer, [STATEMENT_HEADER]: 'forged' } });
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe('/uploads/earners/u1');
    expect(await response.json()).toEqual({ bytes: 3_000_000, url: '/uploads/earners/u1?part=2', tenant, key: null });
    expect((await fetch(`${url}/uploads/earners`, { method: 'POST', body })).status).toBe(401);
    expect((await fetch(`${url}/uploads/issuers/u1`, { headers: bearer })).status).toBe(404);
  });

  it('hand public pages to verification without a principal', async () => {
    const verification = { ...fakeSubgraph('verification'), http: (request: IncomingMessage, response: ServerResponse) => void echo(request, response) };
    const url = await opened(verification);
    for (const path of ['/c/crd_1', '/i/hill/did.json', '/status/hill/1', '/.well-known/did.json']) {
      const response = await fetch(url + path, { headers: bearer });
      expect(await response.json()).toEqual({ bytes: 0, url: path, tenant: null, key: null });
    }
  });

  it('answer 503 for an upload when its service is down', async () => {
    const url = await opened({ name: 'earners', url: 'http://127.0.0.1:1' });
    const response = await fetch(`${url}/uploads/earners`, { method: 'POST', body: 'x', headers: bearer });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', retryable: true });
  });

  it('tell readiness subgraph by subgraph', async () => {
    const url = await opened({ name: 'earners', url: 'http://127.0.0.1:1' });
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      ready: false,
      subgraphs: { issuers: true, achievements: true, earners: false, pathways: true, verification: true },
    });
    expect((await fetch(`${url}/livez`)).status).toBe(200);
  });

  it('serve GraphiQL that loads nothing from elsewhere', async () => {
    const url = await opened();
    const response = await fetch(url);
    const page = await response.text();
    expect(page).toContain('query Catalogue');
    expect(page).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)="(https?:)?\/\//);
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'self'");
    expect(response.headers.get('content-security-policy')).not.toMatch(/https?:/);
  });

  it('explain every code under the anchor that errors point to', async () => {
    const url = await opened();
    const page = await (await fetch(`${url}/docs/errors`)).text();
    for (const code of ['ALREADY_AWARDED', 'NOT_FOUND', 'LIMIT_EXCEEDED', 'SUBGRAPH_UNAVAILABLE', 'INTERNAL']) {
      expect(page.split(`id="${code}"`)).toHaveLength(2);
    }
  });

  it('refuse what is not one small operation in JSON', async () => {
    const url = await opened();
    const send = async (init: RequestInit) => {
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, ...init });
      return [response.status, ((await response.json()) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code];
    };
    expect(await send({ body: '[{"query":"{ __typename }"}]' })).toEqual([400, 'BAD_REQUEST']);
    expect(await send({ body: 'no json' })).toEqual([400, 'BAD_REQUEST']);
    expect(await send({ body: '{}' })).toEqual([400, 'BAD_REQUEST']);
    expect(await send({ body: JSON.stringify({ query: `#${'x'.repeat(103_000)}` }) })).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(await send({ body: '{"query":"{ __typename }"}', headers: { 'content-type': 'text/plain' } })).toEqual([415, 'BAD_REQUEST']);
    const deep = `${'{"a":'.repeat(30)}1${'}'.repeat(30)}`;
    expect(await send({ body: `{"query":"{ __typename }","variables":${deep}}` })).toEqual([400, 'BAD_REQUEST']);
    expect((await fetch(`${url}/graphql?query={__typename}`)).status).toBe(405);
    expect((await ask(url, '{ __typename }')).body).toMatchObject({ data: { __typename: 'Query' } });
  });
});

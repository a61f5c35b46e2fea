import type { IncomingMessage, ServerResponse } from 'node:http';
import { anonymous, STATEMENT_HEADER } from '@cairn/access';
import { ampleClasses, fakeSubgraph, gatewayOver, statements } from './gateway.fixture.js';

/** issuers that tells what it was handed. */
function echo(request: IncomingMessage, response: ServerResponse): void {
  const [path = ''] = (request.url ?? '').split('?');
  const header = request.headers[STATEMENT_HEADER] as string | undefined;
  const statement = statements.check(header, { service: 'issuers', method: request.method ?? '', path, body: null });
  response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] });
  response.end(JSON.stringify({ url: request.url, principal: statement?.principal ?? null, address: request.headers['cairn-client-address'], authorization: request.headers.authorization }));
}

describe('signing in', () => {
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });
  const opened = async (more: Parameters<typeof gatewayOver>[2] = {}) => {
    const { url, stop } = await gatewayOver([{ ...fakeSubgraph('issuers'), http: echo }], undefined, more);
    stops.push(stop);
    return url;
  };

  it('is handed to issuers on behalf of nobody, with the address and the client\'s own authentication', async () => {
    const url = await opened();
    const headers = { authorization: 'Basic eDp5', [STATEMENT_HEADER]: 'forged', 'cairn-client-address': '203.0.113.9' };
    const response = await fetch(`${url}/oidc/token?x=1`, { method: 'POST', headers });
    expect(await response.json()).toEqual({ url: '/oidc/token?x=1', principal: anonymous, address: expect.stringContaining('127.0.0.1'), authorization: 'Basic eDp5' });
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('is found where OAuth looks for an authorization server', async () => {
    const url = await opened();
    const response = await fetch(`${url}/.well-known/oauth-authorization-server/oidc`);
    expect(await response.json()).toMatchObject({ url: '/oidc/.well-known/oauth-authorization-server', principal: anonymous });
  });

  it('is bounded for each address like everything that nobody signs', async () => {
    const url = await opened({ limitClasses: { ...ampleClasses, ANONYMOUS: { points: 1_000, pointsPerSecond: 1, requestsPerSecond: 1 } } });
    const statuses = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await fetch(`${url}/oidc/auth`)).status);
    expect(statuses.slice(0, 5)).toEqual([200, 200, 200, 200, 200]);
    expect(statuses).toContain(429);
  });
});

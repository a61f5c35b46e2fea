import { anonymous, STATEMENT_HEADER, Statements } from '@cairn/access';
import { ServiceUnderTest } from '@cairn/testkit';
import { createIssuersApp, migrations } from '../app.js';

describe('signing in, from the gateway', () => {
  let issuers: ServiceUnderTest;
  beforeAll(async () => {
    issuers = await ServiceUnderTest.open({ name: 'issuers', migrations, create: createIssuersApp });
  });
  afterAll(() => issuers.close());

  /** A statement is about the path alone. */
  const sendQuery = async (path: string, query: URLSearchParams): Promise<Response> => {
    const statement = new Statements(Buffer.alloc(32, 2)).sign(
      { principal: anonymous, requestId: 'r', deadline: Date.now() + 5_000, awaitPosition: null, awaitMs: 0, contract: null, operation: null },
      { service: 'issuers', method: 'GET', path, body: null },
    );
    return issuers.send(null, 'GET', `${path}?${query}`, { redirect: 'manual', headers: { [STATEMENT_HEADER]: statement } });
  };

  it('tells what OpenID Connect asks to be told', async () => {
    const response = await issuers.send(anonymous, 'GET', '/oidc/.well-known/openid-configuration');
    expect(response.status).toBe(200);
    const said = (await response.json()) as Record<string, unknown>;
    expect(said).toMatchObject({
      issuer: 'https://registry.example/oidc',
      token_endpoint: 'https://registry.example/oidc/token',
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      id_token_signing_alg_values_supported: ['ES256'],
    });
    expect(said.grant_types_supported).toEqual(expect.arrayContaining(['authorization_code', 'refresh_token', 'client_credentials']));
  });

  it('keeps cookies from scripts, other sites and plain http', async () => {
    const wallet = { client_name: 'Pocket', redirect_uris: ['https://pocket.example/back'], token_endpoint_auth_method: 'none' };
    const body = JSON.stringify(wallet);
    const registered = await issuers.send(anonymous, 'POST', '/oidc/reg', { body, headers: { 'content-type': 'application/json' } });
    const { client_id: id } = (await registered.json()) as { client_id: string };
    const asked = { client_id: id, response_type: 'code', redirect_uri: 'https://pocket.example/back', scope: 'openid', code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' };
    const response = await sendQuery('/oidc/auth', new URLSearchParams(asked));
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toMatch(/^\/oidc\/interaction\//);
    const cookies = response.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThanOrEqual(2);
    for (const cookie of cookies) expect(cookie).toMatch(/(?=.*; path=\/oidc)(?=.*; secure)(?=.*; httponly)(?=.*; samesite=lax)/i);
    expect(cookies.some((cookie) => cookie.includes('.sig='))).toBe(true);
  });

  it('answers nobody but the gateway', async () => {
    for (const path of ['/oidc/.well-known/openid-configuration', '/oidc/token', '/oidc/interaction/x', '/oidc/register']) {
      expect((await issuers.send(null, 'GET', path)).status).toBe(401);
    }
  });

  it('publishes the same keys to the gateway and to the world', async () => {
    const { data } = await issuers.ask<{ accessTokenKeys: string }>(anonymous, '{ accessTokenKeys }');
    const told = JSON.parse(data?.accessTokenKeys ?? '{}') as { keys: { kid: string }[] };
    const published = (await (await issuers.send(anonymous, 'GET', '/oidc/jwks')).json()) as { keys: { kid: string }[] };
    expect(told.keys.map(({ kid }) => kid)).toEqual(published.keys.map(({ kid }) => kid));
    expect(JSON.stringify(published)).not.toMatch(/"d":/);
  });
});

describe('a registry below a path', () => {
  it('names its addresses with the path', async () => {
    const issuers = await ServiceUnderTest.open({ name: 'issuers', migrations, create: createIssuersApp, platform: { publicUrl: 'https://example.org/cairn' } });
    try {
      const said = (await (await issuers.send(anonymous, 'GET', '/oidc/.well-known/openid-configuration')).json()) as Record<string, unknown>;
      expect(said).toMatchObject({ issuer: 'https://example.org/cairn/oidc', authorization_endpoint: 'https://example.org/cairn/oidc/auth', jwks_uri: 'https://example.org/cairn/oidc/jwks' });
    } finally {
      await issuers.close();
    }
  });
});

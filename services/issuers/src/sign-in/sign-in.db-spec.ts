import { anonymous } from '@cairn/access';
import { ServiceUnderTest } from '@cairn/testkit';
import { createIssuersApp, migrations } from '../app.js';

describe('signing in, from the gateway', () => {
  let issuers: ServiceUnderTest;
  beforeAll(async () => {
    issuers = await ServiceUnderTest.open({ name: 'issuers', migrations, create: createIssuersApp });
  });
  afterAll(() => issuers.close());

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

import { aKey, aRegistry, type TestTenant } from '@cairn/testkit';
import { aFrontDesk, basic, type Person, register, type RegisteredFrontEnd, Request, tokenRequest } from './signing-in.js';

let tenant: TestTenant;
let desk: RegisteredFrontEnd;
let person: Person;

beforeAll(async () => {
  ({ tenant, desk, person } = await aFrontDesk());
});

describe('web pages', () => {
  const preflight = async (origin: string, headers: string) => {
    const response = await fetch(`${aRegistry().url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': headers },
    });
    return { status: response.status, origin: response.headers.get('access-control-allow-origin'), headers: response.headers.get('access-control-allow-headers') ?? '', vary: response.headers.get('vary') };
  };

  it('send a credential from origins that some client registered, after asking', async () => {
    expect(await preflight('https://desk.example', 'authorization,content-type')).toMatchObject({
      status: 204,
      origin: 'https://desk.example',
      headers: expect.stringContaining('authorization'),
      vary: expect.stringContaining('Origin'),
    });
    for (const origin of ['https://unknown.example', 'https://desk.example.evil.example', 'null', 'https://desk.example:444', 'http://desk.example']) {
      expect(await preflight(origin, 'authorization,content-type')).toMatchObject({ status: 204, origin: null, headers: '' });
    }
  });

  it('ask as nobody from anywhere, and never with a credential', async () => {
    const answer = await preflight('https://unknown.example', 'content-type');
    expect(answer).toMatchObject({ origin: '*' });
    expect(answer.headers).not.toContain('authorization');
    const { headers, status } = await tenant.as(null).graph('{ viewer { operator } }', {}, { headers: { origin: 'https://unknown.example' } });
    expect([status, headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')]).toEqual([200, '*', null]);
  });

  it('of another origin than the token was made for are refused', async () => {
    const { access_token: token } = await new Request(desk, 'openid award').tokens(person);
    const from = async (origin: string, credential: string) => {
      const { headers, status } = await tenant.as(credential).graph('{ viewer { operator } }', {}, { headers: { origin } });
      return [status, headers.get('access-control-allow-origin')];
    };
    expect(await from('https://desk.example', token)).toEqual([200, 'https://desk.example']);
    expect(await from('https://unknown.example', token)).toEqual([403, null]);
    expect(await from('https://desk.example', tenant.key ?? '')).toEqual([403, 'https://desk.example']);
    expect((await from(aRegistry().url, tenant.key ?? ''))[0]).toBe(200);
  });
});

describe('the page that asks for consent', () => {
  const warning = 'It registered itself here; nobody checked its name.';
  const askedBy = async (client: RegisteredFrontEnd) => {
    const request = new Request(client, 'openid');
    return request.browser.send(await request.begin(), '/sign-in', person);
  };

  it('warns of a wallet that registered itself, and not of what a tenant registered', async () => {
    const { body: wallet } = await register({ client_name: 'Pocket' });
    const [ofWallet, ofTenant] = [await askedBy(wallet), await askedBy(desk)];
    expect(ofWallet.text).toContain('Pocket');
    expect(ofWallet.text).toContain(warning);
    expect(ofTenant.text).toContain('Desk');
    expect(ofTenant.text).not.toContain(warning);
  });
});

describe('registration', () => {
  it('gives a wallet that nobody vouches for wallet scopes and no rights', async () => {
    const { status, body } = await register({});
    expect([status, body.client_secret]).toEqual([201, undefined]);
    expect(body.scope).toContain('https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly');
    expect(body.scope).not.toContain('award');
    expect((await new Request(body, 'openid award').begin()).url.searchParams.get('error')).toBe('invalid_scope');
  });

  it('keeps no secret, and takes it for authentication', async () => {
    const { body } = await register({ token_endpoint_auth_method: 'client_secret_basic' });
    const request = new Request(body, 'openid');
    const code = await request.code(person);
    const fields = { grant_type: 'authorization_code', redirect_uri: 'https://desk.example/back', code, code_verifier: request.verifier };
    expect((await tokenRequest(fields, basic(body.client_id, 'wrong'))).status).toBe(401);
    expect((await tokenRequest(fields, basic(body.client_id, body.client_secret ?? ''))).status).toBe(200);
  });

  it.each([
    [{ redirect_uris: ['http://desk.example/back'] }, 'invalid_redirect_uri'],
    [{ redirect_uris: ['https://a.example/', 'https://b.example/'] }, 'invalid_redirect_uri'],
    [{ redirect_uris: ['https://*.desk.example/'] }, 'invalid_redirect_uri'],
    [{ scope: 'openid administer' }, 'invalid_client_metadata'],
    [{ grant_types: ['client_credentials'] }, 'invalid_client_metadata'],
    [{ jwks_uri: 'http://169.254.169.254/' }, 'invalid_client_metadata'],
    [{ client_name: 'x'.repeat(101) }, 'invalid_client_metadata'],
    [{ client_name: 'x'.repeat(20_000) }, 'invalid_client_metadata'],
  ])('refuses %j', async (metadata, error) => {
    const { status, body } = await register(metadata);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.error).toBe(error);
  });

  it('is for a tenant only with the key of its administrator', async () => {
    expect((await register({ scope: 'openid award' }, await aKey(tenant.tenantId, ['AWARD']))).status).toBe(401);
    expect((await register({ scope: 'openid award' }, 'cairn_nobody')).status).toBe(401);
    expect((await register({ scope: 'openid award' }, tenant.key ?? '')).status).toBe(201);
  });
});

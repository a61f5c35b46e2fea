import { aKey, aRegistry, aTenant, type TestTenant } from '@cairn/testkit';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { anIssuer } from './arrange.js';
import { aPerson, basic, type Person, publicUrl, register, type RegisteredFrontEnd, Request, tokenRequest } from './signing-in.js';

const viewer = '{ viewer { accountId clientId rights tenant { id } operator } }';
interface Viewer {
  readonly viewer: { readonly accountId: string | null; readonly clientId: string | null; readonly rights: string[]; readonly tenant: { id: string } | null; readonly operator: boolean };
}

let tenant: TestTenant;
let desk: RegisteredFrontEnd;
let person: Person;

const scopes = 'openid offline_access administer design publish award';
const invite = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { token userErrors { code field message } } }`;
const accept = `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { userErrors { code field message } } }`;

beforeAll(async () => {
  tenant = await aTenant('Riverside Institute');
  const registered = await register({ scope: scopes }, tenant.key ?? '');
  desk = registered.body;
  person = await aPerson();
});

const asked = (token: string, headers: Record<string, string> = {}) => tenant.as(token).graph<Viewer>(viewer, {}, { headers });
/** What a person who belongs to no tenant may ask. */
const askedByPerson = (token: string) => tenant.as(token).graph<Viewer>('{ viewer { accountId operator } }');

describe('a person', () => {
  it('signs in through a front end and is known to the graph', async () => {
    const request = new Request(desk, 'openid award');
    const tokens = await request.tokens(person);
    expect(tokens).toMatchObject({ status: 200, expires_in: 600, scope: 'award' });
    const { data } = await askedByPerson(tokens.access_token);
    expect(data?.viewer).toEqual({ accountId: decodeJwt(tokens.access_token).sub, operator: false });
    expect(data?.viewer.accountId).toMatch(/^acc_/);
  });

  it('gets tokens as the standards have them', async () => {
    const registry = await publicUrl();
    const { access_token: access, id_token: identity = '' } = await new Request(desk, 'openid award').tokens(person);
    expect(decodeProtectedHeader(access)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    expect(decodeJwt(access)).toMatchObject({ iss: `${registry}/oidc`, aud: registry, client_id: desk.client_id, scope: 'award' });
    expect(decodeJwt(identity)).toMatchObject({ iss: `${registry}/oidc`, aud: desk.client_id, nonce: 'n-1', sub: decodeJwt(access).sub });
    expect((await asked(identity)).status).toBe(401);
  });

  it('acts as a member of a tenant, within what the token was asked for', async () => {
    const member = await aPerson('Bela Brandt');
    const { token } = await tenant.mutate<{ token: string }>(invite, { input: { name: 'Bela Brandt', role: 'DESIGNER' } });
    const joined = await new Request(desk, 'openid design').tokens(member);
    await tenant.as(joined.access_token).mutate(accept, { input: { token } });
    const { access_token: design } = await new Request(desk, 'openid design').tokens(member);
    expect((await asked(design)).data?.viewer).toMatchObject({ tenant: { id: tenant.tenantId }, rights: expect.arrayContaining(['DESIGN']) });
    const made = await tenant.as(design).graph(`mutation ($input: CreateIssuerInput!) { createIssuer(input: $input) { userErrors { code } } }`, {
      input: { name: 'Not his to make', url: 'https://riverside.example', sectors: ['TRAINING_PROVIDER'] },
    });
    expect(made.data).toMatchObject({ createIssuer: { userErrors: [{ code: 'GRANT_MISSING' }] } });
  });

  it('who belongs to several tenants picks one by x-tenant, and is nobody\'s staff without', async () => {
    const member = await aPerson('Femi Farkas');
    const tenants = [tenant, await aTenant('Hill Museum')];
    const { access_token: first } = await new Request(desk, 'openid design').tokens(member);
    for (const each of tenants) {
      const { token } = await each.mutate<{ token: string }>(invite, { input: { name: 'Femi Farkas', role: 'DESIGNER' } });
      await each.as(first).mutate(accept, { input: { token } });
    }
    const { access_token: token } = await new Request(desk, 'openid design').tokens(member);
    for (const { tenantId } of tenants) {
      expect((await asked(token, { 'x-tenant': tenantId })).data?.viewer).toMatchObject({ tenant: { id: tenantId }, rights: expect.arrayContaining(['DESIGN']) });
    }
    expect((await asked(token)).status).toBe(403);
    expect((await askedByPerson(token)).data?.viewer.accountId).toMatch(/^acc_/);
  });

  it('is told why by a page when address or password are wrong, and the same for nobody', async () => {
    const wrong = async (email: string) => {
      const request = new Request(desk);
      const seen = await request.browser.send(await request.begin(), '/sign-in', { email, password: 'not the password' });
      return { status: seen.status, said: /role="alert"[^>]*>(.*?)<\/div>/s.exec(seen.text)?.[1] };
    };
    const known = await wrong(person.email);
    expect(known.status).toBe(422);
    expect(known.said).toContain('The address or the password is wrong.');
    expect(await wrong('nobody.at.all@people.example')).toEqual(known);
  });

  it('is asked to wait after five wrong passwords, even with the right one', async () => {
    const victim = await aPerson('Carys Costa');
    const request = new Request(desk);
    let seen = await request.begin();
    for (let n = 0; n < 5; n += 1) seen = await request.browser.send(seen, '/sign-in', { email: victim.email, password: `guess number ${n}` });
    expect(seen.status).toBe(422);
    seen = await request.browser.send(seen, '/sign-in', victim);
    expect(seen.status).toBe(429);
  });

  it('may refuse, and the front end hears of it', async () => {
    const request = new Request(desk);
    const page = await request.browser.send(await request.begin(), '/sign-in', person);
    const back = await request.browser.send(page, '/abort');
    expect([back.url.origin, back.url.searchParams.get('error'), back.url.searchParams.get('code')]).toEqual(['https://desk.example', 'access_denied', null]);
  });

  it('signs out, and tokens of the session end with it', async () => {
    const request = new Request(desk, 'openid award');
    const { access_token: token, id_token: hint = '' } = await request.tokens(person);
    expect((await askedByPerson(token)).status).toBe(200);
    const page = await request.browser.open(`/oidc/session/end?id_token_hint=${hint}`);
    expect(page.text).toContain('Sign out');
    const done = await request.browser.send(page, '/session/end/confirm', { logout: 'yes' });
    expect(done.text).toContain('You are signed out');
    await new Promise((resume) => setTimeout(resume, 5_100));
    expect((await asked(token)).status).toBe(401);
  }, 20_000);
});

describe('the pages', () => {
  it('load and run nothing, cannot be framed, and are not kept', async () => {
    const request = new Request(desk);
    const seen = await request.begin();
    const policy = seen.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain('form-action \'self\' https://desk.example');
    expect(seen.headers.get('cache-control')).toBe('no-store');
    expect(seen.text).not.toMatch(/<script|<img|<link|src=|onload=|javascript:/);
    expect(seen.text).toMatch(/<html lang="en">/);
    for (const [, id] of seen.text.matchAll(/<input id="(\w+)"/g)) expect(seen.text).toContain(`<label for="${id}">`);
  });

  it('take no form from another site or another browser', async () => {
    const request = new Request(desk);
    const seen = await request.begin();
    expect((await request.browser.send(seen, '/sign-in', person, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await request.browser.send(seen, '/sign-in', { ...person, token: 'forged' })).status).toBe(403);
    const other = new Request(desk);
    expect((await other.browser.send(seen, '/sign-in', person)).status).toBe(400);
  });

  it('show what a wallet calls itself as text', async () => {
    const { body } = await register({ client_name: '<b onclick=x>Evil</b>' });
    const seen = await new Request(body, 'openid').begin();
    expect(seen.text).toContain('&lt;b onclick=x&gt;Evil&lt;/b&gt;');
    expect(seen.text).not.toContain('<b onclick');
  });
});

describe('an authorisation request', () => {
  const refused = async (change: Record<string, string | undefined>) => {
    const seen = await new Request(desk).begin(change);
    const told = new URLSearchParams(seen.url.hash ? seen.url.hash.slice(1) : seen.url.search);
    return { outside: seen.url.origin, error: told.get('error'), status: seen.status };
  };

  it('is refused without PKCE, with the plain method, and with a short challenge', async () => {
    for (const change of [
      { code_challenge: undefined, code_challenge_method: undefined },
      { code_challenge_method: 'plain' },
      { code_challenge_method: undefined },
      { code_challenge: 'short' },
    ]) {
      expect(await refused(change)).toMatchObject({ outside: 'https://desk.example', error: 'invalid_request' });
    }
  });

  it.each(['https://desk.example/back/', 'https://desk.example/back?x=1', 'https://desk.example.evil.example/back', 'https://evil.example', 'http://desk.example/back', 'https://desk.example/other'])(
    'never leads to %s',
    async (uri) => {
      const { url } = aRegistry();
      expect(await refused({ redirect_uri: uri })).toMatchObject({ outside: url, status: 400 });
    },
  );

  it('is refused for another client, flow, audience or scope than was registered', async () => {
    const { url } = aRegistry();
    expect(await refused({ client_id: 'wlt_nobody' })).toMatchObject({ outside: url, status: 400 });
    expect(await refused({ redirect_uri: undefined })).toMatchObject({ outside: url, status: 400 });
    expect((await refused({ response_type: 'token' })).error).toBe('unsupported_response_type');
    expect((await refused({ resource: 'https://other.example' })).error).toBe('invalid_target');
    expect((await refused({ scope: 'openid revoke' })).error).toBe('invalid_scope');
  });
});

describe('a code', () => {
  it('is good once; used again it takes everything with it that came of it', async () => {
    const request = new Request(desk, 'openid offline_access award');
    const code = await request.code(person);
    const first = await request.exchange(code);
    expect(first.status).toBe(200);
    expect(await request.exchange(code)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await request.refresh(first.refresh_token ?? '')).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('is good for one of two who use it at once', async () => {
    const request = new Request(desk);
    const code = await request.code(person);
    const answers = await Promise.all([1, 2, 3, 4].map(() => request.exchange(code)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
  });

  it('is good for its client, address and verifier alone', async () => {
    const request = new Request(desk);
    const { body: other } = await register({});
    expect(await request.exchange(await request.code(person), { client_id: other.client_id })).toMatchObject({ status: 400, error: 'invalid_grant' });
    for (const change of [{ redirect_uri: 'https://desk.example/other' }, { code_verifier: 'x'.repeat(43) }] as Readonly<Record<string, string>>[]) {
      const again = new Request(desk);
      expect(await again.exchange(await again.code(person), change)).toMatchObject({ status: 400, error: 'invalid_grant' });
    }
    const without = new Request(desk);
    const code = await without.code(person);
    expect((await tokenRequest({ grant_type: 'authorization_code', client_id: desk.client_id, redirect_uri: 'https://desk.example/back', code })).status).toBe(400);
  });
});

describe('a refresh token', () => {
  const signedIn = async () => {
    const request = new Request(desk, 'openid offline_access award');
    return { request, tokens: await request.tokens(person) };
  };

  it('is exchanged for another; used again it ends the whole sign-in within 5 s', async () => {
    const { request, tokens } = await signedIn();
    const second = await request.refresh(tokens.refresh_token ?? '');
    expect(second.status).toBe(200);
    expect(second.refresh_token).not.toBe(tokens.refresh_token);
    expect((await askedByPerson(second.access_token)).status).toBe(200);
    expect(await request.refresh(tokens.refresh_token ?? '')).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await request.refresh(second.refresh_token ?? '')).toMatchObject({ status: 400, error: 'invalid_grant' });
    await new Promise((resume) => setTimeout(resume, 5_100));
    expect((await asked(second.access_token)).status).toBe(401);
  }, 20_000);

  it('gives no more scopes than were agreed to, and nothing to another client', async () => {
    const { request, tokens } = await signedIn();
    expect(await request.refresh(tokens.refresh_token ?? '', { scope: 'openid award administer' })).toMatchObject({ status: 400, error: 'invalid_scope' });
    const { body: other } = await register({});
    expect(await request.refresh(tokens.refresh_token ?? '', { client_id: other.client_id })).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('can be revoked, after which its access tokens are refused, too', async () => {
    const { request, tokens } = await signedIn();
    const body = new URLSearchParams({ token: tokens.refresh_token ?? '', client_id: desk.client_id });
    expect((await fetch(`${aRegistry().url}/oidc/token/revocation`, { method: 'POST', body })).status).toBe(200);
    expect(await request.refresh(tokens.refresh_token ?? '')).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect((await asked(tokens.access_token)).status).toBe(401);
  });
});

describe('a program', () => {
  const create = `mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { clientId key userErrors { code field message } } }`;

  it('gets a token for an API key, good for what it asks for', async () => {
    const { clientId, key } = await tenant.mutate<{ clientId: string; key: string }>(create, { input: { name: 'Desk', rights: ['DESIGN', 'AWARD'] } });
    const tokens = await tokenRequest({ grant_type: 'client_credentials', scope: 'design' }, basic(clientId, key));
    expect(tokens).toMatchObject({ status: 200, scope: 'design', expires_in: 600 });
    const { data } = await asked(tokens.access_token);
    expect(data?.viewer).toMatchObject({ clientId, accountId: null, tenant: { id: tenant.tenantId } });
    const issuer = await anIssuer(tenant);
    const { data: made } = await tenant.as(tokens.access_token).graph(`mutation ($input: UpdateIssuerInput!) { updateIssuer(input: $input) { userErrors { code } } }`, {
      input: { id: issuer.id, name: 'Changed' },
    });
    expect(made).toMatchObject({ updateIssuer: { userErrors: [{ code: 'GRANT_MISSING' }] } });
  });

  it('gets none for another key, another client or no key', async () => {
    const { clientId } = await tenant.mutate<{ clientId: string }>(create, { input: { name: 'Desk', rights: ['DESIGN'] } });
    const others = await aKey(tenant.tenantId, ['DESIGN']);
    for (const [id, secret] of [[clientId, others], [clientId, 'cairn_nobody'], [clientId, 'an API key'], ['apc_01930000-0000-7000-8000-000000000002', others]] as const) {
      expect(await tokenRequest({ grant_type: 'client_credentials', scope: 'design' }, basic(id, secret))).toMatchObject({ status: 401, error: 'invalid_client' });
    }
    expect((await tokenRequest({ grant_type: 'client_credentials', client_id: clientId })).status).toBe(401);
  });

  it('never becomes an operator by a token', async () => {
    const { operator } = aRegistry();
    const { data } = await operator.graph<Viewer>(viewer);
    const tokens = await tokenRequest({ grant_type: 'client_credentials', scope: 'administer' }, basic(data?.viewer.clientId ?? '', operator.key ?? ''));
    expect(tokens.status).toBe(200);
    expect((await asked(tokens.access_token)).data?.viewer.operator).toBe(false);
  });
});

describe('the header x-tenant', () => {
  it('is taken for a tenant of the caller and refused for any other, there or not', async () => {
    const other = await aTenant('Elsewhere');
    const { access_token: token } = await new Request(desk, 'openid award').tokens(person);
    for (const given of [other.tenantId, 'ten_01930000-0000-7000-8000-0000000000ff', 'x', `${tenant.tenantId},${other.tenantId}`]) {
      for (const credential of [token, tenant.key ?? '']) {
        const { status, errors } = await asked(credential, { 'x-tenant': given });
        expect([status, errors?.[0]?.extensions.code, errors?.[0]?.message]).toEqual([403, 'FORBIDDEN', 'The caller does not belong to the tenant in `x-tenant`.']);
      }
    }
    expect((await asked(tenant.key ?? '', { 'x-tenant': tenant.tenantId })).status).toBe(200);
  });
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

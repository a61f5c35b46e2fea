import { aRegistry, aTenant, type TestTenant } from '@cairn/testkit';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { aFrontDesk, aPerson, type Person, publicUrl, register, type RegisteredFrontEnd, Request, tokenRequest, viewer, type Viewer } from './signing-in.js';

let tenant: TestTenant;
let desk: RegisteredFrontEnd;
let person: Person;

const invite = `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { token userErrors { code field message } } }`;
const accept = `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { userErrors { code field message } } }`;

beforeAll(async () => {
  ({ tenant, desk, person } = await aFrontDesk());
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
  });
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

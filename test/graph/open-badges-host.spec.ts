import { aRegistry, aTenant, ForeignHost, type TestTenant } from '@cairn/testkit';
import { aClaimant, aDesk, type Claimant } from './s08-people.js';
import { aPerson, basic, backTo, register, type RegisteredFrontEnd, Request, tokenRequest, type Tokens } from './signing-in.js';

const scope = (name: string) => `https://purl.imsglobal.org/spec/ob/v3p0/scope/${name}`;
const everything = ['credential.readonly', 'credential.upsert', 'profile.readonly', 'profile.update'].map(scope).join(' ');

interface Description {
  readonly info: { readonly title: string; readonly termsOfService: string };
  readonly components: { readonly securitySchemes: { readonly OAuth2ACG: Record<string, unknown> & { flows: { authorizationCode: Record<string, string | object> } } } };
}
interface Credentials {
  readonly credential: Record<string, unknown>[];
  readonly compactJwsString: string[];
}
interface StatusInfo {
  readonly imsx_codeMajor: string;
  readonly imsx_codeMinor: { readonly imsx_codeMinorField: readonly { readonly imsx_codeMinorFieldValue: string }[] };
}

describe('a registry as a host of Open Badges 3.0', () => {
  let tenant: TestTenant;
  let mira: Claimant;
  let wallet: RegisteredFrontEnd;
  let tokens: Tokens;
  let heron: ForeignHost;
  let base: string;

  beforeAll(async () => {
    heron = await ForeignHost.open();
    tenant = await aTenant('Harbour College');
    mira = await aClaimant(tenant, await aDesk(tenant), 'Mira Solano');
    base = `${aRegistry().url}/${tenant.tenantId}/ims/ob/v3p0`;
    // As any wallet does: no token, no key, and the secret it is given for Basic authentication.
    wallet = (await register({ client_name: 'Pocket', token_endpoint_auth_method: 'client_secret_basic', scope: `${everything} offline_access` })).body;
    tokens = await letIn(`${everything} offline_access`);
  }, 120_000);
  afterAll(() => heron.close());

  async function letIn(asked: string, person = mira.person): Promise<Tokens> {
    const request = new Request(wallet, asked);
    const code = await request.code(person);
    const fields = { grant_type: 'authorization_code', redirect_uri: backTo, code, code_verifier: request.verifier };
    return tokenRequest(fields, basic(wallet.client_id, wallet.client_secret ?? ''));
  }

  const call = (method: string, path: string, { token = tokens.access_token, body, type = 'application/json' }: { token?: string | null; body?: string; type?: string } = {}) =>
    fetch(`${base}${path}`, {
      method,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body }),
    });
  const list = async (query = '') => (await (await call('GET', `/credentials${query}`)).json()) as Credentials;
  const refused = async (response: Response) => [response.status, ((await response.json()) as StatusInfo).imsx_codeMinor.imsx_codeMinorField[0]?.imsx_codeMinorFieldValue];

  it('describes itself to anybody, with every address that a wallet needs', async () => {
    const response = await call('GET', '/discovery', { token: null });
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const { info, components } = (await response.json()) as Description;
    const { OAuth2ACG } = components.securitySchemes;
    expect(info.termsOfService).toMatch(/^http/);
    expect(OAuth2ACG).toMatchObject({
      type: 'oauth2',
      'x-imssf-registrationUrl': expect.stringMatching(/\/oidc\/reg$/),
      'x-imssf-privacyPolicyUrl': expect.stringMatching(/^http/),
      flows: { authorizationCode: { authorizationUrl: expect.stringMatching(/\/oidc\/auth$/), tokenUrl: expect.stringMatching(/\/oidc\/token$/), refreshUrl: expect.stringMatching(/\/oidc\/token$/) } },
    });
    expect(Object.keys(OAuth2ACG.flows.authorizationCode.scopes ?? {}).join(' ')).toBe(everything);
    expect(await refused(await fetch(`${aRegistry().url}/nobody/ims/ob/v3p0/discovery`))).toEqual([404, 'not_found']);
  });

  it('gives a wallet that a person let in his credentials as they were signed, page by page', async () => {
    expect(tokens).toMatchObject({ status: 200, refresh_token: expect.any(String) });
    const first = await call('GET', '/credentials?limit=1');
    expect([first.status, first.headers.get('x-total-count')]).toEqual([200, '1']);
    expect(first.headers.get('link')).toMatch(/rel="last".*rel="first"/);
    const { credential } = (await first.json()) as Credentials;
    expect(credential).toMatchObject([{ type: ['VerifiableCredential', 'OpenBadgeCredential'], proof: [{ type: 'DataIntegrityProof' }] }]);
    expect(await refused(await call('GET', '/credentials?limit=x'))).toEqual([400, 'invalid_query_parameter']);
    expect(await list('?since=2199-01-01T00:00:00Z')).toEqual({ credential: [], compactJwsString: [] });
  });

  it('takes credentials in, as JSON and as tokens, and gives them back as they came', async () => {
    const text = `${JSON.stringify(await heron.badge({ recipient: mira.person.email, path: 'rest' }), null, 2)}\n`;
    const added = await call('POST', '/credentials', { body: text });
    expect([added.status, await added.text()]).toEqual([201, text]);
    const again = await call('POST', '/credentials', { body: text });
    expect([again.status, await again.text()]).toEqual([200, text]);
    const token = await heron.token({ recipient: mira.person.email });
    const taken = await call('POST', '/credentials', { body: token, type: 'text/plain' });
    expect([taken.status, taken.headers.get('content-type'), await taken.text()]).toEqual([201, expect.stringMatching(/^text\/plain/), token]);
    const held = await list();
    expect(held.compactJwsString).toEqual([token]);
    expect(held.credential).toContainEqual(JSON.parse(text));
    const second = await call('GET', '/credentials?limit=1&offset=1');
    expect(second.headers.get('link')).toMatch(/rel="next".*rel="last".*rel="first".*rel="prev"/);
    const { myEarners } = await mira.graph.read<{ myEarners: { backpack: { nodes: { addedBy: string }[] }; awards: { totalCount: number } }[] }>('{ myEarners { backpack(first: 10) { nodes { addedBy } } awards(first: 10) { totalCount } } }');
    expect(myEarners).toMatchObject([{ backpack: { nodes: [{ addedBy: 'PERSON' }, { addedBy: 'PERSON' }] }, awards: { totalCount: 1 } }]);
  });

  it('takes back its own credential: it is about the person, by the name that it has for him', async () => {
    const own = (await list()).credential.find(({ issuer }) => (issuer as { id: string }).id !== heron.did);
    expect((await call('POST', '/credentials', { body: JSON.stringify(own) })).status).toBe(201);
  });

  it('refuses in the standard’s own words', async () => {
    expect(await refused(await call('POST', '/credentials', { body: JSON.stringify(await heron.badge({ recipient: 'jonas@people.example' })) }))).toEqual([403, 'invalid_data']);
    expect(await refused(await call('POST', '/credentials', { body: 'no credential' }))).toEqual([400, 'invalid_data']);
    expect(await refused(await call('POST', '/credentials', { body: '{}', type: 'application/xml' }))).toEqual([400, 'invalid_data']);
    expect(await refused(await call('DELETE', '/credentials'))).toEqual([405, 'not_allowed']);
    expect(await refused(await call('GET', '/badges'))).toEqual([404, 'not_found']);
    expect(await refused(await call('GET', '/credentials', { token: null }))).toEqual([401, 'unauthorizedrequest']);
    expect(await refused(await call('GET', '/credentials', { token: 'a.b.c' }))).toEqual([401, 'unauthorizedrequest']);
    expect(await refused(await call('GET', '/credentials', { token: tenant.key }))).toEqual([401, 'unauthorizedrequest']);
    expect(await refused(await call('GET', '/credentials', { token: mira.graph.key ?? '' }))).toEqual([403, 'forbidden']);
  });

  it('lets a wallet do what its person agreed to, and no more', async () => {
    const { access_token: token } = await letIn(scope('credential.readonly'));
    expect((await call('GET', '/credentials', { token })).status).toBe(200);
    expect(await refused(await call('POST', '/credentials', { token, body: '{}' }))).toEqual([403, 'forbidden']);
    expect(await refused(await call('GET', '/profile', { token }))).toEqual([403, 'forbidden']);
    expect(await refused(await call('PUT', '/profile', { token, body: '{}' }))).toEqual([403, 'forbidden']);
  });

  it('shows nobody’s credentials to somebody else, and none where a person has no record', async () => {
    const other = await aPerson('Jonas Ekwe');
    const { access_token: token } = await letIn(everything, other);
    expect(await (await call('GET', '/credentials', { token })).json()).toEqual({ credential: [], compactJwsString: [] });
    expect(await refused(await call('POST', '/credentials', { token, body: JSON.stringify(await heron.badge({ recipient: other.email })) }))).toEqual([404, 'not_found']);
    expect(await refused(await call('GET', '/profile', { token }))).toEqual([404, 'not_found']);
  });

  it('keeps the profile that a wallet writes', async () => {
    const known = (await (await call('GET', '/profile')).json()) as { type: string[]; email: string };
    expect(known).toMatchObject({ type: ['Profile'], email: mira.person.email });
    const profile = { '@context': ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'], id: 'urn:uuid:0b8f6f53-6f0e-4a52-9d6b-2b1ed13f6f01', type: 'Profile', name: 'Mira Solano', phone: '111-222-3333' };
    const put = await call('PUT', '/profile', { body: JSON.stringify(profile) });
    expect([put.status, await put.json()]).toEqual([200, profile]);
    expect(await (await call('GET', '/profile')).json()).toEqual(profile);
    expect(await refused(await call('PUT', '/profile', { body: '{"name":"nobody"}' }))).toEqual([400, 'invalid_data']);
  });

  it('renews access, and ends it with the very next call once a token is given back', async () => {
    const secret = basic(wallet.client_id, wallet.client_secret ?? '');
    const renewed = await tokenRequest({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }, secret);
    expect((await call('GET', '/credentials', { token: renewed.access_token })).status).toBe(200);
    const giveBack = (token: string, by: Record<string, string>) => fetch(`${aRegistry().url}/oidc/token/revocation`, { method: 'POST', headers: by, body: new URLSearchParams({ token }) });
    expect((await giveBack(renewed.access_token, basic(wallet.client_id, 'wrong'))).status).toBe(401);
    expect((await call('GET', '/credentials', { token: renewed.access_token })).status).toBe(200);
    expect((await giveBack(renewed.access_token, secret)).status).toBe(200);
    for (const path of ['/credentials', '/profile']) expect(await refused(await call('GET', path, { token: renewed.access_token }))).toEqual([401, 'unauthorizedrequest']);
    expect((await tokenRequest({ grant_type: 'refresh_token', refresh_token: renewed.refresh_token ?? '' }, secret)).error).toBe('invalid_grant');
    const another = await letIn(`${everything} offline_access`);
    expect((await giveBack(another.refresh_token ?? '', secret)).status).toBe(200);
    expect(await refused(await call('GET', '/credentials', { token: another.access_token }))).toEqual([401, 'unauthorizedrequest']);
  });
});

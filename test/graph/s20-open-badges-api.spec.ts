import { randomBytes } from 'node:crypto';
import { aRegistry, aTenant, ForeignHost, type TestTenant } from '@cairn/testkit';
import { anAward, anIssuer, aPublishedAchievement, eventually } from './arrange.js';
import { aClaimant, aDesk, type Claimant } from './s08-people.js';
import { backTo, basic, register, type RegisteredFrontEnd, Request, tokenRequest, type Tokens } from './signing-in.js';

const scope = (name: string) => `https://purl.imsglobal.org/spec/ob/v3p0/scope/${name}`;
const names = ['credential.readonly', 'credential.upsert', 'profile.readonly', 'profile.update'];
const count = 12;

interface Listed {
  readonly credential: { readonly id: string; readonly validFrom: string }[];
  readonly compactJwsString: string[];
}

/** S20: a partner's program keeps a person's badges in step by Open Badges 3.0, as any wallet would. */
describe('a partner in sync by Open Badges 3.0', () => {
  let tenant: TestTenant;
  let mira: Claimant;
  let other: Claimant;
  let heron: ForeignHost;
  let oakmere: RegisteredFrontEnd;
  let tokens: Tokens;
  let base: string;

  beforeAll(async () => {
    heron = await ForeignHost.open();
    tenant = await aTenant('Harbour College');
    const desk = await aDesk(tenant);
    mira = await aClaimant(tenant, desk, 'Mira Solano');
    other = await aClaimant(tenant, desk, 'Jonas Ekwe');
    base = `${aRegistry().url}/${tenant.tenantId}/ims/ob/v3p0`;
    const achievement = await aPublishedAchievement(tenant, await anIssuer(tenant), 'Knows tides', { duplicatePolicy: 'MANY' });
    for (let made = 1; made < count; made += 1) await anAward(tenant, achievement, `T-${randomBytes(4).toString('hex')}`, { identifier: undefined, earnerId: mira.earnerId, awardedOn: `2026-03-${String(made).padStart(2, '0')}` });
    // It registers itself, without a token of anybody's, at the address that the discovery document names.
    oakmere = (await register({ client_name: 'Oakmere University', token_endpoint_auth_method: 'client_secret_basic', scope: [...names.map(scope), 'offline_access'].join(' ') })).body;
    tokens = await letIn(names);
    await eventually(async () => (await call('GET', '/credentials?limit=1')).headers.get('x-total-count'), (total) => total === String(count), 60_000);
  }, 180_000);
  afterAll(() => heron.close());

  /** PKCE S256, client secret by Basic: the ways that the standard asks for. */
  async function letIn(scopes: readonly string[], who = mira): Promise<Tokens> {
    const request = new Request(oakmere, scopes.map(scope).join(' '));
    const code = await request.code(who.person);
    const secret = basic(oakmere.client_id, oakmere.client_secret ?? '');
    expect((await tokenRequest({ grant_type: 'authorization_code', redirect_uri: backTo, code, code_verifier: randomBytes(32).toString('base64url') }, secret)).error).toBe('invalid_grant');
    const again = new Request(oakmere, scopes.map(scope).join(' '));
    return tokenRequest({ grant_type: 'authorization_code', redirect_uri: backTo, code: await again.code(who.person), code_verifier: again.verifier }, secret);
  }

  const call = (method: string, path: string, { token = tokens.access_token, body, type = 'application/json' }: { token?: string; body?: string; type?: string } = {}) =>
    fetch(path.startsWith('http') ? path : `${base}${path}`, { method, headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': type }) }, ...(body === undefined ? {} : { body }) });
  const linkTo = (response: Response, rel: string) => {
    const [, link] = new RegExp(`<([^>]+)>; rel="${rel}"`).exec(response.headers.get('link') ?? '') ?? [];
    // The registry names itself by its public address; the test reaches it elsewhere.
    return link === undefined ? undefined : `${aRegistry().url}${new URL(link).pathname}${new URL(link).search}`;
  };
  /** Every page from one on, by the links that each of them names. */
  async function everyPage(first: string): Promise<{ pages: number; total: string | null; listed: Listed['credential'] }> {
    const listed: Listed['credential'] = [];
    let total: string | null = null;
    let pages = 0;
    for (let next: string | undefined = first; next !== undefined; ) {
      const response: Response = await call('GET', next);
      expect(response.status).toBe(200);
      pages += 1;
      total = response.headers.get('x-total-count');
      listed.push(...((await response.json()) as Listed).credential);
      next = linkTo(response, 'next');
    }
    return { pages, total, listed };
  }

  it('reads every credential of the person once, page by page, and later only what was issued since', async () => {
    const { pages, total, listed } = await everyPage('/credentials?limit=5&offset=0');
    expect([pages, total, new Set(listed.map(({ id }) => id)).size]).toEqual([3, String(count), count]);
    const sorted = [...listed].sort((a, b) => Date.parse(a.validFrom) - Date.parse(b.validFrom));
    expect(listed.map(({ validFrom }) => validFrom)).toEqual(sorted.map(({ validFrom }) => validFrom));
    const since = sorted[3]?.validFrom ?? '';
    const later = await everyPage(`/credentials?limit=5&offset=0&since=${encodeURIComponent(since)}`);
    expect(later.listed.map(({ id }) => id)).toEqual(listed.filter(({ validFrom }) => Date.parse(validFrom) > Date.parse(since)).map(({ id }) => id));
    const middle = await call('GET', '/credentials?limit=5&offset=5');
    for (const rel of ['first', 'prev', 'next', 'last']) expect((await call('GET', linkTo(middle, rel) ?? '')).status).toBe(200);
  });

  it('puts a credential in, as JSON and as a compact JWS, and reads back what it sent; a later one of the same id takes its place', async () => {
    const badge = JSON.stringify(await heron.badge({ recipient: mira.person.email, path: 'tides', validFrom: '2026-02-01T00:00:00Z' }), null, 1);
    const added = await call('POST', '/credentials', { body: badge });
    expect([added.status, await added.text()]).toEqual([201, badge]);
    const token = await heron.token({ recipient: mira.person.email });
    const taken = await call('POST', '/credentials', { body: token, type: 'text/plain' });
    expect([taken.status, await taken.text()]).toEqual([201, token]);
    const text = await (await call('GET', '/credentials?limit=100')).text();
    expect(text).toContain(badge);
    expect((JSON.parse(text) as Listed).compactJwsString).toEqual([token]);
    const newer = JSON.stringify(await heron.badge({ recipient: mira.person.email, path: 'tides', validFrom: '2026-04-01T00:00:00Z' }));
    expect((await call('POST', '/credentials', { body: newer })).status).toBe(200);
    const after = await (await call('GET', '/credentials?limit=100')).text();
    expect([after.includes(newer), after.includes(badge)]).toEqual([true, false]);
  });

  it('PUTs the person’s profile and reads it back', async () => {
    const profile = { '@context': ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'], id: 'https://oakmere.example/people/1', type: ['Profile'], name: 'Mira Solano' };
    expect((await call('PUT', '/profile', { body: JSON.stringify(profile) })).status).toBe(200);
    expect(await (await call('GET', '/profile')).json()).toEqual(profile);
  });

  it('does with each of the four scopes what it is for, and is refused everything else', async () => {
    const badge = JSON.stringify(await heron.badge({ recipient: mira.person.email }));
    const deeds: readonly (readonly [string, string, string | undefined])[] = [['GET', '/credentials', undefined], ['POST', '/credentials', badge], ['GET', '/profile', undefined], ['PUT', '/profile', '{"id":"urn:x","type":"Profile"}']];
    for (const [at, name] of names.entries()) {
      const { access_token: token } = await letIn([name]);
      const statuses = [];
      for (const [method, path, body] of deeds) statuses.push((await call(method, path, { token, ...(body === undefined ? {} : { body }) })).status);
      expect([name, ...statuses.map((status) => status < 300)]).toEqual([name, ...deeds.map((_deed, other) => other === at)]);
      expect(statuses.filter((status) => status >= 300)).toEqual([403, 403, 403]);
    }
  }, 120_000);

  it('sees one person’s data only', async () => {
    const { access_token: token } = await letIn(names, other);
    const theirs = (await (await call('GET', '/credentials?limit=100', { token })).json()) as Listed;
    const mine = (await (await call('GET', '/credentials?limit=100')).json()) as Listed;
    expect(theirs.credential).toHaveLength(1);
    expect(mine.credential.map(({ id }) => id)).not.toContain(theirs.credential[0]?.id);
    const foreign = await call('POST', '/credentials', { token, body: JSON.stringify(await heron.badge({ recipient: mira.person.email })) });
    expect([foreign.status, ((await foreign.json()) as { imsx_codeMajor: string }).imsx_codeMajor]).toEqual([403, 'failure']);
  });
});

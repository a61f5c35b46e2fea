import { aKey, aRegistry, aTenant, type TestTenant } from '@cairn/testkit';
import { anIssuer } from './arrange.js';
import { aFrontDesk, basic, type Person, register, type RegisteredFrontEnd, Request, tokenRequest, viewer, type Viewer } from './signing-in.js';

let tenant: TestTenant;
let desk: RegisteredFrontEnd;
let person: Person;

beforeAll(async () => {
  ({ tenant, desk, person } = await aFrontDesk());
});

const asked = (token: string, headers: Record<string, string> = {}) => tenant.as(token).graph<Viewer>(viewer, {}, { headers });
/** What a person who belongs to no tenant may ask. */
const askedByPerson = (token: string) => tenant.as(token).graph<Viewer>('{ viewer { accountId operator } }');

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
  });

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

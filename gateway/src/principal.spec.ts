import { anonymous, principalOf } from '@cairn/access';
import { createHash } from 'node:crypto';
import { aTokenAuthority, goodToken } from '../../test/access/token-authority.js';
import { ask, client, clientRecord, fakeSubgraph, gatewayOver, key, publicUrl, served, tenant } from './gateway.fixture.js';

const viewer = { rights: ['AWARD'], operator: false };
const query = '{ viewer { operator } }';

/** issuers that knows one key by its hash; counts the look-ups. */
function issuersWithKey() {
  const count = { lookups: 0 };
  const issuers = fakeSubgraph('issuers', {
    Query: {
      viewer: () => viewer,
      principalByKey: (_root, { keyHash }) => {
        count.lookups += 1;
        return keyHash === createHash('sha256').update(key).digest('hex') ? clientRecord : null;
      },
    },
  });
  return { issuers, count };
}

describe('the principal of a request', () => {
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  it('is the client behind the key, looked up once for many requests and again after 5 s', async () => {
    const { issuers, count } = issuersWithKey();
    const clock = { at: Date.now(), now: () => clock.at };
    const { url, stop } = await gatewayOver([issuers], clock);
    stops.push(stop);
    const headers = { authorization: `Bearer ${key}` };
    await Promise.all(Array.from({ length: 10 }, () => ask(url, query, undefined, headers)));
    expect(count.lookups).toBe(1);
    expect(issuers.seen.at(-1)?.principal).toEqual(
      principalOf({ actor: client, tenant, rights: ['AWARD'], scoped: [{ right: 'REVOKE', kind: 'ISSUER', id: tenant }], grantsVersion: 4 }),
    );
    clock.at += 6_000;
    await ask(url, query, undefined, headers);
    expect(count.lookups).toBe(2);
  });

  it('is anonymous without a key', async () => {
    const { issuers } = issuersWithKey();
    const { url, stop } = await gatewayOver([issuers]);
    stops.push(stop);
    expect((await ask(url, query)).status).toBe(200);
    expect(issuers.seen.at(-1)?.principal).toEqual(anonymous);
  });

  it.each(['Bearer nobody-has-this', 'Basic dTpw', 'Bearer', `Bearer ${'x'.repeat(600)}`])('is refused for `%s`', async (authorization) => {
    const { issuers } = issuersWithKey();
    const { url, stop } = await gatewayOver([issuers]);
    stops.push(stop);
    const { status, body } = await ask(url, query, undefined, { authorization });
    expect(status).toBe(401);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', retryable: false });
  });

  it('cannot be made while issuers is down, and says so', async () => {
    const remote = await served(issuersWithKey().issuers);
    await remote.stop();
    const { url, stop } = await gatewayOver([remote]);
    stops.push(stop);
    const { status, body } = await ask(url, query, undefined, { authorization: `Bearer ${key}` });
    expect(status).toBe(503);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', service: 'issuers', retryable: true });
  });

  it('is the person behind an access token, no longer than 5 s after issuers or the sign-in went', async () => {
    const authority = aTokenAuthority(publicUrl);
    const state = { holds: true, isDown: false };
    const person = { ...clientRecord, kind: 'PERSON', tenantId: null, rights: [], scoped: [] };
    const answering = fakeSubgraph('issuers', {
      Query: { viewer: () => viewer, accessTokenKeys: () => authority.keys, principalBySubject: () => person, signInHolds: () => state.holds, frontEndOrigins: () => [] },
    });
    const issuers = { ...answering, execute: (...asked: Parameters<typeof answering.execute>) => (state.isDown ? Promise.reject(new Error('down')) : answering.execute(...asked)) };
    const clock = { at: Date.now(), now: () => clock.at };
    const { url, stop } = await gatewayOver([issuers], clock);
    stops.push(stop);
    const asked = async () => (await ask(url, '{ __typename }', undefined, { authorization: `Bearer ${goodToken(authority)}` })).status;
    expect(await asked()).toBe(200);
    state.holds = false;
    state.isDown = true;
    expect(await asked()).toBe(200);
    clock.at += 5_001;
    expect(await asked()).toBe(503);
    state.isDown = false;
    expect(await asked()).toBe(401);
  });

  it('has the addresses that the person has proven and the scopes of his wallet, of which the addresses are told to verification alone', async () => {
    const authority = aTokenAuthority(publicUrl);
    const person = { ...clientRecord, kind: 'PERSON', tenantId: null, rights: [], scoped: [], proven: ['mira@people.example'] };
    const issuers = fakeSubgraph('issuers', {
      Query: { viewer: () => viewer, accessTokenKeys: () => authority.keys, principalBySubject: () => person, signInHolds: () => true, frontEndOrigins: () => [] },
    });
    const verification = fakeSubgraph('verification', { Query: { credential: () => null } });
    const { url, stop } = await gatewayOver([issuers, verification]);
    stops.push(stop);
    const readonly = 'https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly';
    const token = goodToken(authority, { scope: `openid ${readonly} elsewhere` });
    const { body } = await ask(url, '{ viewer { operator } credential(id: "crd_1") { id } }', undefined, { authorization: `Bearer ${token}` });
    expect(body.errors).toBeUndefined();
    expect(verification.seen.at(-1)?.principal).toMatchObject({ kind: 'PERSON', proven: ['mira@people.example'], badgeScopes: [readonly] });
    expect(issuers.seen.map(({ principal }) => principal.proven).flat()).toEqual([]);
    expect(issuers.seen.at(-1)?.principal.hasProven).toBe(true);
  });

  it('cannot be looked up by a client', async () => {
    const { url, stop } = await gatewayOver([issuersWithKey().issuers]);
    stops.push(stop);
    const { status } = await ask(url, '{ principalByKey(keyHash: "00") { actorId } }');
    expect(status).toBe(400);
  });
});

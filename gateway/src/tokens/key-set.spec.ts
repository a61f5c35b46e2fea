import { createServer, type Server } from 'node:http';
import { aSigningKey, aTokenAuthority, goodHeader, signed } from '../../../test/access/token-authority.js';
import { ask, clientRecord, closing, fakeSubgraph, gatewayOver, listening, urlOf } from '../gateway.fixture.js';
import { AccessTokens } from './access-tokens.js';
import { otherIssuer } from './known-issuers.js';
import { readTrustedIssuers, type TrustedIssuer } from './trusted-issuer.js';

const minute = 60_000;

/** An issuer of tokens on this machine, whose keys the test changes and which it can stop. */
async function aLocalIssuer() {
  const state = { keys: [] as object[], asked: 0, answer: 200, metadata: {} as object };
  const server: Server = createServer((request, response) => {
    if (request.url === '/keys') state.asked += 1;
    const base = urlOf(server);
    const body = request.url === '/keys' ? { keys: state.keys } : { issuer: base, jwks_uri: `${base}/keys`, ...state.metadata };
    response.writeHead(state.answer, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await listening(server);
  const issuer = urlOf(server);
  return { state, issuer, stop: () => closing(server) };
}

const published = ({ jwk, kid }: ReturnType<typeof aSigningKey>, more: object = {}) => ({ ...jwk, kid, alg: 'ES256', use: 'sig', ...more });
const trusted = (issuer: string, more: object = {}) => readTrustedIssuers(JSON.stringify([{ issuer, audience: 'cairn', ...more }])) as readonly TrustedIssuer[];

describe('the keys of another issuer', () => {
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  async function arranged() {
    const local = await aLocalIssuer();
    stops.push(local.stop);
    const clock = { at: Date.now(), now: () => clock.at };
    const authority = aTokenAuthority('https://unused.example', () => Math.floor(clock.at / 1000));
    const tokens = new AccessTokens(trusted(local.issuer).map(otherIssuer), clock);
    const tokenBy = (key: ReturnType<typeof aSigningKey>, change: object = {}) =>
      signed({ ...goodHeader(authority), kid: key.kid }, authority.claims({ iss: local.issuer, aud: 'cairn', ...change }), key);
    const isTaken = async (token: string) => (await tokens.verify(token)) !== undefined;
    return { ...local, clock, tokenBy, isTaken, tokens, minutes: (n: number) => (clock.at += n * minute) };
  }

  it('are asked for once in ten minutes, and again for a key that is new', async () => {
    const { state, tokenBy, isTaken, minutes } = await arranged();
    const [first, second] = [aSigningKey(), aSigningKey()];
    state.keys = [published(first)];
    expect(await isTaken(tokenBy(first))).toBe(true);
    expect(await isTaken(tokenBy(first))).toBe(true);
    expect(state.asked).toBe(1);
    state.keys = [published(second), published(first)];
    minutes(1);
    expect(await isTaken(tokenBy(second))).toBe(true);
    expect(await isTaken(tokenBy(first))).toBe(true);
    expect(state.asked).toBe(2);
    minutes(11);
    expect(await isTaken(tokenBy(first))).toBe(true);
    expect(state.asked).toBe(3);
  });

  it('are not asked for more than once in 30 s, whatever keys tokens name', async () => {
    const { state, tokenBy, isTaken } = await arranged();
    const key = aSigningKey();
    state.keys = [published(key)];
    expect(await isTaken(tokenBy(key))).toBe(true);
    for (let n = 0; n < 20; n += 1) expect(await isTaken(tokenBy(aSigningKey()))).toBe(false);
    expect(state.asked).toBe(1);
  });

  it('count no longer once the issuer has retired them', async () => {
    const { state, tokenBy, isTaken, minutes } = await arranged();
    const [first, second] = [aSigningKey(), aSigningKey()];
    state.keys = [published(first)];
    expect(await isTaken(tokenBy(first))).toBe(true);
    state.keys = [published(second)];
    minutes(11);
    expect(await isTaken(tokenBy(first))).toBe(false);
    expect(await isTaken(tokenBy(second))).toBe(true);
  });

  it('count for a day while the issuer is down, and then nobody can say', async () => {
    const { state, tokenBy, isTaken, minutes } = await arranged();
    const key = aSigningKey();
    state.keys = [published(key)];
    expect(await isTaken(tokenBy(key))).toBe(true);
    state.answer = 500;
    minutes(23 * 60);
    expect(await isTaken(tokenBy(key))).toBe(true);
    minutes(2 * 60);
    await expect(isTaken(tokenBy(key))).rejects.toThrow('cannot be had');
    state.answer = 200;
    minutes(1);
    expect(await isTaken(tokenBy(key))).toBe(true);
  });

  it.each([
    ['says too much', { padding: 'x'.repeat(70_000) }],
    ['calls itself by another name', { issuer: 'https://other.example' }],
    ['names no keys', { jwks_uri: null }],
  ])('are not taken from an issuer that %s', async (_what, metadata) => {
    const { state, tokenBy, isTaken } = await arranged();
    const key = aSigningKey();
    state.keys = [published(key)];
    state.metadata = metadata;
    await expect(isTaken(tokenBy(key))).rejects.toThrow('cannot be had');
  });

  it('are public, for signatures, of the algorithm that was agreed on', async () => {
    const { state, tokenBy, isTaken, minutes } = await arranged();
    const key = aSigningKey();
    for (const spoilt of [published(key, { use: 'enc' }), published(key, { alg: 'ES384' }), published(key, { kid: undefined }), { kty: 'oct', k: 'AAAA', kid: key.kid }, published(key, { x: 'AAAA' })]) {
      state.keys = [spoilt];
      minutes(11);
      expect(await isTaken(tokenBy(key))).toBe(false);
    }
    state.keys = [{ kty: 'none' }, published(key)];
    minutes(11);
    expect(await isTaken(tokenBy(key))).toBe(true);
  });

  it('make a person known by issuer and subject, in the tenant that the token names', async () => {
    const { state, issuer, tokenBy } = await arranged();
    const key = aSigningKey();
    state.keys = [published(key)];
    const admitted: unknown[] = [];
    const asked: unknown[] = [];
    const issuers = fakeSubgraph('issuers', {
      Query: {
        accessTokenKeys: () => '{"keys":[]}',
        viewer: () => ({ rights: [], operator: false }),
        principalBySubject: (_root, args) => (asked.push(args), args.tenant === clientRecord.tenantId ? { ...clientRecord, kind: 'MEMBER', accountId: args.subject } : null),
      },
      Mutation: { admitAccount: (_root, { input }) => (admitted.push(input), 'acc_01930000-0000-7000-8000-00000000000a') },
    });
    const gateway = await gatewayOver([issuers], undefined, { trustedIssuers: trusted(issuer, { claims: { tenant: 'org', scope: 'scp' }, origins: ['https://portal.example'] }) });
    stops.push(gateway.stop);
    const status = async (change: object, headers: Record<string, string> = {}) =>
      (await ask(gateway.url, '{ viewer { operator } }', undefined, { authorization: `Bearer ${tokenBy(key, change)}`, ...headers })).status;
    const mine = { sub: 'u1', email: 'u1@corp.example', org: clientRecord.tenantId, scp: ['award'] };
    expect(await status(mine)).toBe(200);
    expect(admitted).toEqual([{ issuer, subject: 'u1', email: 'u1@corp.example', name: null }]);
    expect(issuers.seen.at(-1)?.principal).toMatchObject({ kind: 'MEMBER', account: '01930000-0000-7000-8000-00000000000a', bound: ['AWARD'] });
    expect(await status({ ...mine, org: undefined })).toBe(401);
    expect(await status({ ...mine, org: 'ten_01930000-0000-7000-8000-0000000000ff' })).toBe(403);
    expect(await status(mine, { 'x-tenant': 'ten_01930000-0000-7000-8000-0000000000ff' })).toBe(403);
    expect(await status(mine, { origin: 'https://portal.example' })).toBe(200);
    expect(await status(mine, { origin: 'https://other.example' })).toBe(403);
  });
});

describe('the setting that names other issuers', () => {
  it('is JSON, with https addresses, each once', () => {
    expect(readTrustedIssuers(undefined)).toEqual([]);
    expect(trusted('https://login.example')).toMatchObject([{ issuer: 'https://login.example', type: 'at+jwt', algorithms: ['ES256', 'RS256'], claims: { tenant: null, email: 'email' } }]);
    for (const text of ['x', '{}', '[{"issuer":"http://login.example","audience":"a"}]', '[{"issuer":"https://a.example"}]', '[{"issuer":"https://a.example","audience":"a","algorithms":["HS256"]}]', '[{"issuer":"https://a.example","audience":"a"},{"issuer":"https://a.example","audience":"b"}]']) {
      expect(typeof readTrustedIssuers(text)).toBe('string');
    }
  });
});

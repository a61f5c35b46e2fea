import type { RequestStatement } from '@cairn/access';
import type { GatewayApp } from '../app.js';
import { ask, fakeSubgraph, gatewayOver, issuersKnowing, key } from '../gateway.fixture.js';
import { publishedClasses } from './limit-classes.js';

const signed = { authorization: `Bearer ${key}` };
const page = '{ awards(first: 10) { nodes { id earner { id } } } }';

describe('what is told of limits', () => {
  let gateway: GatewayApp & { url: string; stop(): Promise<void> };
  let now = Date.now();
  const issuers = issuersKnowing({
    issuers: () => ({ nodes: [{ id: 'iss_1', name: 'Tidal Museum' }] }),
    rateLimit: (_root, _args, statement: RequestStatement) => statement.rateLimit && { ...statement.rateLimit, resetAt: new Date(statement.rateLimit.resetAt).toISOString() },
  });
  const earners = fakeSubgraph('earners', {
    Query: { awards: () => ({ nodes: [{ id: 'awd_1', earner: { id: 'ern_1' } }, { id: 'awd_2', earner: null }] }) },
  });
  beforeAll(async () => {
    const ANONYMOUS = { points: 1_000, pointsPerSecond: 20, requestsPerSecond: 2 };
    const PROVIDER = { points: 1_000, pointsPerSecond: 100, requestsPerSecond: 800 };
    gateway = await gatewayOver([issuers, earners], { now: () => now } as never, { limitClasses: { ...publishedClasses, ANONYMOUS, PROVIDER } });
  });
  afterAll(() => gateway.stop());

  it('is the cost of every answer, in which what was not used is given back', async () => {
    now += 60_000;
    const { body, headers } = await ask(gateway.url, page, {}, signed);
    expect(body.extensions).toEqual({ cost: { requested: 20, actual: 3, limit: 1_000, remaining: 997, restoredPerSecond: 100 } });
    const told = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'ratelimit-policy'].map((name) => headers.get(name));
    expect(told).toEqual(['1000', '997', '1', '1000;w=10, 4000;w=5;comment="requests"']);
  });

  it('is in the graph as well, as it stands before the operation runs', async () => {
    now += 60_000;
    const { body } = await ask(gateway.url, '{ rateLimit { cost limit remaining resetAt nodeCount } issuers(first: 40) { nodes { id } } }', {}, signed);
    expect(body.data?.rateLimit).toEqual({ cost: 40, limit: 1_000, remaining: 960, resetAt: new Date(now + 400).toISOString(), nodeCount: 42 });
  });

  it('is the wait when the points are used up, and the wait is enough', async () => {
    now += 60_000;
    const dear = '{ awards(first: 100) { nodes { id earner { id } issuer { id } achievement { id } credential { id } } } }';
    const refused: Awaited<ReturnType<typeof ask>>[] = [];
    for (let asked = 0; asked < 400 && refused.length === 0; asked += 1) {
      const answer = await ask(gateway.url, `mutation { ${Array.from({ length: 20 }, (_, i) => `a${i}: acceptAward(input: { id: "awd_1" }) { position }`).join(' ')} }`, {}, signed);
      if (answer.status === 429) refused.push(answer);
    }
    expect(refused[0]).toMatchObject({ status: 429, body: { errors: [{ extensions: { code: 'THROTTLED', retryable: true, docs: '/docs/errors#THROTTLED' } }], extensions: { cost: { requested: 200, actual: 0 } } } });
    const wait = Number(refused[0]?.headers.get('retry-after'));
    expect(refused[0]?.body.errors?.[0]?.extensions.retryAfter).toBe(wait);
    expect((await ask(gateway.url, dear, {}, signed)).status).toBe(429);
    now += wait * 1_000;
    expect((await ask(gateway.url, page, {}, signed)).status).toBe(200);
  });

  it('tells the points of an operation that is too dear for anyone', async () => {
    const { status, body } = await ask(gateway.url, '{ awards(first: 100) { nodes { earner { awards(first: 100) { nodes { id } } } } } }', {}, signed);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'COST_EXCEEDED' } }], extensions: { cost: { requested: 10_200, actual: 0 } } });
  });

  it('counts strangers by address, whatever header they send, and a guessed key as a stranger', async () => {
    now += 60_000;
    const statuses: number[] = [];
    for (let asked = 0; asked < 12; asked += 1) {
      const headers: Record<string, string> = asked % 2 === 0 ? { 'x-forwarded-for': `192.0.2.${asked}` } : { authorization: `Bearer cairn_guess_${asked}` };
      statuses.push((await ask(gateway.url, '{ issuers(first: 1) { nodes { id } } }', {}, headers)).status);
    }
    expect(statuses).toEqual([200, 401, 200, 401, 200, 401, 200, 401, 200, 401, 429, 429]);
    expect((await ask(gateway.url, page, {}, signed)).status).toBe(200);
  });

  it('holds outside the graph, in the words of problem documents', async () => {
    now += 60_000;
    const answers = await Promise.all(Array.from({ length: 12 }, () => fetch(`${gateway.url}/sync`, { headers: { authorization: 'Bearer nobody' } })));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBe(2);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(await refused[0]?.json()).toMatchObject({ code: 'THROTTLED', retryable: true });
  });
});

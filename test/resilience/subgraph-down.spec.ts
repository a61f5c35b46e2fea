import { GraphClient } from '@cairn/testkit';
import { aPlace } from './arrange.js';
import { Awarding } from './awarding.js';
import { type Parts, startParts } from './parts.js';

const query = '{ awards(first: 10) { nodes { id state issuer { id name } achievement { id title } } } }';

interface Data {
  readonly awards: { readonly nodes: readonly { readonly issuer: { readonly name: string } | null; readonly achievement: { readonly title: string } | null }[] };
}

describe('the service of achievements down', () => {
  let parts: Parts;
  let partner: GraphClient;
  beforeAll(async () => {
    parts = await startParts();
    const place = await aPlace(parts);
    partner = new GraphClient(place.url, place.key);
    const awarding = new Awarding(place, 'down', 1);
    await awarding.more(3);
    await awarding.stop();
  }, 120_000);
  afterAll(() => parts?.order('close'), 30_000);

  async function asked() {
    const { data, errors = [] } = await partner.graph<Data>(query);
    const nodes = data?.awards.nodes ?? [];
    return {
      issuers: new Set(nodes.map(({ issuer }) => issuer?.name)),
      achievements: new Set(nodes.map(({ achievement }) => achievement?.title)),
      told: new Set(errors.map(({ extensions: { code, retryable, service } }) => JSON.stringify({ code, retryable, service }))),
    };
  }

  const whole = { issuers: new Set(['Tidal Museum']), achievements: new Set(['Knows the tides']), told: new Set() };
  const partial = (code: string) => ({
    issuers: new Set(['Tidal Museum']),
    achievements: new Set([undefined]),
    told: new Set([JSON.stringify({ code, retryable: true, service: 'achievements' })]),
  });

  /** A service that has just come up may be slow to answer the first time. */
  async function askedUntilWhole() {
    for (const until = Date.now() + 30_000; ; ) {
      const answer = await asked();
      if (answer.told.size === 0 || Date.now() > until) return answer;
    }
  }

  it('leaves the rest of the answer standing while it is gone, and is whole again when it is back', async () => {
    expect(await askedUntilWhole()).toMatchObject(whole);
    await parts.order('kill');
    expect(await asked()).toEqual(partial('SUBGRAPH_UNAVAILABLE'));
    await parts.order('start');
    expect(await askedUntilWhole()).toMatchObject(whole);
  }, 60_000);

  it('is not waited for when it takes requests and answers none', async () => {
    await parts.order('freeze');
    try {
      expect(await asked()).toEqual(partial('DEADLINE_EXCEEDED'));
    } finally {
      await parts.order('thaw');
    }
    expect(await askedUntilWhole()).toMatchObject(whole);
  }, 60_000);
});

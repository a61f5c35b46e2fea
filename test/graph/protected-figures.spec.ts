import { aKey, aTenant, type Answer, type GraphClient, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anIssuer, aPublishedAchievement, assessment, eventually } from './arrange.js';
import { importAwards } from './importing.js';

interface Cell {
  readonly keys: readonly { readonly value: string }[];
  readonly numerator: number | null;
  readonly denominator: number;
  readonly bound: string | null;
  readonly suppressed: string | null;
  readonly publishedAt: string | null;
  readonly observationEnd: string;
}

interface Cells {
  readonly stackingAggregate: { readonly nodes: readonly Cell[] };
}

interface PublishedSet {
  readonly metric: { readonly id: string };
  readonly windowDays: number | null;
  readonly observationEnd: string;
  readonly shown: number;
  readonly hidden: number;
}

const cellsText = `query ($input: StackingAggregateInput!) { stackingAggregate(input: $input, first: 50) {
  nodes { keys { value } numerator denominator bound suppressed publishedAt observationEnd } } }`;
const publishedText = 'query ($tenant: ID!) { publishedFigures(tenantId: $tenant) { metric { id } windowDays observationEnd shown hidden } }';
const pairsText = 'query ($input: TransitionsInput!) { transitions(input: $input, first: 50) { nodes { from { id } to { id } earners } } }';
const funnelText = 'query ($input: PathwayFunnelInput!) { pathwayFunnel(input: $input) { enrolled } }';

const firstEnd = '2026-01-31';
const secondEnd = '2026-02-28';
const thirdEnd = '2026-03-31';

/** Of each achievement that people began with: how many began, and how many of them went on within the year. */
const began = { walks: [60, 20], watches: [50, 4], stories: [40, 25] } as const;

describe('figures of a tenant that publishes them', () => {
  let tenant: TestTenant;
  let stranger: TestTenant;
  let analyst: GraphClient;
  let parts: Readonly<Record<keyof typeof began | 'maps', AchievementMarked>>;
  let people = 0;

  beforeAll(async () => {
    [tenant, stranger] = [await aTenant('Lighthouse Museum'), await aTenant('Moor Museum')];
    analyst = tenant.as(await aKey(tenant.tenantId, ['ANALYSE']));
    const issuer = await anIssuer(tenant);
    parts = {
      walks: await aPublishedAchievement(tenant, issuer, 'Tide walk'),
      watches: await aPublishedAchievement(tenant, issuer, 'Shore watch'),
      stories: await aPublishedAchievement(tenant, issuer, 'Object stories'),
      maps: await aPublishedAchievement(tenant, issuer, 'Sea maps'),
    };
    await tenant.read('{ awards(first: 1) { nodes { id } } }', {}, { awaitPosition: parts.maps.position });
    for (const [first, [all, wentOn]] of Object.entries(began)) await stack(first as keyof typeof began, all, wentOn);
    await exactly({ numerator: 49, denominator: 150 });
  }, 120_000);

  /** So many begin with an achievement in January 2024; the first of them earn a map in March. Answers the award of the very first. */
  async function stack(first: keyof typeof began, all: number, wentOn: number): Promise<string> {
    const line = (person: number, { code }: AchievementMarked, awardedOn: string) => ({
      partnerReference: `${code}/${person}`,
      identifierType: 'STUDENT_ID',
      identifier: `P${person}`,
      achievementCode: code,
      awardedOn,
      assessmentMethod: assessment.method,
      assessedOn: awardedOn,
    });
    const those = Array.from({ length: all }, () => (people += 1));
    const lines = [...those.map((person) => line(person, parts[first], '2024-01-15')), ...those.slice(0, wentOn).map((person) => line(person, parts.maps, '2024-03-15'))];
    const { failed, rows } = await importAwards(tenant, lines);
    if (failed > 0) throw new Error(`refused: ${JSON.stringify(rows.find(({ code }) => code !== null))}`);
    return rows[0]?.id ?? '';
  }

  const rate = { metric: 'M1_STACK_IN', windowDays: 365 };
  const byAchievement = { ...rate, groupBy: ['ACHIEVEMENT'] };
  const ofTenant = () => ({ tenantId: tenant.tenantId });
  const cells = async (by: GraphClient, input: object) => (await by.read<Cells>(cellsText, { input })).stackingAggregate.nodes;
  const total = async (by: GraphClient, input: object = {}) => (await cells(by, { ...rate, ...input }))[0];
  const named = (those: readonly Cell[]) => new Map(those.map((cell) => [cell.keys[0]?.value, cell]));
  const code = async (by: GraphClient, text: string, input: object) => {
    const { data, errors }: Answer<unknown> = await by.graph(text, { input });
    return errors?.[0]?.extensions.code ?? `answered ${JSON.stringify(data)}`;
  };

  /** Waits until those who may see exact figures see these: until what was done has arrived. */
  const exactly = (counts: Partial<Cell>) => eventually(() => total(tenant), (cell) => cell?.numerator === counts.numerator && cell?.denominator === counts.denominator);

  const published = async (): Promise<readonly PublishedSet[]> =>
    (await tenant.as(null).read<{ publishedFigures: PublishedSet[] }>(publishedText, { tenant: tenant.tenantId })).publishedFigures;

  /** Publishes as of the end of a month, and waits until all of it is told of. */
  async function publish(observationEnd: string): Promise<readonly PublishedSet[]> {
    await tenant.mutate('mutation ($input: PublishFiguresInput!) { publishFigures(input: $input) { observationEnd userErrors { code field message } } }', { input: { observationEnd } });
    return eventually(published, (sets) => sets.some(({ metric }) => metric.id.startsWith('M15')) && sets.every((set) => set.observationEnd === observationEnd), 60_000);
  }

  it('are told to nobody else before it publishes', async () => {
    expect(await published()).toEqual([]);
    for (const [by, input] of [[analyst, {}], [stranger, ofTenant()]] as const) expect(await cells(by, { ...byAchievement, ...input })).toEqual([]);
  });

  it('are exact for those who see its earners anyway, and protected for everybody else: a small cell is hidden, and so is one that would give it away', async () => {
    const sets = await publish(firstEnd);
    expect(sets).toContainEqual({ metric: { id: 'M1@1' }, windowDays: 365, observationEnd: firstEnd, shown: expect.any(Number) as number, hidden: expect.any(Number) as number });
    const exact = named(await cells(tenant, byAchievement));
    expect(exact.get(parts.watches.id)).toMatchObject({ numerator: 4, denominator: 50, bound: null, suppressed: null, publishedAt: null });
    const ofAnalyst = await cells(analyst, byAchievement);
    expect(ofAnalyst).toEqual(await cells(stranger, { ...byAchievement, ...ofTenant() }));
    const seen = named(ofAnalyst);
    expect(seen.get(parts.watches.id)).toMatchObject({ numerator: null, denominator: 50, bound: '<0.2', suppressed: 'PROTECTED', publishedAt: expect.any(String) as string });
    // The sum is told: with one hidden numerator alone, it would tell it.
    expect(await total(analyst)).toMatchObject({ numerator: 49, denominator: 150, suppressed: null });
    const others = [parts.walks, parts.stories].map(({ id }) => seen.get(id)?.numerator ?? null);
    expect(others.filter((numerator) => numerator === null)).toHaveLength(1);
    expect(others.filter((numerator) => numerator !== null)).toEqual([others[0] === null ? 25 : 20]);
  });

  it('tell of no pair of achievements that fewer than ten went', async () => {
    const pairs = async (by: GraphClient, input: object) =>
      (await by.read<{ transitions: { nodes: { from: { id: string } | null; to: { id: string } | null; earners: number }[] } }>(pairsText, { input })).transitions.nodes;
    expect(await pairs(tenant, {})).toContainEqual({ from: { id: parts.watches.id }, to: { id: parts.maps.id }, earners: 4 });
    const seen = await pairs(stranger, ofTenant());
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ from, earners }) => from?.id === parts.watches.id || earners < 10)).toEqual([]);
    // Nor is it what is left of all who went on, whom another figure tells.
    const stackers = (await cells(stranger, { metric: 'M5_INDEPENDENT', ...ofTenant() }))[0]?.denominator ?? 0;
    const apart = seen.filter(({ from }) => from !== null).reduce((sum, { earners }) => sum + earners, 0);
    expect([stackers, stackers - apart]).toEqual([49, 24]);
  });

  it('are asked for by nobody as he likes: what is not published of another tenant is refused, by its code', async () => {
    for (const by of [analyst, stranger]) {
      expect(await code(by, cellsText, { ...byAchievement, ...ofTenant(), asOf: firstEnd })).toBe('BAD_USER_INPUT');
      expect(await code(by, cellsText, { ...rate, ...ofTenant(), windowDays: 364 })).toBe('DIMENSION_NOT_ALLOWED');
      expect(await code(by, cellsText, { ...rate, ...ofTenant(), groupBy: ['COHORT_MONTH'] })).toBe('DIMENSION_NOT_ALLOWED');
      expect(await code(by, cellsText, { ...rate, ...ofTenant(), scope: { achievementIds: [parts.watches.id] } })).toMatch(/^(DIMENSION|SCOPE)_NOT_ALLOWED$/);
      expect(await code(by, pairsText, { ...ofTenant(), basis: 'ANY_TO_NEXT' })).toBe('DIMENSION_NOT_ALLOWED');
    }
    expect(await code(stranger, cellsText, { ...rate, tenantId: 'ten_nobody' })).toBe('BAD_USER_INPUT');
    expect(await code(stranger, funnelText, { pathwayId: parts.walks.id })).toBe('BAD_USER_INPUT');
    // A tenant that is not there, and one that publishes nothing, answer alike.
    expect(await cells(analyst, { ...byAchievement, tenantId: stranger.tenantId })).toEqual([]);
    const stop = 'mutation ($input: StopPublishingFiguresInput!) { stopPublishingFigures(input: $input) { tenantId userErrors { code } } }';
    expect(await stranger.mutate(stop, { input: ofTenant() }, { refusals: 'expected' })).toEqual({ tenantId: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });

  it('say to those who are nobody that something is published, and no more', async () => {
    const nobody = tenant.as(null);
    expect((await published()).find(({ metric, windowDays }) => metric.id === 'M1@1' && windowDays === 365)?.hidden).toBeGreaterThan(0);
    expect(await code(nobody, cellsText, { ...byAchievement, ...ofTenant() })).toBe('UNAUTHENTICATED');
  });

  let leaving: string;

  it('stay the same between publications, and beside a few people more also after the next', async () => {
    const before = await cells(stranger, { ...byAchievement, ...ofTenant() });
    leaving = await stack('walks', 3, 3);
    await exactly({ numerator: 52, denominator: 153 });
    expect(await cells(stranger, { ...byAchievement, ...ofTenant() })).toEqual(before);
    await publish(secondEnd);
    expect(await total(stranger, ofTenant())).toMatchObject({ numerator: 49, denominator: 150, observationEnd: firstEnd });
  });

  it('leave out who was erased: the exact ones at once, those that are published from when they are told anew', async () => {
    const { award } = await tenant.read<{ award: { earner: { id: string } } }>('query ($id: ID!) { award(id: $id) { earner { id } } }', { id: leaving });
    await tenant.mutate('mutation ($input: EraseEarnerInput!) { eraseEarner(input: $input) { userErrors { code field message } } }', { input: { earnerId: award.earner.id, reason: 'PERSON_ASKED' } });
    await exactly({ numerator: 51, denominator: 152 });
    // One person less is told to nobody.
    expect(await total(stranger, ofTenant())).toMatchObject({ numerator: 49, denominator: 150 });
    await stack('stories', 30, 20);
    await exactly({ numerator: 71, denominator: 182 });
    await publish(thirdEnd);
    expect(await total(stranger, ofTenant())).toMatchObject({ numerator: 71, denominator: 182, observationEnd: thirdEnd });
  });
});

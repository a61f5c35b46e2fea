import { awardBatchIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aMuseum, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';
import { PublishingClock } from './publishing-clock.service.js';

const publish = `mutation ($input: PublishFiguresInput!) { publishFigures(input: $input) {
  observationEnd userErrors { code message field } } }`;
const stop = `mutation ($input: StopPublishingFiguresInput!) { stopPublishingFigures(input: $input) { tenantId userErrors { code field } } }`;
const aggregate = `query ($input: StackingAggregateInput!, $first: Int!, $after: Cursor) { stackingAggregate(input: $input, first: $first, after: $after) {
  nodes { keys { value } numerator denominator value bound suppressed publishedAt observationEnd } pageInfo { endCursor hasNextPage } } }`;
const sets = `query ($tenant: ID) { publishedFigures(tenantId: $tenant) { metric { id } windowDays dimensions observationEnd } }`;

describe('published figures', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails, ropes, maps] = ['', '', '', ''];
  beforeAll(async () => {
    service = await aService('2026-06-10');
    museum = await aMuseum(service);
    [knots, sails, ropes, maps] = await Promise.all(['Knots', 'Sails', 'Ropes', 'Maps'].map((title) => museum.anAchievement(title))) as [string, string, string, string];
    // First achievement, how many began with it, how many of them went on within the year.
    for (const [first, began, wentOn] of [[knots, 60, 20], [sails, 50, 4], [ropes, 40, 25]] as const) await stacks(first, began, wentOn);
  });
  afterAll(() => service.close());

  /** Earners of a first achievement in January 2025; some of them earn `maps` in March. */
  async function stacks(first: string, began: number, wentOn: number): Promise<void> {
    const earners = Array.from({ length: began }, () => newId());
    const awards = [
      ...earners.map((earner) => museum.anAward(earner, first, { awardedOn: '2025-01-15' })),
      ...earners.slice(0, wentOn).map((earner) => museum.anAward(earner, maps, { awardedOn: '2025-03-15' })),
    ];
    const job = newId();
    await service.hear({ contract: awardBatchIssued, tenant: museum.tenant, subject: job, version: 1, data: { job, awards } });
  }

  const ask = async (caller: ReturnType<typeof aCaller>, input: Record<string, unknown>, after: string | null = null, first = 10) => service.ask(caller, aggregate, { input: { metric: 'M1_STACK_IN', windowDays: 365, ...input }, after, first });
  const byAchievement = { groupBy: ['ACHIEVEMENT'] };
  const cells = async (caller: ReturnType<typeof aCaller>, input: Record<string, unknown> = byAchievement) => {
    const { data, errors } = await ask(caller, input);
    if (errors) throw new Error(errors[0]?.message);
    const { nodes } = data?.stackingAggregate as { nodes: { keys: { value: string }[]; numerator: number | null; denominator: number; bound: string | null; suppressed: string | null; publishedAt: string | null; observationEnd: string }[] };
    return new Map(nodes.map(({ keys, ...cell }) => [keys.map(({ value }) => value).join(), cell]));
  };
  const ofTenant = () => ({ ...byAchievement, tenantId: publicId('Tenant', museum.tenant) });
  const analyst = () => aCaller(museum.tenant, ['ANALYSE']);
  const published = async (observationEnd: string | null = null, caller = museum.caller) => {
    const { data } = await service.ask(caller, publish, { input: { observationEnd } });
    await service.app.get(PublishingClock).look();
    return data?.publishFigures as { observationEnd: string | null; userErrors: { code: string; message: string }[] };
  };
  const stopped = async (caller = museum.caller, tenant: string = museum.tenant) =>
    (await service.ask(caller, stop, { input: { tenantId: publicId('Tenant', tenant) } })).data?.stopPublishingFigures as { tenantId: string | null; userErrors: { code: string; field: string[] | null }[] };
  const told = async () => (await service.ask(analyst(), sets, {})).data?.publishedFigures as { metric: { id: string }; observationEnd: string }[];

  it('are none until the tenant publishes, which takes both rights and a month that is over', async () => {
    expect((await cells(analyst())).size).toBe(0);
    expect((await published(null, analyst())).userErrors).toMatchObject([{ code: 'GRANT_MISSING', message: expect.stringContaining('ADMINISTER') }]);
    expect((await published(null, aCaller(museum.tenant, ['ADMINISTER']))).userErrors).toMatchObject([{ code: 'GRANT_MISSING', message: expect.stringContaining('ANALYSE') }]);
    for (const day of ['2026-06-30', '2026-05-30']) expect((await published(day)).userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'observationEnd'], message: expect.stringContaining('2026-05-31') }]);
  });

  it('hide what tells of few, and what would give it away, from everybody but those who see the earners anyway', async () => {
    expect(await published('2026-04-30')).toEqual({ observationEnd: '2026-04-30', userErrors: [] });
    expect(await told()).toEqual(expect.arrayContaining([expect.objectContaining({ metric: { id: 'M1@1' }, windowDays: 365, dimensions: ['COHORT_QUARTER', 'ACHIEVEMENT', 'GROUP_VALUE'], observationEnd: '2026-04-30' })]));
    const exact = await cells(museum.caller, { ...byAchievement, asOf: '2026-04-30' });
    expect(exact.get(publicId('Achievement', sails))).toMatchObject({ numerator: 4, denominator: 50, suppressed: null, publishedAt: null });
    for (const seen of [await cells(analyst()), await cells(aCaller(newId(), ['ANALYSE', 'ADMINISTER']), ofTenant())]) {
      expect(seen.get(publicId('Achievement', sails))).toMatchObject({ numerator: null, denominator: 50, bound: '<0.2', suppressed: 'PROTECTED' });
      const others = [knots, ropes].map((one) => seen.get(publicId('Achievement', one))?.numerator);
      expect(others.filter((numerator) => numerator === null)).toHaveLength(1);
      expect(seen.get(publicId('Achievement', sails))?.publishedAt).not.toBeNull();
    }
    const total = await cells(analyst(), {});
    expect(total.get('')).toMatchObject({ numerator: 49, denominator: 150 });
  });

  it('answer no day, window or dimension of the reader’s own choice', async () => {
    expect((await ask(analyst(), { ...byAchievement, asOf: '2026-04-29' })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    for (const input of [{ windowDays: 364 }, { groupBy: ['COHORT_MONTH'] }]) expect((await ask(analyst(), input)).errors).toMatchObject([{ message: expect.stringContaining('M1 over 365 days by COHORT_QUARTER and ACHIEVEMENT'), extensions: { code: 'DIMENSION_NOT_ALLOWED' } }]);
  });

  it('stay as they were where a few people were added, so that two publications tell of nobody', async () => {
    await stacks(knots, 3, 3);
    await published('2026-05-31');
    const seen = await cells(analyst(), {});
    expect(seen.get('')).toMatchObject({ numerator: 49, denominator: 150, observationEnd: '2026-04-30' });
    expect(await told()).toEqual(expect.arrayContaining([expect.objectContaining({ metric: { id: 'M1@1' }, observationEnd: '2026-05-31' })]));
    await stacks(ropes, 30, 20);
    expect((await published('2026-05-31')).observationEnd).toBe('2026-05-31');
    expect((await cells(analyst(), {})).get('')).toMatchObject({ denominator: 150 });
  });

  it('are published by themselves when another month is over', async () => {
    service.today('2026-07-02');
    await service.app.get(PublishingClock).look();
    expect([...new Set((await told()).map(({ observationEnd }) => observationEnd))]).toEqual(['2026-06-30']);
  });

  it('are read by pages, and are none of a tenant that is not there', async () => {
    const keys: string[] = [];
    let after: string | null = null;
    for (let page = 1; page <= 3; page += 1) {
      const { data } = await ask(analyst(), byAchievement, after, 1);
      const { nodes, pageInfo } = data?.stackingAggregate as { nodes: { keys: { value: string }[] }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
      keys.push(...nodes.map((node) => node.keys[0]?.value ?? ''));
      expect([page, nodes.length, pageInfo.hasNextPage]).toEqual([page, 1, page < 3]);
      after = pageInfo.endCursor;
    }
    expect(keys).toEqual([knots, sails, ropes].map((one) => publicId('Achievement', one)).sort());
    const stranger = await service.ask(aCaller(newId()), sets, { tenant: publicId('Tenant', newId()) });
    expect(stranger.data?.publishedFigures).toEqual([]);
  });

  it('are taken back by those who publish them, and come again no closer', async () => {
    expect((await stopped(analyst())).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    expect((await stopped(museum.caller, newId())).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['input', 'tenantId'] }]);
    expect(await stopped()).toEqual({ tenantId: publicId('Tenant', museum.tenant), userErrors: [] });
    expect((await stopped()).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect([await told(), (await cells(analyst())).size]).toEqual([[], 0]);
    service.today('2026-08-02');
    await service.app.get(PublishingClock).look();
    expect(await told()).toEqual([]);
    await stacks(knots, 1, 1);
    await published('2026-07-31');
    // As before it was taken back: what somebody may have kept of it and what is told now differ by nobody.
    expect((await cells(analyst())).get(publicId('Achievement', sails))).toMatchObject({ numerator: null, denominator: 50 });
    expect((await cells(analyst(), {})).get('')).toMatchObject({ denominator: 183 });
  });
});

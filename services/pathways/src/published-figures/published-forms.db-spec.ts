import { awardBatchIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';
import { PublishingClock } from './publishing-clock.service.js';

const publish = `mutation { publishFigures(input: {}) { observationEnd userErrors { code } } }`;
const curves = `query ($input: TimeToNextInput!) { timeToNext(input: $input) { keys { value } points { days share low high atRisk events censored } medianDays n note observationEnd publishedAt } }`;
const transitions = `query ($input: TransitionsInput!, $first: Int!, $after: Cursor) { transitions(input: $input, first: $first, after: $after) {
  nodes { from { id } to { id } earners sameDay of publishedAt } pageInfo { endCursor hasNextPage } } }`;
const gaps = `query ($input: GroupGapsInput!) { groupGaps(input: $input) { publishedAt groups { value numerator denominator rate bound suppressed gap low ratio flagged } } }`;
const funnel = `query ($input: PathwayFunnelInput!) { pathwayFunnel(input: $input) { enrolled completed withdrawn observationEnd publishedAt steps { node reached converted already suppressed } } }`;

describe('curves, transitions, gaps and funnels', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails, maps, pathway] = ['', '', '', ''];
  beforeAll(async () => {
    service = await aService('2026-08-10');
    museum = await aMuseum(service);
    [knots, sails, maps] = [await museum.anAchievement('Knots'), await museum.anAchievement('Sails'), await museum.anAchievement('Maps')];
    ({ pathway } = await museum.aPathway(aDefinition([awardNode('k', knots), awardNode('s', sails)])));
    // Of 100 of January 2024 30 go on to sails in 60 days, 20 in 300, and 7 to maps; of 60 of January 2026 20 in 60 days.
    await stacks(100, '2024-01-10', [[30, sails, '2024-03-10'], [20, sails, '2024-11-05'], [7, maps, '2024-03-10']]);
    await stacks(60, '2026-01-10', [[20, sails, '2026-03-11']], true);
    for (let at = 0; at < 3; at += 1) await stacks(1, '2024-01-11', [[1, sails, '2024-01-11']]);
    await service.ask(museum.caller, publish, {});
    await service.app.get(PublishingClock).look();
  }, 120_000);
  afterAll(() => service.close());

  /** Earners with knots on a day; so many of them each earn another achievement later. Of many, they are told apart by region. */
  async function stacks(began: number, on: string, next: readonly (readonly [number, string, string])[], isGrouped = false): Promise<void> {
    const earners = Array.from({ length: began }, () => newId());
    if (began >= 60) await service.test.database.work((tx) => tx.query(
      `INSERT INTO earner_group (tenant_id, earner_id, dimension, value, recorded_at)
       SELECT $1, id, 'region', CASE WHEN at <= 12 THEN 'isle' WHEN at % 2 = 0 THEN 'north' ELSE 'south' END, now() FROM unnest($2::uuid[]) WITH ORDINALITY AS e (id, at)`,
      [museum.tenant, earners],
    ));
    const left = [...earners].reverse();
    const awards = [
      ...earners.map((earner) => museum.anAward(earner, knots, { awardedOn: on })),
      ...next.flatMap(([count, achievement, day]) => left.splice(0, count).map((earner) => museum.anAward(earner, achievement, { awardedOn: day }))),
    ];
    if (isGrouped) for (const earner of earners.slice(0, 30)) await museum.enrol(earner, pathway, { enrolledOn: '2025-01-02' });
    const job = newId();
    await service.hear({ contract: awardBatchIssued, tenant: museum.tenant, subject: job, version: 1, data: { job, awards } });
  }

  const analyst = () => aCaller(museum.tenant, ['ANALYSE']);
  const ask = async <T>(text: string, variables: Record<string, unknown>, caller = analyst()): Promise<T> => {
    const { data, errors } = await service.ask(caller, text, variables);
    if (errors) throw new Error(`${String(errors[0]?.extensions.code)} ${errors[0]?.message ?? ''}`);
    return Object.values(data ?? {})[0] as T;
  };
  const told = () => ({ tenantId: publicId('Tenant', museum.tenant) });
  const stranger = () => aCaller(newId(), []);

  it('tell of a curve only at the ends of windows, where 10 are at risk and 10 had the event since', async () => {
    type Curve = { keys: { value: string }[]; n: number; medianDays: number | null; publishedAt: string; points: Record<string, number | null>[] };
    const [curve, ...others] = await ask<Curve[]>(curves, { input: told() }, stranger());
    expect(others).toEqual([]);
    // 163 began; of the three who went on at once, and the seven who went on to maps, nobody is told apart.
    expect(curve).toMatchObject({ n: 163, medianDays: null, publishedAt: expect.any(String) });
    expect(curve?.points.map(({ days, events, atRisk }) => [days, events, atRisk])).toEqual([[90, 60, 163], [180, 0, 63], [365, 20, 63], [730, 0, 43]]);
    const cohorts = await ask<Curve[]>(curves, { input: { ...told(), groupBy: 'COHORT_QUARTER' } });
    expect(cohorts.map(({ keys, n }) => [keys[0]?.value, n])).toEqual([['2024-01-01', 103], ['2026-01-01', 60]]);
    expect(cohorts[0]?.points.map(({ days, share, censored }) => [days, Math.round(Number(share) * 103), censored])).toEqual([[90, 40, 0], [180, 40, 0], [365, 60, 0], [730, 60, 0]]);
  });

  it('tell of pairs of 10 earners or more, and of all others together', async () => {
    type Page = { nodes: { from: { id: string } | null; to: { id: string } | null; earners: number; sameDay: null; of: null }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    const { nodes } = await ask<Page>(transitions, { input: told(), first: 10 }, stranger());
    expect(nodes).toMatchObject([{ from: { id: publicId('Achievement', knots) }, to: { id: publicId('Achievement', sails) }, earners: 70, sameDay: null, of: null }]);
    const exact = await ask<Page>(transitions, { input: {}, first: 10 }, museum.caller);
    expect(exact.nodes.map(({ earners }) => earners).slice(0, 2)).toEqual([70, 7]);
    await expect(ask(transitions, { input: { ...told(), basis: 'ANY_TO_NEXT' }, first: 10 })).rejects.toThrow(/DIMENSION_NOT_ALLOWED.*M15 of the basis FIRST/);
  });

  it('tell gaps of groups, those of few hidden and one more with them', async () => {
    type Gaps = { groups: { value: string; numerator: number | null; denominator: number; gap: number | null; suppressed: string | null }[] };
    const input = { metric: 'M1_STACK_IN', group: 'region', reference: 'south', windowDays: 365 };
    const { groups } = await ask<Gaps>(gaps, { input: { ...input, ...told() } }, stranger());
    // Three say nothing, which is hidden with the next smallest group; of the others one numerator, with that of these.
    expect(groups).toMatchObject([
      { value: 'north', numerator: 29, denominator: 44, gap: null, suppressed: null },
      { value: 'south', numerator: null, denominator: 44, gap: null, suppressed: 'PROTECTED' },
    ]);
    const fromNorth = await ask<Gaps>(gaps, { input: { ...input, reference: 'north' } });
    expect(fromNorth.groups.map(({ gap }) => gap)).toEqual([0, null]);
    await expect(ask(gaps, { input: { ...input, ...told(), reference: 'isle' } })).rejects.toThrow(/BAD_USER_INPUT The group "isle" is not among those published/);
    await expect(ask(gaps, { input: { ...input, ...told(), reference: 'nowhere' } })).rejects.toThrow(/BAD_USER_INPUT The group "nowhere" is not among those published/);
    expect((await ask<Gaps>(gaps, { input }, museum.caller)).groups.map(({ value }) => value)).toEqual(expect.arrayContaining(['isle', 'north', 'south']));
  });

  it('tell a funnel to everybody, what is hidden left out', async () => {
    const seen = await ask<Record<string, unknown>>(funnel, { input: { pathwayId: pathway } }, stranger());
    expect(seen).toMatchObject({ enrolled: 30, withdrawn: null, publishedAt: expect.any(String) });
    const { pathway: unpublished } = await museum.createPathway(aDefinition([awardNode('k', knots)]));
    await expect(ask(funnel, { input: { pathwayId: unpublished?.id } }, stranger())).rejects.toThrow('BAD_USER_INPUT');
    await expect(ask(funnel, { input: { pathwayId: pathway, windowDays: 100 } }, stranger())).rejects.toThrow('DIMENSION_NOT_ALLOWED');
  });

  it('choose no day, period or scope of their own', async () => {
    for (const [text, input] of [[curves, {}], [gaps, { metric: 'M1_STACK_IN', group: 'region', reference: 'north' }], [transitions, {}], [funnel, { pathwayId: pathway }]] as const)
      await expect(ask(text, { input: { ...input, asOf: '2026-07-30' }, first: 1 })).rejects.toThrow(/BAD_USER_INPUT.*day of their publication/);
    await expect(ask(curves, { input: { period: { from: '2024-01-01', until: '2024-01-31' } } })).rejects.toThrow(/DIMENSION_NOT_ALLOWED.*leave `period`/);
    await expect(ask(gaps, { input: { metric: 'M1_STACK_IN', group: 'region', reference: 'north', scope: { issuerIds: [publicId('Issuer', museum.issuer)] } } })).rejects.toThrow(/DIMENSION_NOT_ALLOWED|SCOPE_NOT_ALLOWED/);
  });
});

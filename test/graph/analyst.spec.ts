import { aKey, aTenant, type TestTenant } from '@cairn/testkit';
import { anAward, anIssuer, aPathway, aPublishedAchievement, enrol, revoke } from './arrange.js';

interface Cells {
  stackingAggregate: { nodes: { numerator: number | null; denominator: number; value: number | null; parts: { name: string; value: number }[]; metric: { id: string; definition: string }; observationEnd: string }[] };
}

describe('an analyst', () => {
  let tenant: TestTenant;
  /** The positions of all writes: one waits for its own events only. */
  let positions: string;
  const ask = (metric: string, more: object = {}) =>
    tenant.read<Cells>(
      `query ($input: StackingAggregateInput!) { stackingAggregate(input: $input, first: 10) {
        nodes { numerator denominator value parts { name value } metric { id definition } observationEnd } } }`,
      { input: { metric, asOf: '2025-12-31', ...more } },
      { awaitPosition: positions },
    );

  beforeAll(async () => {
    tenant = await aTenant('Meadow Analytics');
    const issuer = await anIssuer(tenant);
    const [a, b] = [await aPublishedAchievement(tenant, issuer, 'A'), await aPublishedAchievement(tenant, issuer, 'B')];
    const awards = [
      // Three earners start in 2024: one stacks after 100 days, one on the same day, one never. A fourth stacks too late.
      await anAward(tenant, a, 'E-1', { awardedOn: '2024-01-01' }),
      await anAward(tenant, b, 'E-1', { awardedOn: '2024-04-10' }),
      await anAward(tenant, a, 'E-2', { awardedOn: '2024-02-01' }),
      await anAward(tenant, b, 'E-2', { awardedOn: '2024-02-01' }),
      await anAward(tenant, a, 'E-3', { awardedOn: '2024-03-01' }),
      await anAward(tenant, a, 'E-4', { awardedOn: '2024-01-15' }),
      await anAward(tenant, b, 'E-4', { awardedOn: '2025-06-01' }),
      // Not observed for a whole window: in no figure of M1.
      await anAward(tenant, a, 'E-5', { awardedOn: '2025-11-01' }),
    ];
    // Made in error: in no figure at all.
    const wrong = await anAward(tenant, b, 'E-3', { awardedOn: '2024-03-02' });
    const pathway = await aPathway(tenant, issuer, [{ id: 'a', kind: 'award', achievement: a.id }]);
    const one = await anAward(tenant, b, 'E-6', { awardedOn: '2025-12-01' });
    const enrolled = await enrol(tenant, one.earnerId, pathway.id, { enrolledOn: '2024-01-05' });
    const revoked = await revoke(tenant, wrong.id, 'ISSUED_IN_ERROR');
    positions = [...awards.map(({ position }) => position), one.position, enrolled.position, revoked].join(',');
  });

  it('reads the stack-in rate with its window, its parts and its definition', async () => {
    const { stackingAggregate } = await ask('M1_STACK_IN', { windowDays: 365 });
    expect(stackingAggregate.nodes).toEqual([
      expect.objectContaining({ numerator: 2, denominator: 4, value: 0.5, observationEnd: '2025-12-31', parts: [{ name: 'sameDay', value: 1 }] }),
    ]);
    expect(stackingAggregate.nodes[0]?.metric).toMatchObject({ id: 'M1@1', definition: expect.stringMatching(/second distinct achievement/) as string });
  });

  it('counts awards and the earners who hold them, without those made in error', async () => {
    const { stackingAggregate } = await ask('M0_AWARDS_AND_EARNERS');
    expect(Object.fromEntries(stackingAggregate.nodes[0]?.parts.map(({ name, value }) => [name, value]) ?? [])).toMatchObject({ awards: 9, earners: 6 });
  });

  it('groups by cohort', async () => {
    const { stackingAggregate } = await ask('M1_STACK_IN', { groupBy: ['COHORT_MONTH'] });
    expect(stackingAggregate.nodes.map(({ numerator, denominator }) => [numerator, denominator])).toEqual([[1, 2], [1, 1], [0, 1]]);
  });

  it('reads how long it takes to the next achievement, and compares groups of which nobody said anything', async () => {
    const told = await tenant.read<{ timeToNext: unknown; groupGaps: unknown; deadEnds: unknown }>(
      `{ timeToNext(input: { asOf: "2025-12-31" }) { n medianDays points { days share atRisk events censored } }
         groupGaps(input: { metric: M1_STACK_IN, group: "region", reference: "(missing)", asOf: "2025-12-31" }) { groups { value numerator denominator gap flagged excluded } }
         deadEnds(input: { asOf: "2025-12-31" }, first: 1) { nodes { earners } } }`,
      {},
      { awaitPosition: positions },
    );
    expect(told).toMatchObject({
      timeToNext: [{ n: 6, points: expect.arrayContaining([expect.objectContaining({ days: 0, atRisk: 6, events: 1 })]) as unknown }],
      groupGaps: { groups: [{ value: '(missing)', numerator: 2, denominator: 4, gap: 0, flagged: false, excluded: 2 }] },
      deadEnds: { nodes: [] },
    });
  });

  it('reads who went where next', async () => {
    const { transitions } = await tenant.read<{ transitions: { nodes: { from: { title: string }; to: { title: string }; earners: number }[] } }>(
      `{ transitions(input: { asOf: "2025-12-31" }, first: 10) { nodes { from { title } to { title } earners } } }`,
    );
    expect(transitions.nodes).toEqual([{ from: { title: 'A' }, to: { title: 'B' }, earners: 2 }]);
  });

  it('without the right to analyse sees published figures alone, of which there are none yet', async () => {
    const key = await aKey(tenant.tenantId, ['AWARD']);
    const seen = await tenant.graph(`{ stackingAggregate(input: { metric: M1_STACK_IN }, first: 1) { nodes { value } } publishedFigures { windowDays } }`, {}, { key });
    expect(seen.data).toEqual({ stackingAggregate: { nodes: [] }, publishedFigures: [] });
    const pairs = await tenant.graph(`{ transitions(input: {}, first: 1) { nodes { earners } } }`, {}, { key });
    expect(pairs.data).toEqual({ transitions: { nodes: [] } });
  });

  it('sees figures of no other tenant', async () => {
    const stranger = await aTenant('Moor Analytics');
    const { stackingAggregate } = await stranger.read<Cells>(`{ stackingAggregate(input: { metric: M0_AWARDS_AND_EARNERS }, first: 1) { nodes { denominator parts { name value } } } }`);
    expect(stackingAggregate.nodes[0]?.parts.every(({ value }) => value === 0) ?? true).toBe(true);
  });
});

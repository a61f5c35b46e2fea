import { awardBatchIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aService, type PathwaysService } from '../testing/service.js';

const curves = `query ($input: TimeToNextInput!) { timeToNext(input: $input) {
  keys { dimension value } points { days share low high atRisk events censored } medianDays n note observationEnd metric { id } } }`;
const times = `query ($input: CompletionTimesInput!) { completionTimes(input: $input) {
  keys { value } n days { median p90 } credits { median p90 } excessCredits { median } metric { id } } }`;
const gaps = `query ($input: GroupGapsInput!) { groupGaps(input: $input) {
  group reference windowDays metric { id } compared { id } groups { value numerator denominator rate gap low high ratio flagged excluded } } }`;
const transitions = `query ($input: TransitionsInput!, $after: Cursor) { transitions(input: $input, first: 2, after: $after) {
  nodes { from { id } to { id } earners sameDay of } pageInfo { endCursor hasNextPage } } }`;
const ends = `query ($input: DeadEndsInput!, $after: Cursor) { deadEnds(input: $input, first: 1, after: $after) {
  nodes { achievement { id } earners followed inPathway asOf metric { id } } pageInfo { endCursor hasNextPage } } }`;

/** Seen from 1 June 2026. */
describe('curves, gaps and what follows what', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [first, second, ropes] = ['', '', ''];
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    // Of one day the lesser id comes first.
    [first, second] = [await museum.anAchievement('Knots'), await museum.anAchievement('Sails')].sort() as [string, string];
    ropes = await museum.anAchievement('Ropes');
    const women = people(10);
    const men = people(10);
    const others = people(15);
    await award(museum, [...women, ...men], first, '2024-01-10');
    await award(museum, women.slice(0, 2), second, '2024-01-10');
    await award(museum, [...women.slice(2, 6), ...men.slice(0, 4)], second, '2024-03-10');
    await award(museum, men.slice(0, 3), ropes, '2025-01-01');
    await award(museum, others, ropes, '2026-01-01');
    await say(women, 'woman');
    await say(men, 'man');
    await service.addUp();
  });
  afterAll(() => service.close());

  const people = (count: number) => Array.from({ length: count }, () => newId());

  async function award(at: Museum, earners: readonly string[], achievement: string, awardedOn: string): Promise<void> {
    const job = newId();
    const awards = earners.map((earner) => at.anAward(earner, achievement, { awardedOn }));
    await service.hear({ contract: awardBatchIssued, tenant: at.tenant, subject: job, version: 1, data: { job, awards } });
  }

  const say = (earners: readonly string[], value: string) =>
    service.test.database.work((tx) =>
      tx.query(`INSERT INTO earner_group (tenant_id, earner_id, dimension, value, recorded_at) SELECT $1, g, 'gender', $2, now() FROM unnest($3::uuid[]) AS g`, [museum.tenant, value, earners]),
    );

  const ask = async <Told>(text: string, field: string, input: Record<string, unknown>, after: string | null = null, at = museum): Promise<Told> => {
    const { data, errors } = await service.ask(at.caller, text, { input, ...(text.includes('$after') ? { after } : {}) });
    if (errors) throw new Error(errors[0]?.message);
    return data?.[field] as Told;
  };
  interface Curve {
    readonly keys: { readonly value: string }[];
    readonly points: { readonly days: number; readonly share: number }[];
    readonly n: number;
    readonly medianDays: number | null;
  }
  const curvesOf = (input: Record<string, unknown>) => ask<Curve[]>(curves, 'timeToNext', input);

  it('tell how long it takes to the next achievement, those who still wait as censored', async () => {
    const told = await curvesOf({});
    expect(told).toMatchObject([{ keys: [], n: 35, medianDays: null, observationEnd: '2026-05-31', metric: { id: 'M7@1' }, note: expect.stringContaining('fixed dates') }]);
    const at = (days: number) => told[0]?.points.find((point) => point.days === days);
    expect(at(0)).toMatchObject({ share: 1 - 33 / 35, atRisk: 35, events: 2, censored: 0 });
    expect(at(30)).toMatchObject({ share: 1 - 33 / 35, atRisk: 33, events: 0 });
    expect(at(60)).toMatchObject({ share: expect.closeTo(10 / 35, 12), atRisk: 33, events: 8, low: expect.closeTo(0.1652, 4), high: expect.closeTo(0.4659, 4) });
    expect(at(150)).toMatchObject({ atRisk: 25, events: 0, censored: 15 });
    // The first cohort is lost from sight with the end of observation.
    expect(told[0]?.points.at(-1)).toMatchObject({ days: 872, atRisk: 10, events: 0, censored: 10 });
  });

  it('are told apart by one dimension, with the day by which half had come to it', async () => {
    const told = await curvesOf({ groupBy: 'ACHIEVEMENT' });
    expect(new Map(told.map(({ keys, n, medianDays }) => [keys[0]?.value, [n, medianDays]]))).toEqual(
      new Map([[publicId('Achievement', first), [20, 60]], [publicId('Achievement', ropes), [15, null]]]),
    );
    const cohorts = await curvesOf({ groupBy: 'COHORT_QUARTER', period: { from: '2024-01-01', until: '2024-12-31' } });
    expect(cohorts).toMatchObject([{ keys: [{ value: '2024-01-01' }], n: 20 }]);
  });

  it('know of what came after the end of observation nothing', async () => {
    const [curve] = await curvesOf({ asOf: '2024-03-09' });
    expect(curve?.points.map(({ days, share }) => [days, share])).toEqual([[0, expect.closeTo(0.1, 12)], [30, expect.closeTo(0.1, 12)], [59, expect.closeTo(0.1, 12)]]);
    expect(await curvesOf({ asOf: '2023-12-31' })).toEqual([]);
  });

  it('compare the rates of groups, those who say nothing as a group of their own', async () => {
    const told = await ask<{ groups: unknown[] }>(gaps, 'groupGaps', { metric: 'M1_STACK_IN', group: 'gender', reference: 'woman' });
    expect(told).toEqual({
      group: 'gender',
      reference: 'woman',
      windowDays: 365,
      metric: { id: 'M14@1' },
      compared: { id: 'M1@1' },
      groups: [
        { value: '(missing)', numerator: 0, denominator: 0, rate: null, gap: null, low: null, high: null, ratio: null, flagged: false, excluded: 15 },
        { value: 'man', numerator: 4, denominator: 10, rate: 0.4, gap: -20, low: expect.closeTo(-52.78, 2), high: expect.closeTo(20.63, 2), ratio: expect.closeTo(2 / 3, 12), flagged: true, excluded: 0 },
        { value: 'woman', numerator: 6, denominator: 10, rate: 0.6, gap: 0, low: null, high: null, ratio: 1, flagged: false, excluded: 0 },
      ],
    });
    const other = await ask<{ groups: { value: string; gap: number; flagged: boolean }[] }>(gaps, 'groupGaps', { metric: 'M1_STACK_IN', group: 'gender', reference: 'man' });
    expect(other.groups.find(({ value }) => value === 'woman')).toMatchObject({ gap: 20, flagged: false });
  });

  it('follow from the first achievement, or from any, with pairs of one day apart', async () => {
    interface Page {
      readonly nodes: { readonly from: { readonly id: string }; readonly to: { readonly id: string } }[];
      readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
    }
    const [a, b, c] = [first, second, ropes].map((id) => ({ id: publicId('Achievement', id) }));
    const fromFirst = await ask<Page>(transitions, 'transitions', {});
    expect(fromFirst.nodes).toEqual([{ from: a, to: b, earners: 8, sameDay: 2, of: 20 }]);
    const any = await ask<Page>(transitions, 'transitions', { basis: 'ANY_TO_NEXT' });
    expect(any.nodes).toEqual([{ from: a, to: b, earners: 8, sameDay: 2, of: 20 }, { from: b, to: c, earners: 3, sameDay: 0, of: 10 }]);
    expect(any.pageInfo.hasNextPage).toBe(false);
    await expect(ask(transitions, 'transitions', {}, any.pageInfo.endCursor)).rejects.toThrow(/cursor/);
    // Before the later ones came, those of one day are all there is.
    expect((await ask<Page>(transitions, 'transitions', { asOf: '2024-02-01' })).nodes).toEqual([{ from: a, to: b, earners: 0, sameDay: 2, of: 20 }]);
  });

  it('find achievements that lead nowhere, page by page', async () => {
    const harbour = await aMuseum(service);
    const [lamp, tide, bell] = [await harbour.anAchievement('Lamp'), await harbour.anAchievement('Tide'), await harbour.anAchievement('Bell')].sort() as [string, string, string];
    const [some, many, few] = [people(30), people(30), people(29)];
    for (const [earners, achievement] of [[some, lamp], [many, tide], [few, bell]] as const) await award(harbour, earners, achievement, '2023-01-01');
    await harbour.aPathway(aDefinition([awardNode('t', tide)]));
    // Somebody went on from `tide`, which a pathway counts: no dead end. And from `lamp`, which none counts.
    await award(harbour, [many[0]!, some[0]!], bell, '2024-09-01');
    await service.addUp();
    const page = (after: string | null = null) => ask<{ nodes: unknown[]; pageInfo: { endCursor: string; hasNextPage: boolean } }>(ends, 'deadEnds', {}, after, harbour);
    const told = await page();
    const leading = { earners: 30, followed: 1, inPathway: false, asOf: '2026-06-01T12:00:00.000Z', metric: { id: 'O4@1' } };
    expect(told).toMatchObject({ nodes: [{ achievement: { id: publicId('Achievement', lamp) }, ...leading }], pageInfo: { hasNextPage: false } });
    expect((await page(told.pageInfo.endCursor)).nodes).toEqual([]);
  });

  it('measure the time and credits of completions', async () => {
    const school = await aMuseum(service);
    const [rope, sail] = [await school.anAchievement('Rope'), await school.anAchievement('Sail')];
    const [one, other] = await Promise.all([school.aPathway(aDefinition([awardNode('r', rope)])), school.aPathway(aDefinition([awardNode('s', sail)]))]);
    for (const [days, also] of [[10, false], [20, false], [40, true]] as const) {
      const earner = newId();
      await school.enrol(earner, one.pathway, { enrolledOn: '2025-03-01' });
      if (also) await credited(school, earner, sail, '2025-03-02', 7.5);
      await credited(school, earner, rope, new Date(Date.UTC(2025, 2, 1 + days)).toISOString().slice(0, 10), 5);
    }
    await school.enrol(newId(), other.pathway, { enrolledOn: '2025-03-01' });
    await service.addUp();
    const told = (input: Record<string, unknown>) => ask<unknown[]>(times, 'completionTimes', input, null, school);
    const row = { n: 3, days: { median: 20, p90: 36 }, credits: { median: 5, p90: 11 }, excessCredits: { median: 0 }, metric: { id: 'M11@1' } };
    expect(await told({ groupBy: 'PATHWAY' })).toEqual([{ keys: [{ value: one.pathway }], ...row }]);
    expect(await told({ scope: { pathwayIds: [one.pathway] } })).toEqual([{ keys: [], ...row }]);
    const nobody = { median: null, p90: null };
    expect(await told({ scope: { pathwayIds: [other.pathway] } })).toMatchObject([{ n: 0, days: nobody, credits: nobody }]);
    expect(await told({ period: { from: '2025-04-01', until: '2025-06-30' } })).toMatchObject([{ n: 0 }]);
  });

  async function credited(at: Museum, earner: string, achievement: string, awardedOn: string, creditsEarned: number): Promise<void> {
    const job = newId();
    await service.hear({ contract: awardBatchIssued, tenant: at.tenant, subject: job, version: 1, data: { job, awards: [at.anAward(earner, achievement, { awardedOn, creditsEarned })] } });
  }
});

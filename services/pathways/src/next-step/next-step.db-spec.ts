import { awardIssued, awardRevoked, type AwardFact } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

const step = 'enrolment { id } node requirement reason achievements { id } missing { amount unit } completes completesNodes completesPathway after effortMinutes price { amount currency }';
const stepsText = `query ($id: ID!, $first: Int!) { enrolment(id: $id) { nextSteps(first: $first) { ${step} } } }`;
const earnerText = `query ($ref: [_Any!]!) { _entities(representations: $ref) { ... on Earner { nextSteps(first: 20) { ${step} } } } }`;
const whatIfText = `query ($id: ID!, $achievements: [ID!]!) { enrolment(id: $id) { whatIf(achievementIds: $achievements) {
  before { state satisfied total complete } after { state satisfied total complete } changes { node before after } completed milestones exits stillMissing { node } } } }`;
const progressText = `query ($id: ID!, $asOf: Date) { enrolment(id: $id) { progress(asOf: $asOf) {
  state satisfied total complete exact method bounds { atLeast } governingVersion vacuous completedOn currentSince lapsedOn asOf intervals { from until }
  units { requirement amount } cycles { state } exits { id reachedOn } milestones { node achievement { id } periods { from until } } exceptions { node type amount }
  nodes { id state have need alone counted countedAwards { awardId units sharedWith } blocking obstacle { code with awards } surplus } } } }`;

describe('what people see of where they are', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails, tides, charts, badge] = ['', '', '', '', ''];
  let pathway = '';
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    [knots, sails, tides, charts, badge] = await Promise.all(['Knots', 'Sails', 'Tides', 'Charts', 'Deckhand'].map((title) => museum.anAchievement(title))) as [string, string, string, string, string];
    const costs = [[knots, 120, 10], [sails, 60, 0], [tides, 30, 5]] as const;
    for (const [id, effortMinutes, amount] of costs) {
      await service.database.work((tx) =>
        tx.query(`UPDATE achievement_copy SET metadata = jsonb_set(metadata, ARRAY[(jsonb_array_length(metadata) - 1)::text, 'cost'], $2::jsonb) WHERE id = $1`, [
          id,
          JSON.stringify({ effortMinutes, price: { amount, currency: 'EUR' } }),
        ]),
      );
    }
    const requirements = [
      { ...awardNode('k', knots), milestone: { achievement: publicId('Achievement', badge), autoIssue: false } },
      { id: 'two', kind: 'nOf', n: 2, of: [awardNode('s', sails), awardNode('t', tides)] },
      { id: 'any', kind: 'count', atLeast: 2, from: { achievementIn: [sails, tides, charts].map((id) => publicId('Achievement', id)) } },
    ];
    ({ pathway } = await museum.aPathway(aDefinition(requirements, { offRamps: [{ id: 'x', when: 'always', node: { ref: 'k' } }] })));
  });
  afterAll(() => service.close());

  async function enrolled(): Promise<{ earner: string; id: string }> {
    const earner = newId();
    return { earner, id: (await museum.enrol(earner, pathway, { enrolledOn: '2026-01-10' })).enrolment?.id ?? '' };
  }
  async function award(earner: string, achievement: string, more: Partial<AwardFact> = {}): Promise<AwardFact> {
    const data = museum.anAward(earner, achievement, { awardedOn: '2026-05-01', ...more });
    await service.hear({ contract: awardIssued, tenant: museum.tenant, subject: data.award, version: 1, data });
    return data;
  }
  const ask = async <Data>(text: string, variables: Record<string, unknown>, caller = museum.caller) => {
    const { data, errors } = await service.ask(caller, text, variables);
    return { data: data as Data | null, code: errors?.[0]?.extensions.code, errors };
  };
  const stepsOf = async (id: string, first = 20) => (await ask<{ enrolment: { nextSteps: { node: string; completes: number }[] } }>(stepsText, { id, first })).data?.enrolment.nextSteps ?? [];
  const progressOf = async (id: string, asOf?: string) =>
    (await ask<{ enrolment: { progress: { nodes: { id: string }[] } & Record<string, unknown> } }>(progressText, { id, asOf })).data?.enrolment.progress;

  it('is told what to do next, what completes most first, with what it costs', async () => {
    const { earner, id } = await enrolled();
    await award(earner, sails);
    const steps = await stepsOf(id);
    expect(steps[0]).toMatchObject({ enrolment: { id }, node: 't', reason: 'MISSING', achievements: [{ id: publicId('Achievement', tides) }], completes: 2, effortMinutes: 30, price: { amount: 5, currency: 'EUR' } });
    expect(steps.find(({ node }) => node === 'k')).toMatchObject({ completes: 1, completesPathway: false, effortMinutes: 120 });
    expect(steps.find(({ node }) => node === 'any')).toMatchObject({ missing: { amount: 1, unit: 'awards' } });
    expect(await stepsOf(id, 1)).toEqual(steps.slice(0, 1));
    expect((await ask(stepsText, { id, first: 21 })).code).toBe('BAD_USER_INPUT');
    const { data } = await ask<{ _entities: { nextSteps: unknown[] }[] }>(earnerText, { ref: [{ __typename: 'Earner', id: publicId('Earner', earner) }] });
    expect(data?._entities[0]?.nextSteps[0]).toEqual(steps[0]);
  });

  it('has nothing left to do once all is done', async () => {
    const { earner, id } = await enrolled();
    for (const one of [knots, sails, tides]) await award(earner, one);
    expect(await stepsOf(id)).toEqual([]);
    expect(await progressOf(id)).toMatchObject({ state: 'COMPLETE', complete: true, completedOn: '2026-05-01', intervals: [{ from: '2026-05-01', until: null }] });
  });

  it('is told what would be different, and nothing is written', async () => {
    const { earner, id } = await enrolled();
    await award(earner, sails);
    const stored = () => service.database.work((tx) => tx.query('SELECT evaluated_at FROM progress WHERE enrolment_id = $1', [id.slice(4)]));
    const before = await stored();
    const asked = (achievements: string[]) => ask<{ enrolment: { whatIf: unknown } }>(whatIfText, { id, achievements: achievements.map((one) => publicId('Achievement', one)) });
    expect((await asked([knots])).data?.enrolment.whatIf).toMatchObject({
      before: { state: 'IN_PROGRESS', satisfied: 0, total: 3, complete: false },
      after: { satisfied: 1, complete: false },
      changes: [{ node: 'k', before: 'UNMET', after: 'SATISFIED' }],
      completed: ['k'],
      milestones: ['k'],
      exits: ['x'],
    });
    expect((await asked([knots, tides])).data?.enrolment.whatIf).toMatchObject({ after: { state: 'COMPLETE', satisfied: 3, complete: true }, completed: ['k', 'two', 'any'], stillMissing: [] });
    expect(await stored()).toEqual(before);
    expect((await asked([newId()])).code).toBe('BAD_USER_INPUT');
    expect((await asked([])).code).toBe('BAD_USER_INPUT');
  });

  it('is told every node, what counts where, and what stands in the way', async () => {
    const { earner, id } = await enrolled();
    const held = await award(earner, sails);
    const lost = await award(earner, tides);
    const revoked = { ...lost, version: 2, state: 'REVOKED' as const, on: '2026-05-20', at: '2026-05-20T00:00:00Z', reason: 'ERROR' as const, inError: false };
    await service.hear({ contract: awardRevoked, tenant: museum.tenant, subject: lost.award, version: 2, data: revoked });
    const progress = await progressOf(id);
    expect(progress).toMatchObject({ state: 'IN_PROGRESS', satisfied: 0, total: 3, exact: true, bounds: null, governingVersion: 1, vacuous: false, exits: [{ id: 'x', reachedOn: null }], exceptions: [] });
    const node = (of: string) => progress?.nodes.find((one) => one.id === of);
    expect(node('t')).toMatchObject({ state: 'UNMET', alone: false, blocking: 'REVOKED', obstacle: { code: 'REVOKED', awards: [publicId('Award', lost.award)] } });
    expect(node('any')).toMatchObject({ state: 'PARTIAL', have: 1, need: 2, obstacle: { code: 'REVOKED' } });
    expect(node('s')).toMatchObject({ state: 'SATISFIED', alone: true, counted: [publicId('Award', held.award)], obstacle: null });
  });

  it('is told how it stood on an earlier day', async () => {
    const { earner, id } = await enrolled();
    await award(earner, knots);
    expect(await progressOf(id, '2026-04-30')).toMatchObject({ state: 'NOT_STARTED', satisfied: 0, asOf: '2026-04-30', milestones: [{ node: 'k', periods: [] }] });
    expect(await progressOf(id)).toMatchObject({ satisfied: 1, asOf: '2026-06-01', milestones: [{ node: 'k', achievement: { id: publicId('Achievement', badge) }, periods: [{ from: '2026-05-01', until: null }] }] });
  });

  it('is nobody else’s to ask', async () => {
    const { earner, id } = await enrolled();
    const stranger = aCaller(newId());
    expect((await ask(stepsText, { id, first: 1 }, stranger)).data).toEqual({ enrolment: null });
    const { data } = await ask<{ _entities: { nextSteps: unknown[] }[] }>(earnerText, { ref: [{ __typename: 'Earner', id: publicId('Earner', earner) }] }, stranger);
    expect(data?._entities[0]?.nextSteps).toEqual([]);
  });
});

import { awardIssued, awardRevoked } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

const aggregateText = `query ($input: StackingAggregateInput!, $first: Int!, $after: Cursor) { stackingAggregate(input: $input, first: $first, after: $after) {
  nodes { keys { dimension value } numerator denominator value parts { name value } metric { id definition } windowDays observationEnd } pageInfo { endCursor hasNextPage } } }`;
const funnelText = `query ($input: PathwayFunnelInput!) { pathwayFunnel(input: $input) { enrolled completed withdrawn observationEnd asOf
  steps { node reached converted already } pathwayVersion { number } completion { id } conversion { id } } }`;

describe('figures through the graph', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails, pathway] = ['', '', ''];
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    [knots, sails] = [await museum.anAchievement('Knots'), await museum.anAchievement('Sails')];
    ({ pathway } = await museum.aPathway(aDefinition([awardNode('k', knots), awardNode('s', sails)])));
    const award = async (earner: string, achievement: string, awardedOn: string) => {
      const data = museum.anAward(earner, achievement, { awardedOn });
      await service.hear({ contract: awardIssued, tenant: museum.tenant, subject: data.award, version: 1, data });
      return data;
    };
    const enrolled = async (enrolledOn: string) => {
      const earner = newId();
      const { enrolment } = await museum.enrol(earner, pathway, { enrolledOn });
      return { earner, enrolment: enrolment?.id };
    };
    const quick = await enrolled('2025-01-10');
    await award(quick.earner, knots, '2025-02-01');
    await award(quick.earner, sails, '2025-02-20');
    const inReverse = await enrolled('2025-01-22');
    await award(inReverse.earner, sails, '2025-02-02');
    await award(inReverse.earner, knots, '2025-03-02');
    const half = await enrolled('2025-02-10');
    await award(half.earner, knots, '2025-04-01');
    const wrong = await award(half.earner, sails, '2025-04-02');
    await service.hear({
      contract: awardRevoked,
      tenant: museum.tenant,
      subject: wrong.award,
      version: 2,
      data: { ...wrong, version: 2, state: 'REVOKED', on: '2025-05-01', at: '2025-05-01T00:00:00Z', reason: 'ERROR', inError: true },
    });
    const gone = await enrolled('2025-02-12');
    const text = `mutation ($input: WithdrawEnrolmentInput!) { withdrawEnrolment(input: $input) { userErrors { code } } }`;
    await service.ask(museum.caller, text, { input: { id: gone.enrolment, withdrawnOn: '2025-03-01' } });
    await enrolled('2026-05-20');
    await service.addUp();
  });
  afterAll(() => service.close());

  const aggregate = async (input: Record<string, unknown>, more: Record<string, unknown> = {}) => {
    const { data, errors } = await service.ask(museum.caller, aggregateText, { input, first: 10, ...more });
    if (errors) throw new Error(errors[0]?.message);
    return data?.stackingAggregate as { nodes: Record<string, unknown>[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
  };

  it('count awards and earners, those made in error left out', async () => {
    expect((await aggregate({ metric: 'M0_AWARDS_AND_EARNERS' })).nodes).toMatchObject([
      { keys: [], numerator: null, denominator: 3, value: null, windowDays: null, observationEnd: '2026-05-31', metric: { id: 'M0@1' } },
    ]);
  });

  it('give the completion rate by quarter and by pathway, only of enrolments observed for the window', async () => {
    const quarters = await aggregate({ metric: 'M8_COMPLETION', groupBy: ['COHORT_QUARTER'] });
    expect(quarters.nodes).toMatchObject([
      { keys: [{ dimension: 'COHORT_QUARTER', value: '2025-01-01' }], numerator: 2, denominator: 4, value: 0.5, parts: [{ name: 'withdrawn', value: 1 }, { name: 'completedThenWithdrawn', value: 0 }] },
    ]);
    const pathways = await aggregate({ metric: 'M8_COMPLETION', groupBy: ['PATHWAY'], windowDays: 41 });
    expect(pathways.nodes).toMatchObject([{ keys: [{ value: pathway }], numerator: 2, denominator: 4 }]);
    expect((await aggregate({ metric: 'M8_COMPLETION', windowDays: 40 })).nodes).toMatchObject([{ numerator: 1 }]);
  });

  it('page through cohorts under a cursor of this very question', async () => {
    const input = { metric: 'M1_STACK_IN', groupBy: ['ACHIEVEMENT'] };
    const first = await aggregate(input, { first: 1 });
    const second = await aggregate(input, { first: 1, after: first.pageInfo.endCursor });
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(second.pageInfo.hasNextPage).toBe(false);
    const values = [...first.nodes, ...second.nodes].map(({ keys }) => (keys as { value: string }[])[0]?.value);
    expect(values).toEqual([knots, sails].sort().map((id) => publicId('Achievement', id)));
    await expect(aggregate({ ...input, windowDays: 730 }, { after: first.pageInfo.endCursor })).rejects.toThrow(/cursor/);
  });

  it('follow the steps of a pathway in declared order', async () => {
    const { data, errors } = await service.ask(museum.caller, funnelText, { input: { pathwayId: pathway } });
    expect(errors).toBeUndefined();
    expect(data?.pathwayFunnel).toEqual({
      enrolled: 4,
      completed: 2,
      withdrawn: 1,
      observationEnd: '2026-05-31',
      asOf: '2026-06-01T12:00:00.000Z',
      steps: [
        { node: 'k', reached: 3, converted: 2, already: 1 },
        { node: 's', reached: 2, converted: null, already: null },
      ],
      pathwayVersion: { number: 1 },
      completion: { id: 'M8@1' },
      conversion: { id: 'M9@1' },
    });
  });

  it('tell from which achievement earners went to which', async () => {
    const text = `query { transitions(input: {}, first: 5) { nodes { from { id } to { id } earners } } }`;
    const { data } = await service.ask(museum.caller, text);
    const [a, b] = [publicId('Achievement', knots), publicId('Achievement', sails)];
    const { nodes } = data?.transitions as { nodes: unknown[] };
    expect(nodes).toHaveLength(2);
    expect(nodes).toEqual(expect.arrayContaining([{ from: { id: a }, to: { id: b }, earners: 1 }, { from: { id: b }, to: { id: a }, earners: 1 }]));
  });

  it('are those published for callers without ANALYSE, and are empty for another tenant', async () => {
    const variables = { input: { metric: 'M0_AWARDS_AND_EARNERS' }, first: 1 };
    const clerk = await service.ask(aCaller(museum.tenant, ['AWARD']), aggregateText, variables);
    expect(clerk.errors).toMatchObject([{ message: expect.stringContaining('not among the published figures'), extensions: { code: 'DIMENSION_NOT_ALLOWED' } }]);
    const pairs = await service.ask(aCaller(museum.tenant, ['AWARD']), `{ transitions(input: {}, first: 1) { nodes { earners } } }`);
    expect(pairs.data?.transitions).toEqual({ nodes: [] });
    const stranger = await service.ask(aCaller(newId()), aggregateText, variables);
    expect(stranger.data?.stackingAggregate).toMatchObject({ nodes: [{ denominator: 0, value: null }] });
    const funnel = await service.ask(aCaller(newId()), funnelText, { input: { pathwayId: pathway } });
    expect(funnel.data?.pathwayFunnel).toMatchObject({ enrolled: null, completed: null, asOf: null });
  });
});

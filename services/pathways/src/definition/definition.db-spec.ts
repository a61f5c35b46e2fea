import { anonymous } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

interface Check {
  readonly isPublishable: boolean;
  readonly refusals: readonly { readonly code: string; readonly pointer: string; readonly message: string }[];
  readonly findings: readonly { readonly code: string; readonly level: string; readonly nodes: readonly string[]; readonly message: string }[];
}

describe('checking a definition', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails] = ['', ''];
  beforeAll(async () => {
    service = await aService();
    museum = await aMuseum(service);
    [knots, sails] = [await museum.anAchievement('Knots', { duplicatePolicy: 'ONE_ACTIVE' }), await museum.anAchievement('Sails')];
  });
  afterAll(() => service.close());

  const text = `query ($definition: JSON!, $pathwayId: ID) { checkPathwayDefinition(definition: $definition, pathwayId: $pathwayId) {
    isPublishable refusals { code pointer message } findings { code level nodes message } } }`;
  const check = async (definition: unknown, { by = museum.caller, pathwayId = null as string | null } = {}): Promise<Check | null> => {
    const { data, errors } = await service.ask(by, text, { definition, pathwayId });
    if (errors) throw new Error(JSON.stringify(errors));
    return data?.checkPathwayDefinition as Check | null;
  };

  it('says that a sound definition could be published', async () => {
    expect(await check(aDefinition([awardNode('k', knots), awardNode('s', sails)]))).toEqual({ isPublishable: true, refusals: [], findings: [] });
  });

  it('says what the cheapest way takes, each achievement once, and where it is a part', async () => {
    const costing = (title: string, effort: string, amount: number) => museum.anAchievement(title, { duplicatePolicy: 'ONE_ACTIVE', estimatedEffort: effort, stated: { price: { amount, currency: 'EUR' } } });
    const [oars, charts, stars] = [await costing('Oars', 'PT2H', 10.5), await costing('Charts', 'P1D', 5), await costing('Stars', 'PT1H', 20)];
    const totalsOf = async (requirements: unknown[]) => {
      const { data, errors } = await service.ask(museum.caller, 'query ($definition: JSON!) { checkPathwayDefinition(definition: $definition) { totals { effortMinutes isEffortComplete prices { amount currency } isPriceComplete } } }', { definition: aDefinition(requirements) });
      if (errors) throw new Error(JSON.stringify(errors));
      return (data?.checkPathwayDefinition as { totals: unknown }).totals;
    };
    const choice = { id: 'c', kind: 'any', of: [awardNode('c1', charts), awardNode('c2', stars)] };
    expect(await totalsOf([awardNode('o', oars), { id: 'again', kind: 'all', of: [awardNode('o2', oars)] }, choice])).toEqual({ effortMinutes: 180, isEffortComplete: true, prices: [{ amount: 15.5, currency: 'EUR' }], isPriceComplete: true });
    expect(await totalsOf([awardNode('o', oars), awardNode('k', knots)])).toMatchObject({ effortMinutes: 120, isEffortComplete: false, isPriceComplete: false });
    expect(await totalsOf([{ id: 'x', kind: 'unheard-of' }])).toBeNull();
  });

  it('says where a definition breaks the language, and what to do', async () => {
    const found = await check({ ...aDefinition([{ ...awardNode('k', knots), minLevl: 3 }, { id: 'x', kind: 'sum', measure: 'ects', atLeast: 0.125, from: {} }]) });
    expect(found).toMatchObject({
      isPublishable: false,
      refusals: [
        { code: 'FIELD_UNKNOWN', pointer: '/requirements/0/minLevl', message: expect.stringContaining('take it away') as string },
        { code: 'AMOUNT_INVALID', pointer: '/requirements/1/atLeast' },
      ],
      findings: [],
    });
  });

  it('says where an achievement is not named by its id', async () => {
    expect(await check(aDefinition([{ id: 'k', kind: 'count', atLeast: 1, from: { exclude: { achievementIn: ['Knots'] } } }]))).toMatchObject({
      refusals: [{ code: 'FIELD_INVALID', pointer: '/requirements/0/from/exclude/achievementIn/0' }],
    });
  });

  it('proves that nobody could complete it, and names what clashes with public ids', async () => {
    const definition = { ...aDefinition([awardNode('k', knots), awardNode('s', sails), awardNode('again', knots)]), policy: { sharing: 'exclusive' } };
    expect(await check(definition)).toEqual({
      isPublishable: false,
      refusals: [],
      findings: [
        {
          code: 'UNSATISFIABLE',
          level: 'ERROR',
          nodes: ['k', 'again'],
          message: `Whatever is earned, k, again cannot be satisfied together; without any one of them the others can. They contest ${publicId('Achievement', knots)}.`,
        },
      ],
    });
  });

  it('lets warnings be published, and finds nothing wrong with what others may award', async () => {
    const found = await check(aDefinition([awardNode('k', knots), { id: 'none', kind: 'nOf', n: 0, of: [] }, { id: 'e', kind: 'count', atLeast: 2, from: { tag: 'nowhere-yet' } }]));
    expect(found).toMatchObject({ isPublishable: true, findings: [{ code: 'N_ZERO', level: 'WARNING', nodes: ['none'] }, { code: 'EMPTY_ELECTIVE', level: 'WARNING', nodes: ['e'] }] });
  });

  it('reads a definition that is written into the query', async () => {
    const literal = `{
      requirements: [
        { id: "seamanship", kind: "nOf", n: 2, of: [{ id: "mentor", kind: "attested", by: "mentor" }] }
        { id: "first-aid", kind: "attested", by: "instructor" }
        { id: "extras", kind: "nOf", n: 0, of: [] }
      ]
      policy: { sharing: "exclusive" }
    }`;
    const { data } = await service.ask(museum.caller, `{ checkPathwayDefinition(definition: ${literal}) { isPublishable refusals { code } findings { code level nodes } } }`);
    expect(data?.checkPathwayDefinition).toEqual({
      isPublishable: false,
      refusals: [],
      findings: [
        { code: 'N_TOO_LARGE', level: 'ERROR', nodes: ['seamanship'] },
        { code: 'UNSATISFIABLE', level: 'ERROR', nodes: ['seamanship'] },
        { code: 'N_ZERO', level: 'WARNING', nodes: ['extras'] },
      ],
    });
  });

  it('minds the pathway that it is meant for', async () => {
    const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)]));
    const onItself = aDefinition([{ id: 'self', kind: 'pathwayCompleted', pathway }]);
    expect(await check(onItself, { pathwayId: pathway })).toMatchObject({ isPublishable: false, findings: [{ code: 'CYCLE', nodes: ['self'] }] });
    expect(await check(onItself)).toMatchObject({ isPublishable: true });
  });

  it('answers a hundred thousand nodes at once', async () => {
    const many = Array.from({ length: 100_000 }, (_, at) => ({ id: `n${at}`, kind: 'all', of: [] }));
    expect(await check(aDefinition(many))).toMatchObject({ refusals: [{ code: 'TOO_LARGE', pointer: '' }] });
  });

  it('answers nobody who designs and publishes nothing, and nobody of another tenant', async () => {
    const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)]));
    const definition = aDefinition([awardNode('k', knots)]);
    expect(await check(definition, { by: aCaller(museum.tenant, ['AWARD']) })).toBeNull();
    expect(await check(definition, { by: anonymous })).toBeNull();
    expect(await check(definition, { by: aCaller(newId()), pathwayId: pathway })).toBeNull();
    expect(await check(definition, { by: aCaller(museum.tenant, ['DESIGN']), pathwayId: pathway })).toMatchObject({ isPublishable: true });
  });

  it('shows the schema of the language to everybody', async () => {
    const { data } = await service.ask(anonymous, '{ pathwayDefinitionSchema }');
    expect(data?.pathwayDefinitionSchema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: 'urn:cairn:pathway:1', required: ['requirements', 'policy'] });
  });
});

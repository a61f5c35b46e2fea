import { aTenant, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anIssuer, aPublishedAchievement, eventually, type Marked } from './arrange.js';

const refusals = 'userErrors { code message }';

/** The largest definitions that the language allows: 5,000 nodes, 32 levels (pathways.md section 2). */
describe('a pathway as large as they come', () => {
  let tenant: TestTenant;
  let issuer: Marked;
  let knots: AchievementMarked;
  beforeAll(async () => {
    tenant = await aTenant('Deep Water College');
    issuer = await anIssuer(tenant);
    knots = await aPublishedAchievement(tenant, issuer, 'Knots');
    const awaitPosition = [issuer.position, knots.position].join(',');
    await eventually(() => tenant.graph('query { pathways(first: 1) { totalCount } }', {}, { awaitPosition }), ({ errors }) => errors === undefined, 60_000);
  }, 60_000);

  const leaf = (id: string) => ({ id, kind: 'award', achievement: knots.id });
  const chain = (levels: number, id = 'd'): object => (levels === 1 ? leaf(`${id}1`) : { id: `${id}${levels}`, kind: 'all', of: [chain(levels - 1, id)] });
  /** As many nodes as are allowed: 32 of them beneath one another, the others beside them. */
  const largest = (nodes = 5_000, levels = 32) => ({
    requirements: [chain(levels), { id: 'rest', kind: 'all', of: Array.from({ length: nodes - levels - 1 }, (_, at) => leaf(`n${at}`)) }],
    policy: { sharing: 'shared' },
  });
  const create = (definition: object) =>
    tenant.graph<{ createPathway: { pathwayVersion: { id: string } | null; userErrors: { code: string; message: string }[] } }>(
      `mutation ($input: CreatePathwayInput!) { createPathway(input: $input) { pathwayVersion { id } ${refusals} } }`,
      { input: { issuerId: issuer.id, code: `large-${Math.random()}`, title: 'Large', definition } },
    );

  it('is drafted, published and read', async () => {
    const definition = largest();
    const { data, errors } = await create(definition);
    expect({ errors, userErrors: data?.createPathway.userErrors }).toEqual({ errors: undefined, userErrors: [] });
    const id = data?.createPathway.pathwayVersion?.id;
    await tenant.mutate(`mutation ($input: PublishPathwayVersionInput!) { publishPathwayVersion(input: $input) { ${refusals} } }`, { input: { id } });
    const read = await tenant.read<{ node: { state: string; definition: { requirements: unknown[] } } }>('query ($id: ID!) { node(id: $id) { ... on PathwayVersion { state definition } } }', { id });
    expect(read.node.state).toBe('PUBLISHED');
    expect(read.node.definition.requirements).toEqual(definition.requirements);
  }, 90_000);

  it('is refused by the language, not by the way there, when it is larger', async () => {
    for (const definition of [largest(5_001), largest(100, 33)]) {
      const { data, errors } = await create(definition);
      expect(errors).toBeUndefined();
      expect(data?.createPathway).toMatchObject({ pathwayVersion: null, userErrors: [{ code: 'PATHWAY_DEFINITION_INVALID' }] });
    }
  });
});

import { aTenant, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anIssuer, aPublishedAchievement, type Marked } from './arrange.js';

const check = `query ($definition: JSON!) { checkPathwayDefinition(definition: $definition) {
  isPublishable refusals { code pointer message } findings { code level nodes message } } }`;

interface Checked {
  readonly checkPathwayDefinition: {
    readonly isPublishable: boolean;
    readonly refusals: readonly { readonly code: string; readonly pointer: string; readonly message: string }[];
    readonly findings: readonly { readonly code: string; readonly level: string; readonly nodes: readonly string[]; readonly message: string }[];
  } | null;
}

describe('who designs a pathway', () => {
  let tenant: TestTenant;
  let issuer: Marked;
  let plants: AchievementMarked;
  let birds: AchievementMarked;
  beforeAll(async () => {
    tenant = await aTenant('Riverside Learning');
    issuer = await anIssuer(tenant);
    plants = await aPublishedAchievement(tenant, issuer, 'Knows river plants');
    birds = await aPublishedAchievement(tenant, issuer, 'Knows river birds');
  });

  const checked = async (definition: unknown) => {
    const { data, errors } = await tenant.graph<Checked>(check, { definition }, { awaitPosition: [issuer.position, plants.position, birds.position].join(',') });
    expect(errors).toBeUndefined();
    return data?.checkPathwayDefinition;
  };

  it('finds the language described, for an editor to follow', async () => {
    const { data } = await tenant.graph<{ pathwayDefinitionSchema: { $id: string; $defs: Record<string, unknown> } }>('{ pathwayDefinitionSchema }');
    expect(data?.pathwayDefinitionSchema.$id).toBe('urn:cairn:pathway:1');
    expect(Object.keys(data?.pathwayDefinitionSchema.$defs ?? {})).toEqual(expect.arrayContaining(['selector', 'policy', 'sumNode', 'maintainNode']));
  });

  it('is told where a draft breaks the language, then that nobody could complete it, then that it is sound', async () => {
    const both = [
      { id: 'plants', kind: 'award', achievement: plants.id },
      { id: 'birds', kind: 'award', achievement: birds.id },
    ];
    expect(await checked({ requirements: both, policy: {} })).toMatchObject({
      isPublishable: false,
      refusals: [{ code: 'SHARING_UNDECLARED', pointer: '/policy/sharing' }],
    });
    const unreachable = { id: 'either', kind: 'nOf', n: 3, of: both };
    expect(await checked({ requirements: [unreachable], policy: { sharing: 'shared' } })).toMatchObject({
      isPublishable: false,
      findings: [
        { code: 'N_TOO_LARGE', level: 'ERROR', nodes: ['either'] },
        { code: 'UNSATISFIABLE', level: 'ERROR', nodes: ['either'] },
      ],
    });
    expect(await checked({ requirements: both, policy: { sharing: 'exclusive' } })).toEqual({ isPublishable: true, refusals: [], findings: [] });
  });

  it('publishes by the same rules as the check', async () => {
    const definition = { requirements: [{ id: 'none', kind: 'any', of: [] }], policy: { sharing: 'shared' } };
    const found = await checked(definition);
    const { createPathway } = await tenant.read<{ createPathway: { pathwayVersion: { id: string }; position: string } }>(
      'mutation ($input: CreatePathwayInput!) { createPathway(input: $input) { pathwayVersion { id } position } }',
      { input: { issuerId: issuer.id, code: 'none', title: 'None', definition } },
      { awaitPosition: issuer.position },
    );
    const { publishPathwayVersion } = await tenant.read<{ publishPathwayVersion: { userErrors: { message: string }[] } }>(
      'mutation ($input: PublishPathwayVersionInput!) { publishPathwayVersion(input: $input) { userErrors { message } } }',
      { input: { id: createPathway.pathwayVersion.id } },
    );
    const told = publishPathwayVersion.userErrors.map(({ message }) => message.split(':')[0]);
    expect(told.sort()).toEqual(found?.findings.map(({ code }) => code).sort());
  });
});

import { anonymous } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

describe('publishing a pathway', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails, seaman] = ['', '', ''];
  beforeAll(async () => {
    service = await aService();
    museum = await aMuseum(service);
    [knots, sails, seaman] = [await museum.anAchievement('Knots'), await museum.anAchievement('Sails'), await museum.anAchievement('Seaman')];
  });
  afterAll(() => service.close());

  const completion = (achievement: string) => ({ completion: { achievement: publicId('Achievement', achievement) } });
  const codesOf = async (definition: unknown) => {
    const { pathwayVersion, userErrors } = await museum.createPathway(definition);
    if (!pathwayVersion) return userErrors.map(({ code }) => code);
    return (await museum.publish(pathwayVersion.id)).userErrors.map(({ code }) => code);
  };

  it('shows the definition with public ids, and its own id and version', async () => {
    const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)]));
    const { data } = await service.ask(
      museum.caller,
      `query ($id: ID!) { pathway(id: $id) { currentVersion { number state definition definitionHash requirements { id achievement { id } } } versions { number } } }`,
      { id: pathway },
    );
    expect(data?.pathway).toMatchObject({
      currentVersion: {
        number: 1,
        state: 'PUBLISHED',
        definition: { id: pathway, version: 1, requirements: [awardNode('k', knots)] },
        definitionHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        requirements: [{ id: 'k', achievement: { id: publicId('Achievement', knots) } }],
      },
      versions: [{ number: 1 }],
    });
  });

  it('closes the version before when a newer one is published', async () => {
    const { pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)]));
    const { data } = await service.ask(
      museum.caller,
      `mutation ($input: DraftPathwayVersionInput!) { draftPathwayVersion(input: $input) { pathwayVersion { id } userErrors { code } } }`,
      { input: { pathwayId: pathway, title: 'Able seaman, new', definition: aDefinition([awardNode('s', sails)]) } },
    );
    const draft = data?.draftPathwayVersion as { pathwayVersion: { id: string } };
    await museum.publish(draft.pathwayVersion.id);
    const read = await service.ask(museum.caller, `query ($id: ID!) { pathway(id: $id) { title version versions { number state } } }`, { id: pathway });
    expect(read.data?.pathway).toEqual({
      title: 'Able seaman, new',
      version: 4,
      versions: [
        { number: 2, state: 'PUBLISHED' },
        { number: 1, state: 'CLOSED' },
      ],
    });
  });

  it('tells every fault of a definition at once', async () => {
    const { userErrors } = await museum.createPathway(
      { language: 'cairn-pathway/1', policy: {}, requirements: [{ id: 'k', kind: 'award', achievement: knots }, { id: 'x', kind: 'count' }] },
    );
    expect(userErrors.map(({ message }) => message.split(':')[0])).toEqual(expect.arrayContaining(['FIELD_MISSING', 'SHARING_UNDECLARED']));
    expect(new Set(userErrors.map(({ code }) => code))).toEqual(new Set(['PATHWAY_DEFINITION_INVALID']));
  });

  it('refuses an achievement that is not named by its public id', async () => {
    const { userErrors } = await museum.createPathway(aDefinition([{ id: 'k', kind: 'award', achievement: knots }]));
    expect(userErrors).toMatchObject([{ code: 'PATHWAY_DEFINITION_INVALID', field: ['input', 'definition', 'requirements', '0', 'achievement'] }]);
  });

  it('refuses more parts than there are', async () => {
    const codes = await codesOf(aDefinition([{ id: 'n', kind: 'nOf', n: 3, of: [awardNode('k', knots), awardNode('s', sails)] }]));
    expect(codes).toContain('PATHWAY_N_TOO_LARGE');
  });

  it('refuses an achievement that nobody has published, quoting the lint code', async () => {
    const { pathwayVersion } = await museum.createPathway(aDefinition([awardNode('k', newId())]));
    const { userErrors } = await museum.publish(pathwayVersion?.id ?? '');
    expect(userErrors).toMatchObject([{ code: 'PATHWAY_LINT_FAILED', message: expect.stringMatching(/^UNKNOWN_REFERENCE: .*ach_/) }]);
  });

  it('refuses completions that would need one another', async () => {
    await museum.aPathway(aDefinition([awardNode('k', knots)], completion(seaman)));
    expect(await codesOf(aDefinition([awardNode('s', seaman)], completion(knots)))).toEqual(['PATHWAY_CYCLE']);
  });

  it('refuses a completion that awards the achievement of another tenant', async () => {
    const other = await aMuseum(service);
    const theirs = await other.anAchievement('Theirs');
    expect(await codesOf(aDefinition([awardNode('k', knots)], completion(theirs)))).toEqual(['PATHWAY_LINT_FAILED']);
  });

  it('keeps warnings', async () => {
    const { version } = await museum.aPathway(aDefinition([awardNode('k', knots), { id: 'e', kind: 'all', of: [] }]));
    const [row] = await service.database.work((tx) =>
      tx.query<{ warnings: { code: string }[] }>('SELECT warnings FROM pathway_version WHERE id = $1', [version.slice(4)]),
    );
    expect(row?.warnings.map(({ code }) => code)).toContain('EMPTY_ALL');
  });

  it('refuses to publish a version twice, and a code twice', async () => {
    const { version } = await museum.aPathway(aDefinition([awardNode('k', knots)]), { code: 'SEAMAN' });
    expect((await museum.publish(version)).userErrors).toMatchObject([{ code: 'PATHWAY_VERSION_STATE_INVALID' }]);
    expect((await museum.createPathway(aDefinition([awardNode('k', knots)]), { code: 'SEAMAN' })).userErrors).toMatchObject([
      { code: 'ALREADY_EXISTS', field: ['input', 'code'] },
    ]);
  });

  it('refuses callers without the right and issuers of others', async () => {
    const definition = aDefinition([awardNode('k', knots)]);
    const input = { issuerId: publicId('Issuer', museum.issuer), code: 'c', title: 't', definition };
    const text = `mutation ($input: CreatePathwayInput!) { createPathway(input: $input) { userErrors { code } } }`;
    const clerk = await service.ask(aCaller(museum.tenant, ['AWARD']), text, { input });
    expect(clerk.data?.createPathway).toEqual({ userErrors: [{ code: 'GRANT_MISSING' }] });
    const stranger = await service.ask(aCaller(newId()), text, { input });
    expect(stranger.data?.createPathway).toEqual({ userErrors: [{ code: 'NOT_FOUND' }] });
  });

  it('shows drafts and members-only pathways to their tenant alone', async () => {
    const draft = await museum.createPathway(aDefinition([awardNode('k', knots)]));
    const members = await museum.aPathway(aDefinition([awardNode('k', knots)]), { access: 'MEMBERS_ONLY' });
    const open = await museum.aPathway(aDefinition([awardNode('k', knots)]));
    const text = `query ($a: ID!, $b: ID!, $c: ID!) { a: pathway(id: $a) { id } b: pathway(id: $b) { id } c: pathway(id: $c) { id currentVersion { number } } }`;
    const variables = { a: draft.pathway?.id, b: members.pathway, c: open.pathway };
    const nobody = anonymous;
    for (const caller of [nobody, aCaller(newId())]) {
      const { data } = await service.ask(caller, text, variables);
      expect(data).toEqual({ a: null, b: null, c: { id: open.pathway, currentVersion: { number: 1 } } });
    }
    const { data } = await service.ask(museum.caller, text, variables);
    expect(data).toMatchObject({ a: { id: draft.pathway?.id }, b: { id: members.pathway } });
  });

  it('finds the pathways of several issuers and achievements in one statement each', async () => {
    const tin = await museum.anAchievement('Tin');
    const { pathway } = await museum.aPathway(aDefinition([awardNode('t', tin)]));
    service.statements();
    const { data, errors } = await service.ask(
      museum.caller,
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Achievement { usedIn { id } } ... on Issuer { pathways(first: 2) { nodes { id } totalCount } } } }`,
      {
        representations: [
          { __typename: 'Achievement', id: publicId('Achievement', tin) },
          { __typename: 'Achievement', id: publicId('Achievement', newId()) },
          { __typename: 'Issuer', id: publicId('Issuer', museum.issuer) },
        ],
      },
    );
    expect(errors).toBeUndefined();
    expect((data?._entities as unknown[]).slice(0, 2)).toEqual([{ usedIn: [{ id: pathway }] }, { usedIn: [] }]);
    expect(service.statements().filter((text) => text.includes('LATERAL'))).toHaveLength(2);
  });
});

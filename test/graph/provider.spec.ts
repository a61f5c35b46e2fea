import { aRegistry, aTenant, type TestTenant } from '@cairn/testkit';
import { anAward, anIssuer, aPathway, aPublishedAchievement, assessedText, enrol } from './arrange.js';

const nestedPage = `query ($issuer: ID!) {
  issuer(id: $issuer) {
    name
    achievements(first: 2) { nodes {
      title
      awards(first: 10) { nodes {
        id state awardedOn
        snapshot { achievementName basis }
        achievement { title }
        issuer { name }
        earner { id identifiers { type value } }
        credential { state url status { revoked } }
        countsToward { pathway { title } progress { state satisfied total missing { node reason achievement { title } } } }
      } }
    } }
  }
}`;

interface NestedPage {
  issuer: { name: string; achievements: { nodes: { title: string; awards: { nodes: Record<string, never>[] } }[] } };
}

describe('a provider', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await aTenant('Riverside Learning');
  });

  it('publishes, awards and reads a nested page of everything in one operation', async () => {
    const issuer = await anIssuer(tenant);
    const plants = await aPublishedAchievement(tenant, issuer, 'Knows river plants');
    const birds = await aPublishedAchievement(tenant, issuer, 'Knows river birds');
    const pathway = await aPathway(tenant, issuer, [
      { id: 'plants', kind: 'award', achievement: plants.id },
      { id: 'birds', kind: 'award', achievement: birds.id },
    ]);
    const first = await anAward(tenant, plants, 'S-1');
    const enrolled = await enrol(tenant, first.earnerId, pathway.id);
    const second = await anAward(tenant, plants, 'S-2');
    const { data, errors, headers } = await tenant.graph<NestedPage>(
      nestedPage,
      { issuer: issuer.id },
      { awaitPosition: [enrolled.position, second.position].join(',') },
    );
    expect(errors).toBeUndefined();
    expect(data?.issuer.achievements.nodes.map(({ title }) => title)).toEqual(expect.arrayContaining(['Knows river plants', 'Knows river birds']));
    const awards = data?.issuer.achievements.nodes.find(({ title }) => title === 'Knows river plants')?.awards.nodes;
    expect(awards).toHaveLength(2);
    expect(awards?.find(({ id }) => id === first.id)).toMatchObject({
      state: 'ACTIVE',
      awardedOn: '2026-03-01',
      snapshot: { achievementName: 'Knows river plants', basis: 'KNOWLEDGE' },
      achievement: { title: 'Knows river plants' },
      earner: { id: first.earnerId, identifiers: [{ type: 'STUDENT_ID', value: 'S-1' }] },
      credential: { status: { revoked: false } },
      countsToward: [
        {
          pathway: { title: 'Field naturalist' },
          progress: { state: 'IN_PROGRESS', satisfied: 1, total: 2, missing: [{ node: 'birds', reason: 'MISSING', achievement: { title: 'Knows river birds' } }] },
        },
      ],
    });
    expect(Number(headers.get('cairn-subgraph-calls'))).toBeLessThanOrEqual(8);
  });

  it('pages a list to its end by cursor, each object once', async () => {
    const issuer = await anIssuer(tenant);
    const made = [];
    for (const title of ['Alder', 'Birch', 'Chestnut', 'Dogwood', 'Elder']) made.push(await aPublishedAchievement(tenant, issuer, title));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: { achievements: { nodes: { title: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } = await tenant.read(
        `query ($issuer: ID!, $after: Cursor) { achievements(first: 2, after: $after, filter: { issuer: { eq: $issuer } }) {
          nodes { title } pageInfo { endCursor hasNextPage } } }`,
        { issuer: issuer.id, after },
      );
      seen.push(...page.achievements.nodes.map(({ title }) => title));
      after = page.achievements.pageInfo.hasNextPage ? page.achievements.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(['Alder', 'Birch', 'Chestnut', 'Dogwood', 'Elder']);
    expect(made).toHaveLength(5);
  });

  it('sees exact facet counts that add up to the total', async () => {
    const issuer = await anIssuer(tenant);
    await aPublishedAchievement(tenant, issuer, 'Examined');
    await aPublishedAchievement(tenant, issuer, 'Attended', {
      claimBasis: 'PARTICIPATION',
      useCase: 'CO_CURRICULAR',
      earningModes: ['COURSE'],
      requirement: { kind: 'COURSE', title: 'Attends the course' },
      stated: { recognises: 'Attending the course.', activity: 'Course' },
    });
    const { achievementFacets } = await tenant.read<{ achievementFacets: { total: number } & Record<string, { value: string; count: number }[]> }>(
      `query ($issuer: ID!) { achievementFacets(filter: { issuer: { eq: $issuer } }) {
        total claimBasis { value count } useCase { value count } issuerSector { value count } } }`,
      { issuer: issuer.id },
    );
    expect(achievementFacets.total).toBe(2);
    expect(achievementFacets.claimBasis).toEqual(expect.arrayContaining([{ value: 'KNOWLEDGE', count: 1 }, { value: 'PARTICIPATION', count: 1 }]));
    for (const facet of ['claimBasis', 'useCase', 'issuerSector']) {
      expect((achievementFacets[facet] ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(2);
    }
  });

  it('is told every fault of a definition at once, and nothing is written', async () => {
    const issuer = await anIssuer(tenant);
    const { userErrors, achievement } = await tenant.mutate<{ achievement: null }>(
      `mutation ($input: CreateAchievementInput!) { createAchievement(input: $input) { achievement { id } userErrors { code field message } } }`,
      { input: { issuerId: issuer.id, code: ' ', version: { ...assessedText(''), imageUrl: 'ftp://x', issuerSector: 'EMPLOYER' } } },
      { refusals: 'expected' },
    );
    expect(achievement).toBeNull();
    expect(userErrors.map(({ code }) => code)).toEqual(expect.arrayContaining(['INVALID_VALUE', 'SECTOR_NOT_OF_ISSUER']));
    expect(userErrors.length).toBeGreaterThanOrEqual(3);
  });

  it('finds any object by its id, and nothing of another tenant', async () => {
    const issuer = await anIssuer(tenant);
    const achievement = await aPublishedAchievement(tenant, issuer, 'Reads maps');
    const award = await anAward(tenant, achievement, 'S-9');
    const query = `query ($id: ID!) { node(id: $id) { __typename id ... on Award { state } ... on Issuer { name } } }`;
    expect(await tenant.read(query, { id: award.id })).toMatchObject({ node: { __typename: 'Award', state: 'ACTIVE' } });
    const stranger = await aTenant('Hillside Learning');
    const { data } = await stranger.graph<{ node: unknown }>(query, { id: award.id });
    expect(data?.node ?? null).toBeNull();
    expect(await stranger.read(`query ($id: ID!) { award(id: $id) { state } }`, { id: award.id })).toEqual({ award: null });
  });
});

describe('a caller without a key', () => {
  it('reads the public catalogue and is told how to sign in for the rest', async () => {
    const tenant = await aTenant();
    const issuer = await anIssuer(tenant);
    const achievement = await aPublishedAchievement(tenant, issuer, 'Open to all');
    const anyone = aRegistry().operator.as(null);
    expect(await anyone.read(`query ($id: ID!) { achievement(id: $id) { title } }`, { id: achievement.id })).toEqual({ achievement: { title: 'Open to all' } });
    const { errors } = await anyone.graph(`mutation { createIssuer(input: { name: "X", url: "https://x.example", sectors: [EMPLOYER] }) { issuer { id } userErrors { code } } }`);
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

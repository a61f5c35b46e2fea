import { aKey, aTenant, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, aDraftAchievement, anAward, anIssuer, aPublishedAchievement, assessedText, assessment, type Marked, publish } from './arrange.js';

const issue = `mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id } userErrors { code field message docs } } }`;
const createPathway = `mutation ($input: CreatePathwayInput!) { createPathway(input: $input) { pathwayVersion { id } userErrors { code field message } } }`;
const publishPathway = `mutation ($input: PublishPathwayVersionInput!) { publishPathwayVersion(input: $input) { userErrors { code field message } } }`;

let tenant: TestTenant;
let issuer: Marked;
let achievement: AchievementMarked;

beforeAll(async () => {
  tenant = await aTenant();
  issuer = await anIssuer(tenant);
  achievement = await aPublishedAchievement(tenant, issuer, 'Ties knots');
  await anAward(tenant, achievement, 'R-0');
});

const awardInput = (more: object = {}) => ({
  achievementVersionId: achievement.versionId,
  identifier: { type: 'STUDENT_ID', value: `R-${Math.random()}` },
  awardedOn: '2026-03-01',
  assessment,
  ...more,
});

describe('an award that cannot be', () => {
  const codesOf = async (input: object) => {
    const { userErrors } = await tenant.mutate<object>(issue, { input }, { refusals: 'expected' });
    return userErrors.map(({ code }) => code);
  };

  it('of a draft version is refused', async () => {
    const draft = await aDraftAchievement(tenant, issuer, 'Still a draft');
    expect(await codesOf(awardInput({ achievementVersionId: draft.versionId }))).toEqual(expect.arrayContaining([expect.stringMatching(/NOT_FOUND|ACHIEVEMENT_VERSION_STATE_INVALID/)]));
  });

  it('of a retired version is refused', async () => {
    const retired = await aPublishedAchievement(tenant, issuer, 'Retired');
    await anAward(tenant, retired, 'R-1');
    await tenant.mutate(`mutation ($input: RetireAchievementVersionInput!) { retireAchievementVersion(input: $input) { userErrors { code } } }`, { input: { id: retired.versionId } });
    const until = Date.now() + 30_000;
    let codes: string[] = [];
    while (codes.length === 0 && Date.now() < until) codes = await codesOf(awardInput({ achievementVersionId: retired.versionId }));
    expect(codes).toEqual(['ACHIEVEMENT_VERSION_STATE_INVALID']);
  });

  it('of an assessed version without an assessment is refused', async () => {
    expect(await codesOf(awardInput({ assessment: null }))).toEqual(['ASSESSMENT_MISSING']);
  });

  it('in the future is refused', async () => {
    expect(await codesOf(awardInput({ awardedOn: '2999-01-01' }))).toEqual(['INVALID_VALUE']);
  });

  it('of an id that is of another kind is bad input', async () => {
    const { errors, status } = await tenant.graph(issue, { input: awardInput({ achievementVersionId: achievement.id }) });
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('under a second active one answers with the one that stands', async () => {
    const input = awardInput();
    const first = await tenant.mutate<{ award: { id: string } }>(issue, { input });
    const second = await tenant.mutate<{ award: { id: string } }>(issue, { input }, { refusals: 'expected' });
    expect(second.userErrors.map(({ code }) => code)).toEqual(['ALREADY_AWARDED']);
    expect(second.award.id).toBe(first.award.id);
  });

  it('by a client without the right is refused', async () => {
    const reader = tenant.as(await aKey(tenant.tenantId, ['ANALYSE']));
    const { userErrors } = await reader.mutate<object>(issue, { input: awardInput() }, { refusals: 'expected' });
    expect(userErrors.map(({ code }) => code)).toEqual(['GRANT_MISSING']);
  });
});

describe('an idempotency key', () => {
  it('gives the first answer again, and makes one award of a dozen requests at once', async () => {
    const input = awardInput({ idempotencyKey: `key-${Date.now()}` });
    const answers = await Promise.all(Array.from({ length: 12 }, () => tenant.mutate<{ award: { id: string } | null }>(issue, { input }, { refusals: 'expected' })));
    const ids = new Set(answers.flatMap(({ award }) => award?.id ?? []));
    expect(ids.size).toBe(1);
    for (const { award, userErrors } of answers) if (award === null) expect(userErrors.map(({ code }) => code)).toEqual(['IDEMPOTENCY_KEY_IN_USE']);
    const again = await tenant.mutate<{ award: { id: string } }>(issue, { input });
    expect(ids).toContain(again.award.id);
  });

  it('with another body is refused', async () => {
    const idempotencyKey = `reused-${Date.now()}`;
    await tenant.mutate(issue, { input: awardInput({ idempotencyKey }) });
    const { userErrors } = await tenant.mutate<object>(issue, { input: awardInput({ idempotencyKey, awardedOn: '2026-03-02' }) }, { refusals: 'expected' });
    expect(userErrors.map(({ code }) => code)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });
});

describe('a pathway that cannot be', () => {
  const refusedWith = async (requirements: unknown, completion: object | null = null): Promise<string[]> => {
    const definition = { language: 'cairn-pathway/1', requirements, policy: { sharing: 'shared' }, versioning: { enrolFrom: '2020-01-01' }, completion };
    const made = await tenant.mutate<{ pathwayVersion: { id: string } | null }>(
      createPathway,
      { input: { issuerId: issuer.id, code: `bad-${Math.random()}`, title: 'Bad', definition } },
      { refusals: 'expected' },
    );
    if (!made.pathwayVersion) return made.userErrors.map(({ code }) => code);
    const published = await tenant.mutate<object>(publishPathway, { input: { id: made.pathwayVersion.id } }, { refusals: 'expected' });
    return published.userErrors.map(({ code }) => code);
  };

  it('asks for more parts than it has', async () => {
    expect(await refusedWith([{ id: 'n', kind: 'nOf', n: 3, of: [{ id: 'a', kind: 'award', achievement: achievement.id }] }])).toContain('PATHWAY_N_TOO_LARGE');
  });

  it('leads to what it is made of', async () => {
    const codes = await refusedWith([{ id: 'a', kind: 'award', achievement: achievement.id }], { achievement: achievement.id, autoIssue: true, onRevocation: 'suspend' });
    expect(codes.some((code) => code === 'PATHWAY_CYCLE' || code === 'PATHWAY_LINT_FAILED')).toBe(true);
  });

  it('is a cycle over two pathways', async () => {
    const one = await aPublishedAchievement(tenant, issuer, 'One');
    const two = await aPublishedAchievement(tenant, issuer, 'Two');
    const leadsTo = (id: string) => ({ achievement: id, autoIssue: true, onRevocation: 'suspend' });
    expect(await refusedWith([{ id: 'a', kind: 'award', achievement: one.id }], leadsTo(two.id))).toEqual([]);
    expect(await refusedWith([{ id: 'a', kind: 'award', achievement: two.id }], leadsTo(one.id))).toContain('PATHWAY_CYCLE');
  });

  it('does not follow the language', async () => {
    expect(await refusedWith([{ id: 'a', kind: 'luck' }])).toContain('PATHWAY_DEFINITION_INVALID');
  });
});

describe('a request that cannot be', () => {
  const failing = async (query: string, variables: Record<string, unknown> = {}, key?: string) => {
    const { status, errors } = await tenant.graph(query, variables, key === undefined ? {} : { key });
    return [status, errors?.[0]?.extensions.code];
  };

  it.each([
    ['without `first`', '{ awards { nodes { id } } }', [400, 'GRAPHQL_VALIDATION_FAILED']],
    ['with `first` of 101', '{ awards(first: 101) { nodes { id } } }', [400, 'BAD_USER_INPUT']],
    ['with `first` of 0', '{ awards(first: 0) { nodes { id } } }', [400, 'BAD_USER_INPUT']],
    ['with a cursor that is none', '{ awards(first: 1, after: "nonsense") { nodes { id } } }', [400, 'INVALID_CURSOR']],
    ['that does not parse', '{ awards(', [400, 'GRAPHQL_PARSE_FAILED']],
    ['that goes 15 levels deep', `{ issuer(id: "iss_x") { ${'achievements(first: 1) { nodes { issuer { '.repeat(4)} id ${'} } }'.repeat(4)} } }`, [400, 'LIMIT_EXCEEDED']],
    ['with 40 aliases', `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: viewer { operator }`).join(' ')} }`, [400, 'LIMIT_EXCEEDED']],
  ])('%s is refused', async (_what, query, expected) => {
    expect(await failing(query)).toEqual(expected);
  });

  it('with `first` of a million by variable is refused', async () => {
    expect(await failing('query ($n: Int!) { awards(first: $n) { nodes { id } } }', { n: 1_000_000 })).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('multiplying pages to more than 25,000 nodes is refused', async () => {
    expect(await failing('{ issuers(first: 100) { nodes { achievements(first: 100) { nodes { awards(first: 100) { nodes { id } } } } } } }')).toEqual([400, 'COST_EXCEEDED']);
  });

  it('under a key nobody has is not signed in', async () => {
    expect(await failing('{ viewer { operator } }', {}, 'cairn_nobody')).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('going on from a cursor of another tenant is refused', async () => {
    await anAward(tenant, achievement, 'R-8');
    const { awards } = await tenant.read<{ awards: { pageInfo: { endCursor: string } } }>('{ awards(first: 1) { pageInfo { endCursor } } }');
    const stranger = await aTenant();
    const { errors } = await stranger.graph('query ($after: Cursor) { awards(first: 1, after: $after) { nodes { id } } }', { after: awards.pageInfo.endCursor });
    expect(errors?.[0]?.extensions.code).toBe('INVALID_CURSOR');
  });

  it('for what does not exist answers null, with another tenant’s id as with none', async () => {
    const stranger = await aTenant();
    const theirs = await anAward(tenant, achievement, 'R-9');
    const read = (id: string) => stranger.graph('query ($id: ID!) { award(id: $id) { id } }', { id });
    const [other, none] = [await read(theirs.id), await read('awd_0192f0c8-7a00-7000-8000-000000000000')];
    expect(other.data).toEqual({ award: null });
    expect([other.data, other.errors]).toEqual([none.data, none.errors]);
  });
});

test('a version is immutable once published, and the next one supersedes it', async () => {
  const first = await aPublishedAchievement(tenant, issuer, 'First wording');
  const drafted = await tenant.mutate<{ achievementVersion: { id: string } }>(
    `mutation ($input: DraftAchievementVersionInput!) { draftAchievementVersion(input: $input) { achievementVersion { id } userErrors { code field message } } }`,
    {
      input: {
        achievementId: first.id,
        version: {
          ...assessedText('Second wording'),
        },
      },
    },
  );
  await publish(tenant, drafted.achievementVersion.id);
  const { achievement: read } = await tenant.read<{ achievement: { currentVersion: { title: string }; versions: { nodes: { number: number; state: string; contentHash: string }[] } } }>(
    'query ($id: ID!) { achievement(id: $id) { currentVersion { title } versions(first: 5) { nodes { number state contentHash } } } }',
    { id: first.id },
  );
  expect(read.currentVersion.title).toBe('Second wording');
  expect(read.versions.nodes.map(({ number, state }) => [number, state])).toEqual([[2, 'PUBLISHED'], [1, 'SUPERSEDED']]);
  expect(new Set(read.versions.nodes.map(({ contentHash }) => contentHash)).size).toBe(2);
});

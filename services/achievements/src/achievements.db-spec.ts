import { anonymous } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { aDesigner, aService } from './testing/service.js';
import { aVersionInput } from './testing/version-input.js';

const create = `mutation ($input: CreateAchievementInput!) { createAchievement(input: $input) {
  achievement { id code title version currentVersion { id } issuer { id } } achievementVersion { id number state contentHash assessed }
  userErrors { code field message } position } }`;
const draft = `mutation ($input: DraftAchievementVersionInput!) { draftAchievementVersion(input: $input) {
  achievementVersion { id number state achievement { id version } } userErrors { code field } position } }`;
const publish = `mutation ($id: ID!) { publishAchievementVersion(input: { id: $id }) {
  achievementVersion { id state contentHash publishedAt achievement { version title currentVersion { id } } } userErrors { code field } position } }`;
const retire = `mutation ($id: ID!) { retireAchievementVersion(input: { id: $id }) {
  achievementVersion { state retiredAt achievement { currentVersion { id } } } userErrors { code field } position } }`;

interface Payload {
  readonly achievement?: { readonly id: string };
  readonly achievementVersion?: { readonly id: string; readonly contentHash?: string };
  readonly userErrors: readonly { readonly code: string; readonly field: string[] | null }[];
  readonly position: string | null;
}

describe('the achievements subgraph', () => {
  let service: Awaited<ReturnType<typeof aService>>;
  const tenant = newId();
  const museum = newId();
  const designer = aDesigner(tenant);
  const stranger = aDesigner(newId());
  const profile = { issuer: museum, name: 'Lighthouse Museum', sectors: ['NONPROFIT', 'EMPLOYER'], state: 'ACTIVE' as const };

  const mutate = async (query: string, variables: Record<string, unknown>, principal = designer) => {
    const { data, errors } = await service.ask(principal, query, variables);
    if (!data) throw new Error(JSON.stringify(errors));
    return Object.values(data)[0] as Payload;
  };
  const ask = async (query: string, variables: Record<string, unknown> = {}, principal = designer) => {
    const { data, errors } = await service.ask(principal, query, variables);
    expect(errors).toBeUndefined();
    return data ?? {};
  };
  const input = (code: string, version = {}, more = {}) => ({
    input: { issuerId: `iss_${museum}`, code, version: aVersionInput(version), ...more },
  });
  const made = async (code: string, version = {}) => {
    const payload = await mutate(create, input(code, version));
    expect(payload.userErrors).toEqual([]);
    return { id: String(payload.achievement?.id), draft: String(payload.achievementVersion?.id) };
  };

  beforeAll(async () => {
    service = await aService();
    await service.hearOf(profile, tenant);
  });
  afterAll(() => service.close());

  it('leads a text from draft to publication, supersession and retirement', async () => {
    const first = await mutate(create, input('LIFE'));
    expect(first).toMatchObject({
      achievement: { code: 'LIFE', title: 'Keeper of the Lantern', version: 1, currentVersion: null, issuer: { id: `iss_${museum}` } },
      achievementVersion: { number: 1, state: 'DRAFT', contentHash: null, assessed: false },
      userErrors: [],
      position: expect.any(String),
    });
    const [id, one] = [first.achievement?.id, first.achievementVersion?.id];
    const published = await mutate(publish, { id: one });
    expect(published).toMatchObject({
      achievementVersion: { state: 'PUBLISHED', contentHash: expect.stringMatching(/^[0-9a-f]{64}$/), achievement: { version: 2, currentVersion: { id: one } } },
      userErrors: [],
    });
    const second = await mutate(draft, { input: { achievementId: id, version: aVersionInput({ title: 'Warden of the Lantern' }) } });
    expect(second).toMatchObject({ achievementVersion: { number: 2, state: 'DRAFT', achievement: { id, version: 3 } } });
    const two = second.achievementVersion?.id;
    expect(await mutate(publish, { id: two })).toMatchObject({ achievementVersion: { achievement: { title: 'Warden of the Lantern', currentVersion: { id: two } } } });
    const versions = await ask(`query ($id: ID!) { achievement(id: $id) { versions(first: 5) { nodes { number state contentHash } } } }`, { id }, anonymous);
    expect(versions).toMatchObject({
      achievement: {
        versions: { nodes: [{ number: 2, state: 'PUBLISHED' }, { number: 1, state: 'SUPERSEDED', contentHash: published.achievementVersion?.contentHash }] },
      },
    });
    expect(await mutate(retire, { id: two })).toMatchObject({ achievementVersion: { state: 'RETIRED', achievement: { currentVersion: null } } });
    expect(await mutate(publish, { id: two })).toMatchObject({
      userErrors: [{ code: 'ACHIEVEMENT_VERSION_STATE_INVALID', field: ['input', 'id'] }],
      position: null,
    });
    const found = await ask(`query { achievements(first: 100) { nodes { code } } }`, {}, anonymous);
    expect(JSON.stringify(found)).not.toContain('LIFE');
  });

  it('has one current version when two drafts are published at once', async () => {
    const { id, draft: one } = await made('RACE');
    const second = await mutate(draft, { input: { achievementId: id, version: aVersionInput() } });
    const both = await Promise.all([one, second.achievementVersion?.id].map((version) => mutate(publish, { id: version })));
    expect(both.map(({ userErrors }) => userErrors)).toEqual([[], []]);
    const { achievement } = await ask(`query ($id: ID!) { achievement(id: $id) { version versions(first: 5) { nodes { state } } } }`, { id });
    const { version, versions } = achievement as { version: number; versions: { nodes: { state: string }[] } };
    expect(version).toBe(4);
    expect(versions.nodes.map(({ state }) => state).sort()).toEqual(['PUBLISHED', 'SUPERSEDED']);
  });

  it('announces each change once, with the text at publication and what it supersedes', async () => {
    const { id, draft: one } = await made('NEWS');
    await mutate(publish, { id: one });
    const second = await mutate(draft, { input: { achievementId: id, version: aVersionInput() } });
    await mutate(publish, { id: second.achievementVersion?.id });
    await mutate(retire, { id: second.achievementVersion?.id });
    const subject = id.slice(4);
    const told = () => service.bus.published.map(({ value }) => JSON.parse(value)).filter((event) => event.subject === subject);
    for (let tries = 0; tries < 100 && told().length < 5; tries += 1) await new Promise((resume) => setTimeout(resume, 50));
    expect(told().map(({ type, aggregateversion, data }) => [type, aggregateversion, data.supersedes])).toEqual([
      ['cairn.achievement.created.v1', 1, undefined],
      ['cairn.achievement.version-published.v1', 2, null],
      ['cairn.achievement.version-drafted.v1', 3, undefined],
      ['cairn.achievement.version-published.v1', 4, one.slice(4)],
      ['cairn.achievement.version-retired.v1', 5, undefined],
    ]);
    expect(told()[1].data).toMatchObject({ code: 'NEWS', issuer: museum, number: 1, assessed: false, title: 'Keeper of the Lantern' });
  });

  it('tells all contradictions of a draft at once when it is to be published', async () => {
    const { draft: id } = await made('WRONG', { claimBasis: 'KNOWLEDGE', useCase: 'HONOUR', earningModes: ['PROJECT'] });
    const { userErrors } = await mutate(publish, { id });
    expect(userErrors.map(({ code, field }) => [code, field?.join('.')])).toEqual([
      ['ASSESSED_REQUIREMENT_MISSING', 'input.version.requirement'],
      ['USE_CASE_BASIS_MISMATCH', 'input.version.claimBasis'],
      ['FIELD_MISSING', 'input.version.stated.grantingBody'],
      ['FIELD_MISSING', 'input.version.stated.selectionStatement'],
      ['MODE_REQUIREMENT_MISSING', 'input.version.earningModes'],
    ]);
  });

  it('refuses faults of form, sector and code together, and a code that is taken', async () => {
    const { userErrors } = await mutate(create, input(' ', { title: '', issuerSector: 'VENDOR' }));
    expect(userErrors.map(({ code, field }) => [code, field?.join('.')])).toEqual([
      ['INVALID_VALUE', 'input.code'],
      ['INVALID_VALUE', 'input.version.title'],
      ['SECTOR_NOT_OF_ISSUER', 'input.version.issuerSector'],
    ]);
    await made('TAKEN');
    expect(await mutate(create, input('TAKEN'))).toMatchObject({ userErrors: [{ code: 'ALREADY_EXISTS', field: ['input', 'code'] }] });
  });

  it('gives the first answer again for the same key, and refuses the key for another request', async () => {
    const asked = input('KEYED', {}, { idempotencyKey: 'k1' });
    const first = await mutate(create, asked);
    expect(await mutate(create, asked)).toEqual(first);
    expect(await mutate(create, input('OTHER', {}, { idempotencyKey: 'k1' }))).toMatchObject({ userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
  });

  it('waits a moment for an issuer on its way, and says so when none comes', async () => {
    const late = { ...profile, issuer: newId(), name: 'Late Museum' };
    const waiting = mutate(create, { input: { issuerId: `iss_${late.issuer}`, code: 'LATE', version: aVersionInput() } });
    await new Promise((resume) => setTimeout(resume, 250));
    await service.hearOf(late, tenant);
    expect((await waiting).userErrors).toEqual([]);
    const never = await mutate(create, { input: { issuerId: `iss_${newId()}`, code: 'NEVER', version: aVersionInput() } });
    expect(never.userErrors).toEqual([{ code: 'NOT_FOUND', field: ['input', 'issuerId'], message: expect.stringContaining('await its position') }]);
  });

  it('refuses designing for an issuer of another tenant or one that is not active', async () => {
    expect(await mutate(create, input('FOREIGN'), stranger)).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', field: ['input', 'issuerId'] }] });
    const closed = { ...profile, issuer: newId(), name: 'Closed Museum' };
    await service.hearOf(closed, tenant);
    await service.hearOf({ ...closed, state: 'SUSPENDED' }, tenant, 2);
    const asked = { input: { issuerId: `iss_${closed.issuer}`, code: 'CLOSED', version: aVersionInput() } };
    expect(await mutate(create, asked)).toMatchObject({ userErrors: [{ code: 'ISSUER_STATE_INVALID', field: ['input', 'issuerId'] }] });
  });

  it('answers by right and tenant: GRANT_MISSING, UNAUTHENTICATED, NOT_FOUND or null', async () => {
    const { id, draft: version } = await made('MINE');
    expect(await mutate(publish, { id: version }, { ...designer, rights: ['AWARD'] })).toMatchObject({ userErrors: [{ code: 'GRANT_MISSING' }] });
    expect(await mutate(publish, { id: version }, stranger)).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }] });
    expect((await service.ask(anonymous, publish, { id: version })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await service.ask(designer, publish, { id })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const both = `query ($id: ID!, $version: ID!) { achievement(id: $id) { code } achievementVersion(id: $version) { number } }`;
    expect(await ask(both, { id, version })).toEqual({ achievement: { code: 'MINE' }, achievementVersion: { number: 1 } });
    for (const principal of [stranger, anonymous]) {
      expect(await ask(both, { id, version }, principal)).toEqual({ achievement: null, achievementVersion: null });
    }
  });

  it('resolves entities of many ids in one statement for each type', async () => {
    const all = await Promise.all(['E1', 'E2', 'E3'].map((code) => made(code)));
    for (const { draft: id } of all) await mutate(publish, { id });
    const representations = [
      ...all.map(({ id }) => ({ __typename: 'Achievement', id })),
      ...all.map(({ draft: id }) => ({ __typename: 'AchievementVersion', id })),
      { __typename: 'Issuer', id: `iss_${museum}` },
      { __typename: 'Achievement', id: `ach_${newId()}` },
    ];
    service.statements();
    const { _entities: entities } = await ask(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename
         ... on Achievement { code versions(first: 2) { nodes { number } } }
         ... on AchievementVersion { number achievement { code } }
         ... on Issuer { achievements(first: 100) { totalCount nodes { code } } } } }`,
      { representations },
      anonymous,
    );
    const found = entities as Record<string, unknown>[];
    expect(found.slice(0, 3).map(({ code }) => code)).toEqual(['E1', 'E2', 'E3']);
    expect(found[3]).toMatchObject({ __typename: 'AchievementVersion', achievement: { code: 'E1' } });
    expect(found[6]).toMatchObject({ __typename: 'Issuer', achievements: { nodes: expect.arrayContaining([{ code: 'E2' }]) } });
    expect(found[7]).toBeNull();
    // Achievements, versions, pages of versions, pages and counts of the issuer.
    expect(service.statements()).toHaveLength(5);
  });

  it('refuses a page of 0 or 101, and a cursor of another list', async () => {
    const list = `query ($first: Int!, $after: Cursor, $orderBy: AchievementOrder!) {
      achievements(first: $first, after: $after, orderBy: $orderBy) { totalCount pageInfo { endCursor hasNextPage } } }`;
    const fault = async (variables: Record<string, unknown>) => (await service.ask(designer, list, variables)).errors?.[0]?.extensions.code;
    expect([await fault({ first: 0, orderBy: 'TITLE_ASC' }), await fault({ first: 101, orderBy: 'TITLE_ASC' })]).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
    const { achievements } = await ask(list, { first: 1, orderBy: 'TITLE_ASC' });
    const after = (achievements as { pageInfo: { endCursor: string } }).pageInfo.endCursor;
    expect(await fault({ first: 1, after, orderBy: 'CREATED_AT_ASC' })).toBe('INVALID_CURSOR');
    expect(await fault({ first: 1, after, orderBy: 'TITLE_ASC' })).toBeUndefined();
  });

  it('feeds its tenant a snapshot of achievements and versions, and no one else', async () => {
    const { id, draft: version } = await made('FED');
    const feed = `query ($after: Position) { achievementChanges(first: 100, after: $after) {
      nodes { id type op version node { __typename ... on Achievement { code } } } endPosition hasMore } }`;
    const { achievementChanges } = await ask(feed);
    expect((achievementChanges as { nodes: unknown[] }).nodes).toEqual(
      expect.arrayContaining([
        { id, type: 'ACHIEVEMENT', op: 'UPSERT', version: 1, node: { __typename: 'Achievement', code: 'FED' } },
        { id: version, type: 'ACHIEVEMENT_VERSION', op: 'UPSERT', version: 1, node: { __typename: 'AchievementVersion' } },
      ]),
    );
    expect(await ask(feed, {}, stranger)).toMatchObject({ achievementChanges: { nodes: [] } });
  });

  it('counts facets of what the caller may see', async () => {
    const facets = await ask(`query { achievementFacets(filter: { mine: true }) { total claimBasis { value count } } }`);
    const { total, claimBasis } = facets.achievementFacets as { total: number; claimBasis: { count: number }[] };
    expect(claimBasis.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    expect(await ask(`query { achievementFacets(filter: { mine: true }) { total } }`, {}, stranger)).toEqual({ achievementFacets: { total: 0 } });
  });
});

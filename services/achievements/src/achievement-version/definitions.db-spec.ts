import { anonymous } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { aDesigner, aService } from '../testing/service.js';
import { aFullVersionInput, aVersionInput } from '../testing/version-input.js';

const refusals = 'userErrors { code field message }';
const create = `mutation ($input: CreateAchievementInput!) { createAchievement(input: $input) { achievement { id } achievementVersion { id } position ${refusals} } }`;
const draft = `mutation ($input: DraftAchievementVersionInput!) { draftAchievementVersion(input: $input) { achievementVersion { id } position ${refusals} } }`;
const publish = `mutation ($input: PublishAchievementVersionInput!) { publishAchievementVersion(input: $input) {
  achievementVersion { id state supersession { version { id } kind graceUntil } } position ${refusals} } }`;
const retire = `mutation ($input: RetireAchievementVersionInput!) { retireAchievementVersion(input: $input) { achievementVersion { id state } position ${refusals} } }`;
const archive = (name: 'archiveAchievement' | 'restoreAchievement') =>
  `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { achievement { id version archivedAt } position ${refusals} } }`;
const day = 86_400_000;

interface Payload {
  readonly achievement?: { readonly id: string };
  readonly achievementVersion?: { readonly id: string };
  readonly userErrors: readonly { readonly code: string; readonly field: string[] | null }[];
  readonly position: string | null;
}

describe('definitions over time', () => {
  const clock = { at: Date.parse('2026-01-15T10:00:00Z'), now: () => clock.at };
  let service: Awaited<ReturnType<typeof aService>>;
  const tenant = newId();
  const museum = newId();
  const designer = aDesigner(tenant);
  const stranger = aDesigner(newId());

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
  const made = async (code: string, version = {}) => {
    const payload = await mutate(create, { input: { issuerId: `iss_${museum}`, code, version: aVersionInput(version) } });
    expect(payload.userErrors).toEqual([]);
    return { id: String(payload.achievement?.id), draft: String(payload.achievementVersion?.id) };
  };
  const told = (subject: string) => service.bus.published.map(({ value }) => JSON.parse(value)).filter((event) => event.subject === subject);
  const eventually = async (holds: () => boolean) => {
    for (let tries = 0; tries < 100 && !holds(); tries += 1) await new Promise((resume) => setTimeout(resume, 50));
  };

  beforeAll(async () => {
    service = await aService({ clock });
    await service.hearOf({ issuer: museum, name: 'Lighthouse Museum', sectors: ['NONPROFIT'], state: 'ACTIVE' }, tenant);
  });
  afterAll(() => service.close());

  it('tells what a text meant on a day, in one statement, with how it took the place of the one before', async () => {
    const { id, draft: one } = await made('MEANT');
    const drafted = async (title: string) =>
      (await mutate(draft, { input: { achievementId: id, version: aVersionInput({ title }) } })).achievementVersion?.id;
    const publishOn = async (version: string | undefined, at: string, how = {}) => {
      clock.at = Date.parse(at);
      return mutate(publish, { input: { id: version, ...how } });
    };
    await publishOn(one, '2026-03-01T10:00:00Z');
    const two = await publishOn(await drafted('Of spring'), '2026-04-01T23:59:59Z');
    const three = await publishOn(await drafted('Of summer'), '2026-04-02T00:00:01Z', { supersession: 'EDITORIAL' });
    await mutate(retire, { input: { id: three.achievementVersion?.id } });
    expect(two).toMatchObject({
      achievementVersion: { supersession: { version: { id: one }, kind: 'MATERIAL', graceUntil: new Date(Date.parse('2026-04-01T23:59:59Z') + 90 * day).toISOString() } },
    });
    expect(three).toMatchObject({ achievementVersion: { supersession: { version: { id: two.achievementVersion?.id }, kind: 'EDITORIAL', graceUntil: null } } });
    service.statements();
    const meant = await ask(
      `query ($id: ID!) {
         before: achievementVersionOn(achievementId: $id, on: "2026-02-28") { title }
         first: achievementVersionOn(achievementId: $id, on: "2026-03-01") { title supersession { kind } }
         spring: achievementVersionOn(achievementId: $id, on: "2026-04-01") { title state }
         today: achievementVersionOn(achievementId: $id, on: "2029-01-01") { title state } }`,
      { id },
      anonymous,
    );
    expect(service.statements()).toHaveLength(1);
    expect(meant).toEqual({
      before: null,
      first: { title: 'Keeper of the Lantern', supersession: null },
      spring: { title: 'Of spring', state: 'SUPERSEDED' },
      today: { title: 'Of summer', state: 'RETIRED' },
    });
    const field = await ask(`query ($id: ID!) { achievement(id: $id) { versionOn(date: "2026-03-31") { title } } }`, { id });
    expect(field).toEqual({ achievement: { versionOn: { title: 'Keeper of the Lantern' } } });
    const nothing = await ask(`query ($id: ID!) { achievementVersionOn(achievementId: $id, on: "2029-01-01") { title } }`, { id: `ach_${newId()}` });
    expect(nothing).toEqual({ achievementVersionOn: null });
  });

  it('refuses a grace that is over, or one of a change that is editorial', async () => {
    const { draft: id } = await made('GRACE');
    for (const how of [{ graceUntil: '2020-01-01T00:00:00Z' }, { supersession: 'EDITORIAL', graceUntil: '2999-01-01T00:00:00Z' }]) {
      expect(await mutate(publish, { input: { id, ...how } })).toMatchObject({ userErrors: [{ code: 'INVALID_VALUE', field: ['input', 'graceUntil'] }] });
    }
    expect(await mutate(publish, { input: { id } })).toMatchObject({ achievementVersion: { state: 'PUBLISHED' } });
  });

  it('hides an archived achievement from the catalogue, keeps it readable, and shows it again', async () => {
    const { id, draft: version } = await made('ARCHIVED');
    await mutate(publish, { input: { id: version } });
    const listed = async () =>
      JSON.stringify(await ask(`query ($id: ID!) { achievements(first: 1, filter: { id: { eq: $id } }) { nodes { code } } }`, { id }, anonymous)).includes('ARCHIVED');
    expect(await listed()).toBe(true);
    const archived = await mutate(archive('archiveAchievement'), { input: { id } });
    expect(archived).toMatchObject({ achievement: { archivedAt: expect.any(String), version: 3 }, userErrors: [], position: expect.any(String) });
    expect(await mutate(archive('archiveAchievement'), { input: { id } })).toMatchObject({ achievement: { version: 3 }, userErrors: [], position: null });
    expect(await listed()).toBe(false);
    const second = await mutate(draft, { input: { achievementId: id, version: aVersionInput() } });
    await mutate(publish, { input: { id: second.achievementVersion?.id } });
    expect(await listed()).toBe(false);
    expect(await ask(`query ($id: ID!) { achievement(id: $id) { code currentVersion { number } } }`, { id }, anonymous)).toEqual({
      achievement: { code: 'ARCHIVED', currentVersion: { number: 2 } },
    });
    expect(await mutate(archive('restoreAchievement'), { input: { id } })).toMatchObject({ achievement: { archivedAt: null, version: 6 }, userErrors: [] });
    expect(await listed()).toBe(true);
    expect(await mutate(archive('archiveAchievement'), { input: { id } }, stranger)).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'] }] });
    expect(await mutate(archive('archiveAchievement'), { input: { id } }, { ...designer, rights: ['DESIGN'] })).toMatchObject({ userErrors: [{ code: 'GRANT_MISSING' }] });
    const subject = id.slice(4);
    await eventually(() => told(subject).length === 6);
    expect(told(subject).map(({ type }) => type.split('.')[2])).toEqual(['created', 'version-published', 'archived', 'version-drafted', 'version-published', 'restored']);
  });

  it('asks for an achievement to be held that is another one and published', async () => {
    const [held, unpublished] = [await made('HELD'), await made('UNPUBLISHED')];
    await mutate(publish, { input: { id: held.draft } });
    const asks = (achievementId: string) => ({ requirement: { kind: 'ALL', of: [aVersionInput().requirement, { kind: 'PRIOR_AWARD', title: 'Before', achievementId }] } });
    const { id, draft: fine } = await made('AFTER', asks(held.id));
    const { achievementVersion } = await ask(`query ($id: ID!) { achievementVersion(id: $id) { requirement { of { key kind achievement { code } } } } }`, { id: fine });
    expect(achievementVersion).toEqual({
      requirement: { of: [{ key: 'course-1', kind: 'COURSE', achievement: null }, { key: 'prior-award-1', kind: 'PRIOR_AWARD', achievement: { code: 'HELD' } }] },
    });
    expect((await mutate(publish, { input: { id: fine } })).userErrors).toEqual([]);
    for (const other of [id, unpublished.id, `ach_${newId()}`]) {
      const again = await mutate(draft, { input: { achievementId: id, version: aVersionInput(asks(other) as never) } });
      expect(await mutate(publish, { input: { id: again.achievementVersion?.id } })).toMatchObject({
        userErrors: [{ code: 'REQUIREMENT_INVALID', field: ['input', 'version', 'requirement', 'of', '1', 'achievementId'] }],
      });
    }
  });

  it('announces the whole text, so that nobody has to ask for the rest', async () => {
    const { id, draft: version } = await made('WHOLE', {
      ...aFullVersionInput({ issuerSector: 'NONPROFIT', useCase: 'INTERNAL_LEARNING', claimBasis: 'KNOWLEDGE' }),
      resultDescriptions: [{ key: 'voice', name: 'Voice', resultType: 'RubricCriterionLevel', criterion: 'voice' }],
      assessment: { decision: 'PANEL', panel: { members: 5, needed: 3 } },
      translations: [{ language: 'de', title: 'Hüterin', description: 'Ein Abend.', criteria: 'Kommen.' }],
      duplicatePolicy: 'ONE_PER_PERIOD',
      duplicatePeriod: 'P1Y',
      guardianBelowAge: 16,
    });
    expect((await mutate(publish, { input: { id: version } })).userErrors).toEqual([]);
    const subject = id.slice(4);
    await eventually(() => told(subject).length === 2);
    expect(told(subject)[1].data).toMatchObject({
      requirement: { kind: 'ALL', of: [{ key: 'course-1' }, { key: 'exam-1' }, { key: 'attestation-1', attestorRole: 'supervisor' }] },
      rubrics: [{ key: 'telling', criteria: [{ key: 'voice', standard: 'heard' }] }],
      resultDescriptions: [{ key: 'voice', criterion: 'voice' }],
      assessment: { decision: 'PANEL', panel: { members: 5, needed: 3 }, reviewDays: 14, appealDays: 30, openTo: 'ANYONE' },
      stated: { host: 'Lighthouse Museum', defaultVisibility: 'PRIVATE' },
      translations: [{ language: 'de', title: 'Hüterin' }],
      imageAltText: 'A lantern in a tower',
      validity: 'NEVER_EXPIRES',
      duplicatePeriod: 'P1Y',
      guardianBelowAge: 16,
      supersession: null,
    });
  });
});

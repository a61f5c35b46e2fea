import { aRegistry, aTenant, type TestTenant, type UserError, WebhookReceiver } from '@cairn/testkit';
import { type AchievementMarked, aDraftAchievement, anAward, anIssuer, aPathway, aPublishedAchievement, assessment, enrol, eventually, type Marked, revoke } from './arrange.js';
import { readFeed } from './following.js';
import { importAwards } from './importing.js';

/** The scenario has 2,000 organisations and 12,345 changes: CAIRN_S6_ISSUERS=2000 CAIRN_S6_CHANGES=12345 runs it whole. */
const issuerCount = Number(process.env.CAIRN_S6_ISSUERS ?? 12);
const changeCount = Number(process.env.CAIRN_S6_CHANGES ?? 500);
const limitMs = 60_000 + 30 * issuerCount + 10 * changeCount;

const refusals = 'userErrors { code field message }';
const did = <Payload extends object>(by: Pick<TestTenant, 'mutate'>, name: string, input: object, fields: string) =>
  by.mutate<Payload>(`mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${refusals} } }`, { input });
const refusedAs = async (by: Pick<TestTenant, 'mutate'>, name: string, input: object): Promise<string[]> => {
  const { userErrors } = await by.mutate<{ userErrors: UserError[] }>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${refusals} } }`,
    { input },
    { refusals: 'expected' },
  );
  return userErrors.map(({ code }) => code);
};

/** Several at a time, since a provider's integrations do not wait for one another. */
async function each<T>(count: number, make: (at: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let at = next++; at < count; at = next++) made[at] = await make(at);
  }));
  return made;
}

describe('S6: a provider with many organisations', () => {
  let tern: TestTenant;
  let issuers: Marked[];
  let receiver: WebhookReceiver;
  let secret: string;
  let published: AchievementMarked;

  beforeAll(async () => {
    tern = await aTenant('Tern Credentials');
    receiver = await WebhookReceiver.open(aRegistry().receiver);
    issuers = await each(issuerCount, (at) => anIssuer(tern, `Organisation ${at} of Tern ${Math.random().toString(36).slice(2, 8)}`));
    published = await aPublishedAchievement(tern, issuers[7]!, 'Handles ropes', { duplicatePolicy: 'MANY' });
    const types = ['award.issued', 'award.suspended', 'award.reinstated', 'award.replaced', 'award.revoked'];
    ({ secret } = await did<{ secret: string }>(tern, 'createWebhookEndpoint', { url: `${receiver.url}${tern.tenantId}`, eventTypes: types }, 'secret'));
  }, 150_000 + limitMs);
  afterAll(() => receiver?.close());

  it('reads all 137 achievements of an organisation in three pages, each once', async () => {
    const made = await each(137, (at) => aDraftAchievement(tern, issuers[1]!, `Skill ${at}`));
    const pages: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }[] = [];
    for (let after: string | undefined; pages.at(-1)?.pageInfo.hasNextPage !== false; after = pages.at(-1)?.pageInfo.endCursor) {
      const { achievements } = await tern.read<{ achievements: (typeof pages)[number] }>(
        `query ($issuer: ID!, $after: Cursor) { achievements(first: 50, after: $after, filter: { issuer: { eq: $issuer } }) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
        { issuer: issuers[1]?.id, after },
      );
      pages.push(achievements);
    }
    expect(pages.map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
    expect(pages.flatMap(({ nodes }) => nodes.map(({ id }) => id)).sort()).toEqual(made.map(({ id }) => id).sort());
  }, limitMs);

  it(`reads ${changeCount} changes as ${changeCount} distinct ones, in pages that each end at a position of their own`, async () => {
    const { end: begin } = await readFeed(tern, null, { types: 'AWARD' });
    const lines = Array.from({ length: changeCount }, (_, n) => ({
      partnerReference: `tern-${n}`, identifierType: 'STUDENT_ID', identifier: `T${n}`, achievementVersionId: published.versionId, awardedOn: '2026-03-01',
      assessmentMethod: assessment.method, assessedOn: assessment.assessedOn,
    }));
    const done = await eventually(() => importAwards(tern, lines), ({ created, unchanged }) => created + unchanged === changeCount);
    const [told, positions]: [string[], string[]] = [[], []];
    for (let position = begin?.position ?? null; told.length < changeCount; ) {
      const { changes, end } = await readFeed(tern, position, { types: 'AWARD', limit: '97' });
      told.push(...changes.map(({ id, version, op }) => `${op} ${id} ${version}`));
      position = end?.position ?? null;
      if (changes.length > 0) positions.push(position ?? '');
    }
    expect(told).toHaveLength(changeCount);
    expect([...new Set(told)].sort()).toEqual(done.rows.map(({ id }) => `UPSERT ${id} 1`).sort());
    expect(new Set(positions).size).toBe(positions.length);
  }, limitMs);

  it('is told every change of state of an award once, signed, listed, and again when it asks', async () => {
    const award = await anAward(tern, published, 'W-1');
    await did(tern, 'suspendAward', { id: award.id, cause: 'ISSUER' }, 'award { state }');
    await did(tern, 'reinstateAward', { id: award.id, cause: 'ISSUER' }, 'award { state }');
    const { award: next } = await did<{ award: { id: string } }>(tern, 'replaceAward', { id: award.id, awardedOn: '2026-03-02' }, 'award { id }');
    await revoke(tern, next.id);
    const about = [award.id, next.id];
    const arrived = await eventually(async () => receiver.from(tern.tenantId).filter(({ subject }) => about.includes(subject)), ({ length }) => length >= 6, 30_000);
    const expected = ['award.issued', 'award.suspended', 'award.reinstated', 'award.replaced'].map((type) => `${type} ${award.id}`).concat(`award.issued ${next.id}`, `award.revoked ${next.id}`).sort();
    expect(arrived.map(({ type, subject }) => `${type} ${subject}`).sort()).toEqual(expected);
    expect(arrived.every((one) => receiver.isSigned(one, secret))).toBe(true);

    const listed = await tern.read<{ webhookDeliveries: { nodes: { id: string; eventId: string; type: string; subject: string }[] } }>(
      `{ webhookDeliveries(first: 100, filter: { types: ["award.suspended", "award.reinstated", "award.replaced", "award.revoked"] }) { nodes { id eventId type subject } } }`,
    );
    const ours = listed.webhookDeliveries.nodes.filter(({ subject }) => about.includes(subject));
    expect(ours.map(({ type, subject }) => `${type} ${subject}`).sort()).toEqual(expected.filter((text) => !text.startsWith('award.issued')));
    await did(tern, 'retryWebhookDelivery', { id: ours[0]?.id }, 'delivery { id }');
    const again = await eventually(async () => receiver.from(tern.tenantId).filter(({ id }) => id === ours[0]?.eventId), ({ length }) => length === 2, 30_000);
    expect(new Set(again.map(({ body }) => body)).size).toBe(1);
  }, limitMs);

  it('replaces an award by one that leads back to it; the old page leads on, the old credential is invalid', async () => {
    const award = await anAward(tern, published, 'R-1', { visibility: 'PUBLIC' });
    const { award: read } = await tern.read<{ award: { credential: { url: string; document: object } } }>(
      `query ($id: ID!) { award(id: $id) { credential { url document } } }`, { id: award.id }, { awaitPosition: award.position },
    );
    const { award: next, position } = await did<{ award: { id: string }; position: string }>(tern, 'replaceAward', { id: award.id, awardedOn: '2026-03-02' }, 'award { id } position');
    const links = `query ($id: ID!) { award(id: $id) { state awardedOn replacedBy { id } replaces { id } } }`;
    expect(await tern.read(links, { id: award.id })).toEqual({ award: { state: 'REPLACED', awardedOn: '2026-03-01', replacedBy: { id: next.id }, replaces: null } });
    expect(await tern.read(links, { id: next.id })).toEqual({ award: { state: 'ACTIVE', awardedOn: '2026-03-02', replacedBy: null, replaces: { id: award.id } } });

    const { verifyCredential } = await tern.as(null).read<{ verifyCredential: { verdict: string; steps: { step: string; outcome: string; code: string | null }[] } }>(
      `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict steps { step outcome code } } }`,
      { input: { document: read.credential.document } },
      { awaitPosition: position },
    );
    expect(verifyCredential.verdict).toBe('INVALID');
    expect(verifyCredential.steps).toContainEqual({ step: 'revocation', outcome: 'INVALID', code: 'REVOKED' });
    const page = await eventually(
      async () => (await fetch(`${tern.url}${new URL(read.credential.url).pathname}`, { headers: { accept: 'text/html' } })).text(),
      (text) => text.includes(`/c/${next.id}`),
      30_000,
    );
    expect(page).toContain('replaced by a corrected one');
    expect(await refusedAs(tern, 'revokeAward', { id: award.id, reason: 'OTHER' })).toEqual(['AWARD_REPLACED']);
  }, limitMs);

  it('recommends steps of the pathways that an earner follows, and none that he holds or that is for members', async () => {
    const [held, missing, secretPart] = [await aPublishedAchievement(tern, issuers[2]!, 'Ties knots'), await aPublishedAchievement(tern, issuers[2]!, 'Splices rope'), await aPublishedAchievement(tern, issuers[2]!, 'Rigs masts')];
    const parts = (...of: AchievementMarked[]) => of.map(({ id }, at) => ({ id: `p${at}`, kind: 'award', achievement: id }));
    const made = (...of: AchievementMarked[]) => eventually(() => aPathway(tern, issuers[2]!, parts(...of)).catch(() => undefined), (pathway) => pathway !== undefined);
    const [open, closed] = [await made(held!, missing!), await made(secretPart!)];
    await did(tern, 'setPathwayAccess', { id: closed?.id, access: 'MEMBERS_ONLY' }, 'pathway { access }');
    const award = await anAward(tern, held!, 'N-1');
    const enrolment = await eventually(() => enrol(tern, award.earnerId, open!.id).catch(() => undefined), (one) => one !== undefined);
    const steps = await eventually(
      () =>
        tern.read<{ earner: { nextSteps: { achievements: { id: string }[]; completesPathway: boolean }[] } }>(
          `query ($id: ID!) { earner(id: $id) { nextSteps(first: 20) { achievements { id } completesPathway } } }`, { id: award.earnerId }, { awaitPosition: enrolment!.position },
        ),
      ({ earner }) => earner.nextSteps.some(({ completesPathway }) => completesPathway),
    );
    expect(steps.earner.nextSteps).toEqual([{ achievements: [{ id: missing?.id }], completesPathway: true }]);
  }, limitMs);

  it('keeps the client of one organisation to that organisation', async () => {
    const other = await aPublishedAchievement(tern, issuers[8]!, 'Reads charts');
    const { clientId, key } = await did<{ clientId: string; key: string }>(tern, 'createApiClient', { name: 'Desk of organisation 7', rights: [] }, 'clientId key');
    for (const right of ['AWARD', 'REVOKE']) await did(tern, 'giveGrant', { holderId: clientId, right, scope: { kind: 'ISSUER', id: issuers[7]?.id } }, 'position');
    const desk = tern.as(key);
    const awarding = (achievement: AchievementMarked, student: string) => ({
      achievementVersionId: achievement.versionId, identifier: { type: 'STUDENT_ID', value: student }, awardedOn: '2026-03-01', assessment,
    });
    await eventually(() => refusedAs(desk, 'issueAward', awarding(published, `D-${Math.random()}`)), ({ length }) => length === 0);
    expect(await eventually(() => refusedAs(desk, 'issueAward', awarding(other, 'D-2')), ([code]) => code !== 'NOT_FOUND')).toEqual(['GRANT_MISSING']);
    const submissions = `query ($id: ID!) { achievement(id: $id) { title submissions(first: 5) { nodes { id } } } }`;
    expect(await tern.read(submissions, { id: other.id })).toEqual({ achievement: { title: 'Reads charts', submissions: { nodes: [] } } });
    expect(await desk.read(submissions, { id: other.id })).toEqual({ achievement: { title: 'Reads charts', submissions: null } });
  }, limitMs);

  it('is told that a page has 1 to 100 and has to be asked for', async () => {
    const codes = async (query: string) => (await tern.graph(query)).errors?.map(({ extensions }) => extensions.code);
    const page = (size: string) => `{ awards${size} { nodes { id } } }`;
    expect(await codes(page('(first: 101)'))).toEqual(['BAD_USER_INPUT']);
    expect(await codes(page(''))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});

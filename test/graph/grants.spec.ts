import { aTenant, type GraphClient, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, aDraftAchievement, anIssuer, aPublishedAchievement, assessment, eventually, type Marked } from './arrange.js';

const createClient = `mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { clientId key userErrors { code field message } } }`;
const give = `mutation ($input: GiveGrantInput!) { giveGrant(input: $input) { grant { id } position userErrors { code field message } } }`;
const withdraw = `mutation ($input: WithdrawGrantInput!) { withdrawGrant(input: $input) { position userErrors { code field message } } }`;
const issue = `mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id } userErrors { code field message } } }`;
const publish = `mutation ($input: PublishAchievementVersionInput!) { publishAchievementVersion(input: $input) { userErrors { code field message } } }`;
const look = `{ awards(first: 1) { nodes { id } } }`;

/** A right may outlive its withdrawal by 5 s (decision 0004); as much again is for a machine that is busy with others. */
const boundMs = 15_000;

interface Granted {
  readonly id: string;
  readonly position: string;
}

/** A program of the tenant with grants over single issuers. */
async function aClerk(tenant: TestTenant): Promise<{ readonly client: GraphClient; give(right: string, issuer: Marked): Promise<Granted> }> {
  const { clientId, key } = await tenant.mutate<{ clientId: string; key: string }>(createClient, { input: { name: 'Clerk', rights: [] } });
  return {
    client: tenant.as(key),
    async give(right, issuer) {
      const input = { holderId: clientId, right, scope: { kind: 'ISSUER', id: issuer.id } };
      const { grant, position } = await tenant.mutate<{ grant: { id: string }; position: string }>(give, { input });
      return { id: grant.id, position };
    },
  };
}

describe('a grant over one issuer', () => {
  let tenant: TestTenant;
  let [north, south]: Marked[] = [];
  let achievements: AchievementMarked[];

  beforeAll(async () => {
    tenant = await aTenant();
    [north, south] = [await anIssuer(tenant), await anIssuer(tenant)];
    achievements = await Promise.all([north!, south!].map((issuer) => aPublishedAchievement(tenant, issuer, 'Ties knots', { duplicatePolicy: 'MANY' })));
  });

  const codesOf = async (client: GraphClient, achievement: AchievementMarked) => {
    const input = { achievementVersionId: achievement.versionId, identifier: { type: 'STUDENT_ID', value: `G-${Math.random()}` }, awardedOn: '2026-03-01', assessment };
    const { userErrors } = await client.mutate<object>(issue, { input }, { refusals: 'expected' });
    return userErrors.map(({ code }) => code).join();
  };

  it('lets its holder award for that issuer and for no other', async () => {
    const clerk = await aClerk(tenant);
    await clerk.give('AWARD', north!);
    expect(await codesOf(clerk.client, achievements[0]!)).toBe('');
    expect(await codesOf(clerk.client, achievements[1]!)).toBe('GRANT_MISSING');
  });

  it('ends within five seconds of its withdrawal, and at once for who has read as far', async () => {
    const clerk = await aClerk(tenant);
    const granted = await clerk.give('AWARD', north!);
    expect(await codesOf(clerk.client, achievements[0]!)).toBe('');
    const { position } = await tenant.mutate<{ position: string }>(withdraw, { input: { id: granted.id } });
    const withdrawnAt = Date.now();
    await tenant.read(look, {}, { awaitPosition: position });
    expect(await codesOf(clerk.client, achievements[0]!)).toBe('GRANT_MISSING');
    expect(Date.now() - withdrawnAt).toBeLessThan(boundMs);
  });

  it('ends within five seconds for a holder who knows nothing of it and goes on as before', async () => {
    const clerk = await aClerk(tenant);
    const granted = await clerk.give('AWARD', north!);
    expect(await codesOf(clerk.client, achievements[0]!)).toBe('');
    await tenant.mutate(withdraw, { input: { id: granted.id } });
    const withdrawnAt = Date.now();
    await eventually(() => codesOf(clerk.client, achievements[0]!), (codes) => codes === 'GRANT_MISSING');
    expect(Date.now() - withdrawnAt).toBeLessThan(boundMs);
  });

  it('counts for a later right as soon as the position of giving it is awaited', async () => {
    const clerk = await aClerk(tenant);
    await clerk.give('AWARD', south!);
    expect(await codesOf(clerk.client, achievements[0]!)).toBe('GRANT_MISSING');
    const { position } = await clerk.give('AWARD', north!);
    await tenant.read(look, {}, { awaitPosition: position });
    expect(await codesOf(clerk.client, achievements[0]!)).toBe('');
  });

  it('to design is none to publish', async () => {
    const clerk = await aClerk(tenant);
    await clerk.give('DESIGN', north!);
    const draft = await aDraftAchievement(Object.assign(clerk.client, { tenantId: tenant.tenantId }), north!, 'Reads charts');
    const { userErrors } = await clerk.client.mutate<object>(publish, { input: { id: draft.versionId } }, { refusals: 'expected' });
    expect(userErrors.map(({ code }) => code)).toEqual(['GRANT_MISSING']);
  });
});

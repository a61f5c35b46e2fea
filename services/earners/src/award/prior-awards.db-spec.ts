import { type RequirementText } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aRegistrar, aService, type TestService } from '../testing/service.js';

const fields = 'award { id state } userErrors { code field message } position';
const issueText = `mutation ($input: IssueAwardInput!) { issueAward(input: $input) { ${fields} } }`;

interface Issued {
  readonly award: { readonly id: string; readonly state: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: string[] | null; readonly message: string }[];
}

describe('an award that builds on another one', () => {
  let service: TestService;
  const tenant = newId();
  const registrar = aRegistrar(tenant);
  beforeAll(async () => {
    service = await aService();
  });
  afterAll(() => service.close());

  const issue = async (identifier: string, version: { achievementVersion: string }, more: object = {}): Promise<Issued> => {
    const input = { identifier: { type: 'STUDENT_ID', value: identifier }, achievementVersionId: publicId('AchievementVersion', version.achievementVersion), ...more };
    const { data, errors } = await service.ask(registrar, issueText, { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.issueAward as Issued;
  };
  const leaf = (more: Partial<RequirementText>): RequirementText => ({
    key: null, kind: 'COURSE', title: 'Attend', description: null, assessed: false, effort: null, evidence: null,
    criteria: [], pass: null, attestorRole: null, achievement: null, atLeast: null, of: [], ...more,
  });
  const onTopOf = (achievement: string) => leaf({ kind: 'ALL', title: null, of: [leaf({ key: 'course-1' }), leaf({ key: 'prior-award-1', kind: 'PRIOR_AWARD', title: 'Certified', achievement })] });
  const earners = () => service.database.work((tx) => tx.query('SELECT id FROM earner WHERE tenant_id = $1', [tenant]));
  const missing = { award: null, userErrors: [{ code: 'PREREQUISITE_MISSING', field: ['input', 'achievementVersionId', 'prior-award-1'], message: 'What has to be held first is not: `prior-award-1` (Certified).' }], position: null };

  it('is refused before that is held, by name, and no earner is made for it; afterwards it is made', async () => {
    const certified = await service.published(tenant);
    const advanced = await service.published(tenant, { requirement: onTopOf(certified.achievement) });
    const before = (await earners()).length;
    expect(await issue('S-1', advanced)).toEqual(missing);
    expect(await earners()).toHaveLength(before);
    expect((await issue('S-1', certified)).userErrors).toEqual([]);
    expect(await issue('S-2', advanced)).toEqual(missing);
    expect(await issue('S-1', advanced)).toMatchObject({ award: { state: 'ACTIVE' }, userErrors: [] });
  });

  it('asks for one that is held on its own day: neither later, nor over, nor revoked', async () => {
    const certified = await service.published(tenant, { validFor: 'P1M' });
    const advanced = await service.published(tenant, { requirement: onTopOf(certified.achievement), duplicatePolicy: 'MANY' });
    const held = await issue('S-3', certified, { awardedOn: '2026-03-01' });
    expect((await issue('S-3', advanced, { awardedOn: '2026-02-28' })).userErrors).toMatchObject([{ code: 'PREREQUISITE_MISSING' }]);
    expect((await issue('S-3', advanced, { awardedOn: '2026-04-01' })).userErrors).toMatchObject([{ code: 'PREREQUISITE_MISSING' }]);
    expect((await issue('S-3', advanced, { awardedOn: '2026-03-31' })).userErrors).toEqual([]);
    const revoke = `mutation ($input: RevokeAwardInput!) { revokeAward(input: $input) { userErrors { code } } }`;
    expect((await service.ask(registrar, revoke, { input: { id: held.award?.id, reason: 'OTHER' } })).data).toEqual({ revokeAward: { userErrors: [] } });
    expect((await issue('S-3', advanced, { awardedOn: '2026-03-31' })).userErrors).toMatchObject([{ code: 'PREREQUISITE_MISSING' }]);
  });

  it('is made where nobody here can know, and where it was awarded elsewhere', async () => {
    const elsewhere = await service.published(tenant, { requirement: onTopOf(newId()) });
    expect((await issue('S-4', elsewhere)).userErrors).toEqual([]);
    const certified = await service.published(tenant);
    const advanced = await service.published(tenant, { requirement: onTopOf(certified.achievement), publishedOn: '2026-01-01' });
    expect((await issue('S-5', advanced, { awardedOn: '2025-01-01' })).userErrors).toEqual([]);
  });
});

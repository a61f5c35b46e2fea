import { type Principal, principalOf, type Right, type ScopedRight } from '@cairn/access';
import { grantChanged } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';

const issue = `mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id } userErrors { code } } }`;
const suspend = `mutation ($input: SuspendAwardInput!) { suspendAward(input: $input) { award { id } userErrors { code } } }`;
const reinstate = `mutation ($input: ReinstateAwardInput!) { reinstateAward(input: $input) { award { id } userErrors { code } } }`;
const replace = `mutation ($input: ReplaceAwardInput!) { replaceAward(input: $input) { award { id } userErrors { code } } }`;
const revoke = `mutation ($input: RevokeAwardInput!) { revokeAward(input: $input) { award { id } userErrors { code } } }`;
const createEarner = `mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { earner { id } userErrors { code } } }`;
const importAwards = `mutation ($input: ImportAwardsInput!) { importAwards(input: $input) { job { id } userErrors { code } } }`;
const look = `query ($id: ID!) { earnersImport(id: $id) { state succeeded failed errors { row code field } } }`;

interface Payload {
  readonly award?: { readonly id: string } | null;
  readonly job?: { readonly id: string } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

describe('rights over single objects, in earners', () => {
  let service: TestService;
  const tenant = newId();
  const [north, south] = [newId(), newId()];
  const versions: Record<string, { achievement: string; id: string }> = {};
  const over = (kind: ScopedRight['kind'], id: string, ...rights: Right[]) =>
    principalOf({ actor: newId(), tenant, scoped: rights.map((right) => ({ right, kind, id })), grantsVersion: 1 });

  const mutate = async (principal: Principal, mutation: string, input: Record<string, unknown>) => {
    const { data, errors } = await service.ask(principal, mutation, { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return Object.values(data)[0] as Payload;
  };
  const codes = async (...asked: Parameters<typeof mutate>) => (await mutate(...asked)).userErrors.map(({ code }) => code);
  const wish = (issuer: string) => ({ identifier: { type: 'STUDENT_ID', value: newId() }, achievementVersionId: `acv_${versions[issuer]?.id}` });
  const anAward = async (issuer: string) => (await mutate(aRegistrar(tenant), issue, wish(issuer))).award?.id ?? '';
  const uploaded = async (principal: Principal) => {
    const lines = [north, south].map((issuer, at) => `R-${newId()},STUDENT_ID,N${at},acv_${versions[issuer]?.id},2026-01-15`);
    const body = `${['partnerReference,identifierType,identifier,achievementVersionId,awardedOn', ...lines].join('\r\n')}\r\n`;
    const response = await service.send(principal, 'POST', '/uploads/earners', { body, headers: { 'content-type': 'text/csv' } });
    return response.ok ? (String(response.headers.get('location')).split('/').at(-1) ?? '') : String(response.status);
  };
  const imported = async (principal: Principal) => mutate(principal, importAwards, { uploadId: await uploaded(principal), format: 'CSV' });
  const finished = async (id: string) => {
    for (;;) {
      const { data } = await service.ask(aRegistrar(tenant), look, { id });
      const job = data?.earnersImport as { state: string } | null;
      if (job?.state === 'FINISHED' || job?.state === 'FAILED') return job;
      await new Promise((resume) => setTimeout(resume, 30));
    }
  };
  const withdraw = (principal: Principal, version = 2) => {
    const data = { holder: String(principal.actor), kind: 'CLIENT' as const, rights: [], scoped: [], until: null, at: new Date().toISOString() };
    return service.hear({ contract: grantChanged, tenant, subject: data.holder, version, data });
  };

  beforeAll(async () => {
    service = await aService();
    for (const issuer of [north, south]) {
      const { achievement, achievementVersion } = await service.published(tenant, { issuer, code: newId(), duplicatePolicy: 'MANY' });
      versions[issuer] = { achievement, id: achievementVersion };
    }
  });
  afterAll(() => service.close());

  it('award for the issuer or the achievement they name', async () => {
    const clerk = over('ISSUER', north, 'AWARD');
    expect(await codes(clerk, issue, wish(north))).toEqual([]);
    expect(await codes(clerk, issue, wish(south))).toEqual(['GRANT_MISSING']);
    expect(await codes(over('ACHIEVEMENT', versions[south]?.achievement ?? '', 'AWARD'), issue, wish(south))).toEqual([]);
    expect(await codes(over('PATHWAY', north, 'AWARD'), issue, wish(north))).toEqual(['GRANT_MISSING']);
  });

  it('suspend, reinstate, revoke and replace awards of the issuer they name', async () => {
    const registrar = over('ISSUER', north, 'REVOKE', 'AWARD');
    const [mine, other] = [await anAward(north), await anAward(south)];
    const cause = { cause: 'ISSUER' };
    expect(await codes(registrar, suspend, { id: mine, ...cause })).toEqual([]);
    expect(await codes(registrar, reinstate, { id: mine, ...cause })).toEqual([]);
    expect(await codes(registrar, suspend, { id: other, ...cause })).toEqual(['GRANT_MISSING']);
    expect(await codes(registrar, replace, { id: other, awardedOn: '2026-01-02' })).toEqual(['GRANT_MISSING']);
    expect(await codes(over('ISSUER', north, 'AWARD'), replace, { id: mine, awardedOn: '2026-01-02' })).toEqual(['GRANT_MISSING']);
    expect(await codes(registrar, revoke, { id: mine, reason: 'OTHER' })).toEqual([]);
  });

  it('make earners wherever they are, who belong to no issuer', async () => {
    const input = { name: 'Ilse Brandt', identifiers: [{ type: 'STUDENT_ID', value: newId() }] };
    expect(await codes(over('ISSUER', north, 'AWARD'), createEarner, input)).toEqual([]);
    expect(await codes(over('ISSUER', north, 'DESIGN'), createEarner, input)).toEqual(['GRANT_MISSING']);
  });

  it('import the lines of the issuer they name, and refuse the others one by one', async () => {
    const { job, userErrors } = await imported(over('ISSUER', north, 'AWARD'));
    expect(userErrors).toEqual([]);
    expect(await finished(job?.id ?? '')).toMatchObject({ succeeded: 1, failed: 1, errors: [{ row: 2, code: 'GRANT_MISSING', field: 'achievementVersionId' }] });
  });

  it('end with their withdrawal: for requests, uploads and imports that are asked for or under way', async () => {
    const clerk = { ...aRegistrar(tenant), grantsVersion: 1 };
    expect(await codes(clerk, issue, wish(north))).toEqual([]);
    await withdraw(clerk);
    expect(await codes(clerk, issue, wish(north))).toEqual(['GRANT_MISSING']);
    expect((await imported(clerk)).userErrors).toEqual([{ code: 'GRANT_MISSING' }]);
    expect([await uploaded(clerk), await uploaded(over('ISSUER', north, 'DESIGN'))]).toEqual(['403', '403']);
    const queued = newId();
    const asked = { ...aRegistrar(tenant), grantsVersion: 1 };
    const upload = await uploaded(asked);
    await withdraw(asked);
    await service.database.work((tx) =>
      tx.query(
        `INSERT INTO import_job (tenant_id, id, kind, upload_id, format, dry_run, state, created_at, principal)
         VALUES ($1, $2, 'awards', $3, 'CSV', false, 'QUEUED', now(), $4)`,
        [tenant, queued, upload, JSON.stringify(asked)],
      ),
    );
    await imported(aRegistrar(tenant)); // wakes the runner
    expect(await finished(`imp_${queued}`)).toMatchObject({ succeeded: 0, failed: 2, errors: [{ code: 'GRANT_MISSING' }, { code: 'GRANT_MISSING' }] });
  });
});

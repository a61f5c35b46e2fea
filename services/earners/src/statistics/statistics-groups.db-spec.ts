import { principalOf } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';

const mutation = (name: string) => `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { earner { id } userErrors { code field } } }`;
const saidText = 'query ($id: ID!) { earner(id: $id) { statisticsGroups { dimension value since until } consents { purpose state givenBy withdrawnBy } } }';

interface Payload {
  readonly earner: { readonly id: string } | null;
  readonly userErrors: { readonly code: string }[];
}

describe('what people say of themselves for statistics', () => {
  let service: TestService;
  const tenant = newId();
  const administrator = aRegistrar(tenant, ['ADMINISTER', 'AWARD']);
  const registrar = aRegistrar(tenant, ['AWARD']);
  let earner = '';
  beforeAll(async () => {
    service = await aService();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    earner = (await asked(registrar, 'createEarner', { name: 'Ana Moreau', identifiers: [{ type: 'STUDENT_ID', value: newId() }] })).earner?.id ?? '';
  });

  async function asked(by: typeof registrar, name: 'createEarner' | 'giveConsent' | 'withdrawConsent' | 'setStatisticsGroups' | 'mergeEarners' | 'eraseEarner', input: object): Promise<Payload> {
    const { data, errors } = await service.ask<Record<string, Payload>>(by, mutation(name), { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data[name] as Payload;
  }
  const said = async (by: typeof registrar, id = earner) => {
    const { data } = await service.ask<{ earner: { statisticsGroups: { value: string }[] | null; consents: object[] } | null }>(by, saidText, { id });
    return data?.earner;
  };
  const consented = (id = earner) => asked(registrar, 'giveConsent', { earnerId: id, purpose: 'STATISTICS', evidence: 'Folder 7' });
  const north = { groups: [{ dimension: 'region', value: 'North', since: '2026-01-01' }] };

  it('needs their consent to statistics, and replaces what was said before', async () => {
    expect(await asked(registrar, 'setStatisticsGroups', { earnerId: earner, ...north })).toMatchObject({ earner: null, userErrors: [{ code: 'CONSENT_MISSING' }] });
    await consented();
    expect(await asked(registrar, 'setStatisticsGroups', { earnerId: earner, ...north })).toMatchObject({ earner: { id: earner }, userErrors: [] });
    expect((await said(administrator))?.statisticsGroups).toEqual([{ dimension: 'region', value: 'North', since: '2026-01-01', until: null }]);
    await asked(registrar, 'setStatisticsGroups', { earnerId: earner, groups: [{ dimension: 'gender', value: 'F' }] });
    expect((await said(administrator))?.statisticsGroups).toMatchObject([{ value: 'F' }]);
  });

  it('is told to no reader but the person and the administrators, and to no other tenant', async () => {
    await consented();
    await asked(registrar, 'setStatisticsGroups', { earnerId: earner, ...north });
    expect((await said(registrar))?.statisticsGroups).toBeNull();
    expect(await said(aRegistrar(newId(), ['ADMINISTER', 'AWARD']))).toBeNull();
    const stranger = principalOf({ kind: 'PERSON', actor: newId(), account: newId(), tenant: null, rights: [] });
    expect(await asked(stranger, 'setStatisticsGroups', { earnerId: earner, ...north })).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
  });

  it('lies sealed, and goes with the consent and with the person', async () => {
    const rows = () => service.database.work((tx) => tx.query<{ groups: Buffer | null }>('SELECT groups FROM statistics_group WHERE tenant_id = $1 AND groups IS NOT NULL', [tenant]));
    const before = (await rows()).length;
    await consented();
    await asked(registrar, 'setStatisticsGroups', { earnerId: earner, ...north });
    expect((await rows()).length).toBe(before + 1);
    expect((await rows()).some(({ groups }) => groups?.includes('North'))).toBe(false);
    await asked(registrar, 'withdrawConsent', { earnerId: earner, purpose: 'STATISTICS' });
    expect((await rows()).length).toBe(before);
    await consented();
    await asked(registrar, 'setStatisticsGroups', { earnerId: earner, ...north });
    await asked(administrator, 'eraseEarner', { earnerId: earner, reason: 'PERSON_ASKED' });
    expect((await rows()).length).toBe(before);
  });

  it('is withdrawn from by who said nothing, once, and both are on record', async () => {
    await asked(registrar, 'withdrawConsent', { earnerId: earner, purpose: 'STATISTICS' });
    await asked(registrar, 'withdrawConsent', { earnerId: earner, purpose: 'STATISTICS' });
    expect((await said(administrator))?.consents).toEqual([{ purpose: 'STATISTICS', state: 'WITHDRAWN', givenBy: 'TENANT', withdrawnBy: 'TENANT' }]);
    expect(await asked(registrar, 'withdrawConsent', { earnerId: earner, purpose: 'RESEARCH' })).toMatchObject({ userErrors: [] });
    expect((await said(administrator))?.consents).toHaveLength(1);
  });
});

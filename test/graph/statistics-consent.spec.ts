import { aTenant, type GraphClient, type TestTenant } from '@cairn/testkit';
import { anAward, anIssuer, aPublishedAchievement, type AwardMarked, eventually } from './arrange.js';
import { aPerson, register, Request } from './signing-in.js';

interface Payload {
  readonly earner: { readonly id: string } | null;
  readonly position: string | null;
  readonly userErrors: { readonly code: string; readonly field: string[] | null }[];
}

const groupsOf = 'query ($id: ID!) { earner(id: $id) { statisticsGroups { dimension value since until } } }';

interface Groups {
  readonly earner: { readonly statisticsGroups: { dimension: string; value: string }[] | null } | null;
}

describe('what people say of themselves for statistics', () => {
  let tenant: TestTenant;
  let person: GraphClient;
  let mine: AwardMarked;
  let other: AwardMarked;

  beforeAll(async () => {
    tenant = await aTenant('Heron College');
    const issuer = await anIssuer(tenant);
    const achievement = await aPublishedAchievement(tenant, issuer, 'Reads tides');
    mine = await anAward(tenant, achievement, `T-${Date.now()}`, { awardedOn: '2025-01-10' });
    other = await anAward(tenant, achievement, `U-${Date.now()}`, { awardedOn: '2025-02-10' });
    const { body: desk } = await register({ scope: 'openid award' }, tenant.key ?? '');
    const { access_token: token } = await new Request(desk, 'openid award').tokens(await aPerson('Tove Heron'));
    person = tenant.as(token);
    const { token: link } = (await tenant.mutate<{ token: string }>('mutation ($input: CreateClaimLinkInput!) { createClaimLink(input: $input) { token userErrors { code } } }', {
      input: { earnerId: mine.earnerId },
    }));
    await person.mutate('mutation ($input: ClaimEarnerInput!) { claimEarner(input: $input) { earner { id } userErrors { code } } }', { input: { token: link } });
  });

  const asked = async (by: GraphClient, name: string, input: object): Promise<Payload> => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
    const { data, errors } = await by.graph<Record<string, Payload>>(`mutation ($input: ${type}) { ${name}(input: $input) { earner { id } position userErrors { code field } } }`, { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data[name] as Payload;
  };
  const byRegion = async (positions: (string | null)[]) => {
    const { stackingAggregate } = await tenant.read<{ stackingAggregate: { nodes: { keys: { value: string }[]; denominator: number }[] } }>(
      'query { stackingAggregate(input: { metric: M13_ACTIVE, groupBy: [REGION] }, first: 10) { nodes { keys { value } denominator } } }',
      {},
      { awaitPosition: [mine.position, other.position, ...positions].filter((one) => one !== null).join(',') },
    );
    return Object.fromEntries(stackingAggregate.nodes.map(({ keys, denominator }) => [keys[0]?.value, denominator]));
  };
  const north = [{ dimension: 'region', value: 'North' }];

  it('is refused without their consent, and to those whose record it is not', async () => {
    expect(await asked(person, 'setStatisticsGroups', { earnerId: mine.earnerId, groups: north })).toMatchObject({ earner: null, userErrors: [{ code: 'CONSENT_MISSING' }] });
    expect(await asked(person, 'setStatisticsGroups', { earnerId: other.earnerId, groups: north })).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
  });

  it('tells groups apart in figures, and is shown to the person and the administrators', async () => {
    await asked(person, 'giveConsent', { earnerId: mine.earnerId, purpose: 'STATISTICS' });
    const faulty = await asked(person, 'setStatisticsGroups', { earnerId: mine.earnerId, groups: [...north, ...north] });
    expect(faulty.userErrors).toEqual([{ code: 'INVALID_VALUE', field: ['input', 'groups', '1', 'dimension'] }]);
    const { position, userErrors } = await asked(person, 'setStatisticsGroups', { earnerId: mine.earnerId, groups: north });
    expect(userErrors).toEqual([]);
    expect(await byRegion([position])).toEqual({ North: 1, '(missing)': 1 });
    for (const reader of [person, tenant]) expect((await reader.read<Groups>(groupsOf, { id: mine.earnerId })).earner?.statisticsGroups).toEqual([{ dimension: 'region', value: 'North', since: null, until: null }]);
  });

  it('is gone with the consent, and the person is in no figure any more until he agrees again', async () => {
    const { position } = await asked(person, 'withdrawConsent', { earnerId: mine.earnerId, purpose: 'STATISTICS' });
    expect(await byRegion([position])).toEqual({ '(missing)': 1 });
    expect((await person.read<Groups>(groupsOf, { id: mine.earnerId })).earner?.statisticsGroups).toEqual([]);
    const again = await asked(person, 'giveConsent', { earnerId: mine.earnerId, purpose: 'STATISTICS' });
    expect(await byRegion([position, again.position])).toEqual({ '(missing)': 2 });
  });

  it('may be withdrawn from by the tenant for who has it on paper, though nothing was said before', async () => {
    const { position, userErrors } = await asked(tenant, 'withdrawConsent', { earnerId: other.earnerId, purpose: 'STATISTICS' });
    expect(userErrors).toEqual([]);
    expect(await eventually(() => byRegion([position]), (regions) => Object.keys(regions).length > 0)).toEqual({ '(missing)': 1 });
    const { earner } = await tenant.read<{ earner: { consents: { purpose: string; state: string }[] } }>('query ($id: ID!) { earner(id: $id) { consents { purpose state } } }', { id: other.earnerId });
    expect(earner.consents).toEqual([{ purpose: 'STATISTICS', state: 'WITHDRAWN' }]);
  });
});

import { aRegistry, aTenant, type GraphClient, type TestTenant } from '@cairn/testkit';
import { anIssuer, eventually, type Marked } from './arrange.js';
import { aPerson, register, Request } from './signing-in.js';

const refusals = 'userErrors { code field message }';
const mutation = (name: string, fields = '') =>
  `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${refusals} } }`;

const did = <Payload extends object>(by: GraphClient, name: string, input: object, fields = '') => by.mutate<Payload>(mutation(name, fields), { input });
const codes = async (by: GraphClient, name: string, input: object): Promise<string[]> =>
  (await by.mutate<object>(mutation(name), { input }, { refusals: 'expected' })).userErrors.map(({ code }) => code);

interface Client {
  readonly clientId: string;
  readonly key: string;
}

describe('the people of a tenant', () => {
  let tenant: TestTenant;
  let stranger: TestTenant;
  let [north, south]: Marked[] = [];

  beforeAll(async () => {
    [tenant, stranger] = [await aTenant('Ropewalk College'), await aTenant('Hilltop College')];
    [north, south] = [await anIssuer(tenant), await anIssuer(tenant)];
  });

  it('join by invitation, see what they may do, and no longer act once they were removed', async () => {
    const { body: desk } = await register({ scope: 'openid administer award' }, tenant.key ?? '');
    const person = await aPerson('Dina Dahl');
    const grants = [{ right: 'ADMINISTER', scope: { kind: 'ISSUER', id: north?.id } }];
    const { token } = await did<{ token: string }>(tenant, 'inviteMember', { name: 'Dina Dahl', grants, email: person.email }, 'token');
    const alone = tenant.as((await new Request(desk, 'openid administer').tokens(person)).access_token);
    const { membership } = await did<{ membership: { memberId: string } }>(alone, 'acceptInvitation', { token }, 'membership { tenantId memberId name role }');
    expect(membership).toMatchObject({ tenantId: tenant.tenantId, name: 'Dina Dahl', role: null });
    expect(await codes(alone, 'acceptInvitation', { token })).toEqual(['INVITATION_STATE_INVALID']);

    const dina = tenant.as((await new Request(desk, 'openid administer').tokens(person)).access_token);
    const { viewer } = await dina.read<{ viewer: object }>(
      `query ($north: ID, $south: ID) { viewer { kind member { id name grants { right scope { kind id } } } memberships { tenantName }
        all: can(right: ADMINISTER) north: can(right: ADMINISTER, issuer: $north) south: can(right: ADMINISTER, issuer: $south) } }`,
      { north: north?.id, south: south?.id },
    );
    expect(viewer).toEqual({
      kind: 'MEMBER',
      member: { id: membership.memberId, name: 'Dina Dahl', grants: [{ right: 'ADMINISTER', scope: { kind: 'ISSUER', id: north?.id } }] },
      memberships: [{ tenantName: 'Ropewalk College' }],
      all: false,
      north: true,
      south: false,
    });
    expect(await codes(dina, 'updateIssuer', { id: north?.id, description: 'By the water.' })).toEqual([]);
    expect(await codes(dina, 'updateIssuer', { id: south?.id, description: 'By the water.' })).toEqual(['GRANT_MISSING']);

    await did(tenant, 'removeMember', { id: membership.memberId });
    await eventually(() => dina.graph<{ viewer: { kind: string } }>('{ viewer { kind } }'), ({ data, errors }) => errors !== undefined || data?.viewer.kind === 'PERSON');
    expect((await dina.graph(mutation('updateIssuer'), { input: { id: north?.id, description: 'Back again.' } })).errors).toBeDefined();
  });

  it('use programs whose keys change over without a break', async () => {
    const { clientId, key } = await did<Client>(tenant, 'createApiClient', { name: 'Nightly import', rights: ['AWARD'] }, 'clientId key');
    const answers = async (used: string) => (await tenant.as(used).graph('{ viewer { clientId } }')).status;
    const { key: next } = await did<Client>(tenant, 'rotateApiClientKey', { id: clientId }, 'key');
    expect([await answers(key), await answers(next)]).toEqual([200, 200]);
    expect(await codes(tenant, 'rotateApiClientKey', { id: clientId })).toEqual(['API_CLIENT_STATE_INVALID']);
    const { apiClient } = await tenant.read<{ apiClient: { keys: { prefix: string }[] } }>('query ($id: ID!) { apiClient(id: $id) { keys { prefix } } }', { id: clientId });
    expect(apiClient.keys.map(({ prefix }) => prefix)).toEqual([key.slice(0, 14), next.slice(0, 14)]);
    await did(tenant, 'withdrawApiClientKey', { id: clientId, prefix: key.slice(0, 14) });
    await eventually(() => answers(key), (status) => status === 401);
    expect(await answers(next)).toBe(200);
  });

  it('have rights over a unit that follow the tree', async () => {
    const { orgUnit } = await did<{ orgUnit: { id: string } }>(tenant, 'createOrgUnit', { name: 'Harbour faculty' }, 'orgUnit { id }');
    const { clientId, key } = await did<Client>(tenant, 'createApiClient', { name: 'Faculty office', rights: [] }, 'clientId key');
    await did(tenant, 'giveGrant', { holderId: clientId, right: 'ADMINISTER', scope: { kind: 'ORG_UNIT', id: orgUnit.id } });
    const office = tenant.as(key);
    expect(await codes(office, 'updateIssuer', { id: south?.id, description: 'Ours.' })).toEqual(['GRANT_MISSING']);
    await did(tenant, 'assignIssuerToOrgUnit', { issuerId: south?.id, orgUnitId: orgUnit.id });
    expect(await tenant.read('query ($id: ID!) { issuer(id: $id) { orgUnit { name parent { name } } } }', { id: south?.id })).toEqual({ issuer: { orgUnit: { name: 'Harbour faculty', parent: null } } });
    await eventually(() => codes(office, 'updateIssuer', { id: south?.id, description: 'Ours.' }), (given) => given.length === 0);
  });

  it('act on by more rights over single issuers than a usual header holds', async () => {
    const { orgUnit } = await did<{ orgUnit: { id: string } }>(tenant, 'createOrgUnit', { name: 'Association of chapters' }, 'orgUnit { id }');
    const chapters: Marked[] = [];
    for (let n = 0; n < 30; n += 1) {
      const chapter = await anIssuer(tenant);
      await did(tenant, 'assignIssuerToOrgUnit', { issuerId: chapter.id, orgUnitId: orgUnit.id });
      chapters.push(chapter);
    }
    const { clientId, key } = await did<Client>(tenant, 'createApiClient', { name: 'Association office', rights: [] }, 'clientId key');
    for (const right of ['ADMINISTER', 'DESIGN', 'PUBLISH', 'AWARD', 'REVOKE', 'ANALYSE']) {
      await did(tenant, 'giveGrant', { holderId: clientId, right, scope: { kind: 'ORG_UNIT', id: orgUnit.id } });
    }
    const office = tenant.as(key);
    expect(await codes(office, 'updateIssuer', { id: chapters.at(-1)?.id, description: 'A chapter.' })).toEqual([]);
    expect((await office.graph('{ awards(first: 1) { nodes { id } } achievements(first: 1) { nodes { id } } }')).errors).toBeUndefined();
  });

  it('of one tenant are as if there were none to another', async () => {
    const { member } = await did<{ member: { id: string } }>(tenant, 'addMember', { name: 'Elin Ek', role: 'ANALYST' }, 'member { id }');
    const { grant } = await did<{ grant: { id: string } }>(tenant, 'giveGrant', { holderId: member.id, right: 'DESIGN' }, 'grant { id }');
    const { clientId } = await did<Client>(tenant, 'createApiClient', { name: 'Import', rights: [] }, 'clientId');
    const { orgUnit } = await did<{ orgUnit: { id: string } }>(tenant, 'createOrgUnit', { name: 'Faculty' }, 'orgUnit { id }');
    const { invitation } = await did<{ invitation: { id: string } }>(tenant, 'inviteMember', { name: 'Finn', role: 'ANALYST' }, 'invitation { id }');
    const none = (prefix: string) => `${prefix}_0192f0c8-7a00-7000-8000-000000000000`;
    const tries: readonly (readonly [string, object, object])[] = [
      ['removeMember', { id: member.id }, { id: none('mem') }],
      ['giveGrant', { holderId: member.id, right: 'DESIGN' }, { holderId: none('mem'), right: 'DESIGN' }],
      ['withdrawGrant', { id: grant.id }, { id: none('grt') }],
      ['rotateApiClientKey', { id: clientId }, { id: none('apc') }],
      ['disableApiClient', { id: clientId }, { id: none('apc') }],
      ['renameOrgUnit', { id: orgUnit.id, name: 'Mine' }, { id: none('org'), name: 'Mine' }],
      ['withdrawInvitation', { id: invitation.id }, { id: none('inv') }],
      ['suspendIssuer', { id: north?.id }, { id: none('iss') }],
    ];
    for (const [name, theirs, nobodys] of tries) {
      expect([name, await codes(stranger, name, theirs), await codes(stranger, name, nobodys)]).toEqual([name, ['NOT_FOUND'], ['NOT_FOUND']]);
    }
    const read = 'query ($m: ID!, $c: ID!, $o: ID!) { member(id: $m) { id } apiClient(id: $c) { id } orgUnit(id: $o) { id } }';
    expect(await stranger.read(read, { m: member.id, c: clientId, o: orgUnit.id })).toEqual({ member: null, apiClient: null, orgUnit: null });
  });

  it('may do nothing while their tenant is suspended', async () => {
    const closed = await aTenant('Closed for repairs');
    const issuer = await anIssuer(closed);
    const { operator } = aRegistry();
    await did(operator, 'suspendTenant', { id: closed.tenantId });
    expect(await codes(closed, 'createOrgUnit', { name: 'Faculty' })).toEqual(['GRANT_MISSING']);
    await eventually(() => codes(closed, 'updateIssuer', { id: issuer.id, description: 'Open.' }), (given) => given.includes('GRANT_MISSING'));
    await did(operator, 'reactivateTenant', { id: closed.tenantId });
    await eventually(() => codes(closed, 'updateIssuer', { id: issuer.id, description: 'Open.' }), (given) => given.length === 0);
  });
});

test('a mandate is proposed, declined or accepted, and ended, in sight of both tenants and of nobody else', async () => {
  const [lender, agent, stranger] = [await aTenant('Lender'), await aTenant('Agent'), await aTenant('Stranger')];
  const [mandatorIssuerId, agentIssuerId] = [(await anIssuer(lender)).id, (await anIssuer(agent)).id];
  const propose = async () =>
    (await did<{ mandate: { id: string } }>(lender, 'proposeMandate', { mandatorIssuerId, agentIssuerId, actions: ['AWARD', 'REVIEW'] }, 'mandate { id }')).mandate.id;
  const state = async (by: GraphClient, id: string) =>
    (await by.read<{ mandate: { state: string; mandator: { id: string }; agent: { id: string } } | null }>('query ($id: ID!) { mandate(id: $id) { state mandator { id } agent { id } } }', { id })).mandate;
  const [declined, accepted] = [await propose(), await propose()];
  expect(await codes(lender, 'acceptMandate', { id: accepted })).toEqual(['GRANT_MISSING']);
  await did(agent, 'declineMandate', { id: declined });
  await did(agent, 'acceptMandate', { id: accepted });
  expect(await state(lender, declined)).toMatchObject({ state: 'DECLINED' });
  for (const side of [lender, agent]) expect(await state(side, accepted)).toEqual({ state: 'ACTIVE', mandator: { id: mandatorIssuerId }, agent: { id: agentIssuerId } });
  expect(await state(stranger, accepted)).toBeNull();
  expect(await codes(stranger, 'endMandate', { id: accepted })).toEqual(['NOT_FOUND']);
  await did(lender, 'endMandate', { id: accepted });
  expect(await state(agent, accepted)).toMatchObject({ state: 'ENDED' });
  expect(await codes(agent, 'endMandate', { id: accepted })).toEqual(['MANDATE_STATE_INVALID']);
});

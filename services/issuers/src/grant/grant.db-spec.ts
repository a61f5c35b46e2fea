import { type Principal } from '@cairn/access';
import { bare, IssuersUnderTest } from '../testing/registry.js';

describe('grants', () => {
  let now = Date.parse('2026-03-01T09:30:00Z');
  let registry: IssuersUnderTest;
  let admin: Principal;
  let tenant: string;
  let adminClient: string;
  beforeAll(async () => {
    registry = await IssuersUnderTest.open({ now: () => now });
  });
  beforeEach(async () => {
    ({ admin, id: tenant, clientId: adminClient } = await registry.aTenant());
  });
  afterAll(() => registry.close());

  const aMember = async (role = 'ANALYST', by = admin): Promise<string> =>
    (await registry.made<{ member: { id: string } }>(by, 'addMember', { name: 'Ada Quay', role }, 'member { id }')).member.id;
  const give = (holderId: string, right: string, more: object = {}, by = admin) =>
    registry.made<{ grant: { id: string } }>(by, 'giveGrant', { holderId, right, ...more }, 'grant { id }');
  const onIssuer = (id: string) => ({ scope: { kind: 'ISSUER', id } });
  const onUnit = (id: string) => ({ scope: { kind: 'ORG_UNIT', id } });

  it('stand behind the role of a member', async () => {
    const id = await aMember('DESIGNER');
    const { member } = await registry.read<{ member: { role: string; grants: { id: string; right: string }[] } }>(admin, '{ member(id: "' + id + '") { role linked grants { id right } } }');
    expect(member).toMatchObject({ role: 'DESIGNER', linked: false, grants: [{ right: 'DESIGN' }, { right: 'PUBLISH' }] });
    await registry.made(admin, 'withdrawGrant', { id: member.grants[0]?.id });
    expect(await registry.read(admin, '{ member(id: "' + id + '") { role grants { right } } }')).toEqual({ member: { role: null, grants: [{ right: 'PUBLISH' }] } });
    const told = await registry.toldOf(id, 2);
    expect(told.map(({ aggregateversion, data }) => [aggregateversion, data.rights])).toEqual([[1, ['DESIGN', 'PUBLISH']], [2, ['PUBLISH']]]);
  });

  it('and units are made once for an idempotency key', async () => {
    const asked = { name: 'Ada Quay', role: 'ANALYST', idempotencyKey: 'once' };
    const [first, again] = [await registry.made(admin, 'addMember', asked, 'member { id createdAt }'), await registry.made(admin, 'addMember', asked, 'member { id createdAt }')];
    expect(again).toEqual(first);
    expect(await registry.refused(admin, 'addMember', { ...asked, role: 'AUDITOR' })).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    const unit = { name: 'Faculty', idempotencyKey: 'once for a unit' };
    expect(await registry.made(admin, 'createOrgUnit', unit, 'orgUnit { id createdAt }')).toEqual(await registry.made(admin, 'createOrgUnit', unit, 'orgUnit { id createdAt }'));
  });

  it('over one issuer act there alone, also on the way to the principal', async () => {
    const [one, other] = [await registry.anIssuer(admin), await registry.anIssuer(admin)];
    const { clientId, key } = await registry.aClient(admin, []);
    const { position } = await give(clientId, 'ADMINISTER', onIssuer(one));
    expect(position).not.toBeNull();
    const helper = await registry.as(key);
    expect(helper).toMatchObject({ rights: [], scoped: [{ right: 'ADMINISTER', kind: 'ISSUER', id: bare(one) }], grantsVersion: 2 });
    expect(await registry.refused(helper, 'updateIssuer', { id: one, name: 'Renamed' })).toEqual([]);
    expect(await registry.refused(helper, 'updateIssuer', { id: other, name: 'Renamed' })).toEqual(['GRANT_MISSING']);
    expect(await registry.refused(helper, 'createIssuer', { name: 'New', url: 'https://new.example', sectors: ['VENDOR'] })).toEqual(['GRANT_MISSING']);
  });

  it('are given by who has the right over the scope and administers it, and by nobody else', async () => {
    const [mine, other] = [await registry.anIssuer(admin), await registry.anIssuer(admin)];
    const { clientId, key } = await registry.aClient(admin, []);
    await give(clientId, 'ADMINISTER', onIssuer(mine));
    await give(clientId, 'AWARD', onIssuer(mine));
    const local = await registry.as(key);
    const member = await aMember();
    const tried = (right: string, more: object) => registry.refused(local, 'giveGrant', { holderId: member, right, ...more });
    expect(await tried('AWARD', onIssuer(mine))).toEqual([]);
    expect(await tried('REVOKE', onIssuer(mine))).toEqual(['GRANT_MISSING']);
    expect(await tried('AWARD', onIssuer(other))).toEqual(['GRANT_MISSING']);
    expect(await tried('AWARD', {})).toEqual(['GRANT_MISSING']);
    expect(await tried('ADMINISTER', {})).toEqual(['GRANT_MISSING']);
    expect(await tried('AWARD', { scope: { kind: 'ACHIEVEMENT', id: 'ach_0192f0c8-7a00-7000-8000-000000000001' } })).toEqual(['GRANT_MISSING']);
  });

  it('are judged by what is in force now, not by what the gateway knew', async () => {
    const { clientId, key } = await registry.aClient(admin, ['ADMINISTER', 'AWARD']);
    const late = await registry.as(key);
    await registry.made(admin, 'disableApiClient', { id: clientId });
    const member = await aMember();
    expect(await registry.refused(late, 'giveGrant', { holderId: member, right: 'AWARD' })).toEqual(['GRANT_MISSING']);
    expect(await registry.refused(late, 'addMember', { name: 'Ben', role: 'REGISTRAR' })).toEqual(['GRANT_MISSING']);
    expect(await registry.refused(late, 'createApiClient', { name: 'Back door', rights: ['ADMINISTER'] })).toEqual(['GRANT_MISSING']);
  });

  it('over a unit reach every issuer in it and follow the tree', async () => {
    const [faculty, school] = [await registry.aUnit(admin, 'Faculty'), await registry.aUnit(admin, 'School')];
    const chair = await registry.aUnit(admin, 'Chair', faculty);
    const [one, two] = [await registry.anIssuer(admin), await registry.anIssuer(admin)];
    await registry.made(admin, 'assignIssuerToOrgUnit', { issuerId: one, orgUnitId: faculty });
    await registry.made(admin, 'assignIssuerToOrgUnit', { issuerId: two, orgUnitId: chair });
    const member = await aMember('AUDITOR');
    await give(member, 'AWARD', onUnit(faculty));
    const scopedOf = async (version: number) => ((await registry.toldOf(member, version)).at(-1)?.data.scoped ?? []).map(({ id }) => `iss_${id}`).sort();
    expect(await scopedOf(2)).toEqual([one, two].sort());
    await registry.made(admin, 'moveOrgUnit', { id: chair, parentId: school });
    expect(await scopedOf(3)).toEqual([one]);
    await registry.made(admin, 'assignIssuerToOrgUnit', { issuerId: two, orgUnitId: null });
    await registry.made(admin, 'assignIssuerToOrgUnit', { issuerId: two, orgUnitId: faculty });
    expect(await scopedOf(4)).toEqual([one, two].sort());
    expect(await registry.refused(admin, 'moveOrgUnit', { id: school, parentId: chair })).toEqual(['INVALID_VALUE']);
    const units = await registry.read<{ orgUnits: { nodes: object[] }; issuer: object }>(admin, `query ($p: ID, $i: ID!) { orgUnits(first: 9, parentId: $p) { nodes { name parent { name } } } issuer(id: $i) { orgUnit { name } } }`, { p: school, i: one });
    expect(units).toEqual({ orgUnits: { nodes: [{ name: 'Chair', parent: { name: 'School' } }] }, issuer: { orgUnit: { name: 'Faculty' } } });
  });

  it('over a unit are given on by who administers it', async () => {
    const [faculty, other] = [await registry.aUnit(admin, 'Faculty'), await registry.aUnit(admin, 'Other')];
    const chair = await registry.aUnit(admin, 'Chair', faculty);
    const { clientId, key } = await registry.aClient(admin, []);
    for (const right of ['ADMINISTER', 'AWARD']) await give(clientId, right, onUnit(faculty));
    const dean = await registry.as(key);
    const member = await aMember();
    expect(await registry.refused(dean, 'giveGrant', { holderId: member, right: 'AWARD', ...onUnit(chair) })).toEqual([]);
    expect(await registry.refused(dean, 'giveGrant', { holderId: member, right: 'REVOKE', ...onUnit(chair) })).toEqual(['GRANT_MISSING']);
    expect(await registry.refused(dean, 'giveGrant', { holderId: member, right: 'AWARD', ...onUnit(other) })).toEqual(['GRANT_MISSING']);
    const bounded = { ...dean, bound: ['AWARD' as const] };
    expect(await registry.refused(bounded, 'giveGrant', { holderId: member, right: 'AWARD', ...onUnit(chair) })).toEqual(['GRANT_MISSING']);
  });

  it('that come to more than a request can carry are refused, whether given or grown by the tree', async () => {
    const unit = await registry.aUnit(admin, 'Association');
    const member = await aMember('AUDITOR');
    await registry.service.test.database.work((tx) =>
      tx.query(
        `INSERT INTO issuer (tenant_id, id, slug, name, url, sectors, state, domain_state, version, created_at, updated_at, org_unit_id)
         SELECT $1, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'chapter-' || n, 'Chapter', 'https://chapter.example', '{ASSOCIATION}', 'ACTIVE', 'UNVERIFIED', 1,
           now(), now(), $2 FROM generate_series(1, 500) AS n`,
        [bare(tenant), bare(unit)],
      ),
    );
    await give(member, 'AWARD', onUnit(unit));
    await give(member, 'REVIEW', onUnit(unit));
    expect((await registry.toldOf(member, 3)).at(-1)?.data.scoped).toHaveLength(1_000);
    expect(await registry.refused(admin, 'giveGrant', { holderId: member, right: 'REVOKE', ...onUnit(unit) })).toEqual(['INVALID_VALUE']);
    const issuer = await registry.anIssuer(admin);
    expect(await registry.refused(admin, 'assignIssuerToOrgUnit', { issuerId: issuer, orgUnitId: unit })).toEqual(['INVALID_VALUE']);
    expect(await registry.read(admin, `{ issuer(id: "${issuer}") { version orgUnit { id } } member(id: "${member}") { grants { right } } }`)).toEqual({
      issuer: { version: 1, orgUnit: null },
      member: { grants: [{ right: 'AUDIT' }, { right: 'AWARD' }, { right: 'REVIEW' }] },
    });
  });

  it('with an end are over when it comes, and the others are told', async () => {
    const { clientId, key } = await registry.aClient(admin, ['DESIGN']);
    const until = new Date(now + 60_000).toISOString();
    await give(clientId, 'AWARD', { until });
    expect((await registry.toldOf(clientId, 2)).at(-1)).toMatchObject({ data: { rights: ['AWARD', 'DESIGN'], until } });
    expect(await registry.as(key)).toMatchObject({ rights: ['AWARD', 'DESIGN'] });
    now += 60_000;
    expect(await registry.as(key)).toMatchObject({ rights: ['DESIGN'] });
    expect((await registry.toldOf(clientId, 3)).at(-1)).toMatchObject({ aggregateversion: 3, data: { rights: ['DESIGN'], until: null } });
    expect(await registry.refused(admin, 'giveGrant', { holderId: clientId, right: 'AWARD', until })).toEqual(['INVALID_VALUE']);
  });

  it('are given once: a second time changes the end', async () => {
    const member = await aMember();
    const first = await give(member, 'AWARD');
    const again = await give(member, 'AWARD', { until: new Date(now + 9_000_000).toISOString() });
    expect(again.grant.id).toBe(first.grant.id);
    expect((await registry.toldOf(member, 3)).at(-1)).toMatchObject({ data: { rights: ['ANALYSE', 'AWARD'], until: new Date(now + 9_000_000).toISOString() } });
  });

  it('never leave a tenant without an administrator', async () => {
    const { apiClient } = await registry.read<{ apiClient: { grants: { id: string; right: string }[] } }>(admin, `query ($id: ID!) { apiClient(id: $id) { grants { id right } } }`, { id: adminClient });
    const id = apiClient.grants.find(({ right }) => right === 'ADMINISTER')?.id;
    expect(await registry.refused(admin, 'withdrawGrant', { id })).toEqual(['LAST_ADMINISTRATOR']);
    expect(await registry.refused(admin, 'disableApiClient', { id: adminClient })).toEqual(['LAST_ADMINISTRATOR']);
    expect(await registry.refused(admin, 'updateApiClient', { id: adminClient, expiresAt: new Date(now + 1_000).toISOString() })).toEqual(['LAST_ADMINISTRATOR']);
    expect(await registry.refused(admin, 'giveGrant', { holderId: adminClient, right: 'ADMINISTER', until: new Date(now + 1_000).toISOString() })).toEqual(['LAST_ADMINISTRATOR']);
    const member = await aMember('ADMINISTRATOR');
    expect(await registry.refused(admin, 'withdrawGrant', { id })).toEqual([]);
    const { clientId: other } = await registry.aTenant();
    expect(await registry.refused(admin, 'withdrawGrant', { id })).toEqual(['NOT_FOUND']);
    expect(other).not.toBe(member);
  });

  it('of two withdrawals at once leave one administrator', async () => {
    const second = await registry.aClient(admin, ['ADMINISTER']);
    const grantsOf = async (id: string) =>
      (await registry.read<{ apiClient: { grants: { id: string; right: string }[] } }>(admin, `query ($id: ID!) { apiClient(id: $id) { grants { id right } } }`, { id })).apiClient.grants.find(({ right }) => right === 'ADMINISTER')?.id;
    const ids = [await grantsOf(adminClient), await grantsOf(second.clientId)];
    const other = await registry.as(second.key);
    // Each takes away its own, so that neither is judged by the other's doing.
    const codes = await Promise.all([registry.refused(admin, 'withdrawGrant', { id: ids[0] }), registry.refused(other, 'withdrawGrant', { id: ids[1] })]);
    expect(codes.flat()).toEqual(['LAST_ADMINISTRATOR']);
  });

  it('end with the membership', async () => {
    const member = await aMember('REGISTRAR');
    await registry.made(admin, 'removeMember', { id: member });
    expect((await registry.toldOf(member, 2)).at(-1)).toMatchObject({ data: { rights: [], scoped: [] } });
    expect(await registry.refused(admin, 'removeMember', { id: member })).toEqual(['NOT_FOUND']);
    expect(await registry.refused(admin, 'giveGrant', { holderId: member, right: 'AWARD' })).toEqual(['NOT_FOUND']);
    expect(await registry.read(admin, `{ tenant(id: "${tenant}") { members(first: 5) { nodes { id } } } }`)).toEqual({ tenant: { members: { nodes: [] } } });
  });

  it('of another tenant are as if there were none', async () => {
    const { admin: stranger } = await registry.aTenant('Hilltop College');
    const issuer = await registry.anIssuer(admin);
    const unit = await registry.aUnit(admin, 'Faculty');
    const member = await aMember();
    const { grant } = await give(member, 'AWARD');
    const theirs = (await registry.made<{ member: { id: string } }>(stranger, 'addMember', { name: 'Cy', role: 'ANALYST' }, 'member { id }')).member.id;
    for (const [name, input] of [
      ['giveGrant', { holderId: member, right: 'AWARD' }],
      ['giveGrant', { holderId: theirs, right: 'AWARD', ...onIssuer(issuer) }],
      ['giveGrant', { holderId: theirs, right: 'AWARD', ...onUnit(unit) }],
      ['withdrawGrant', { id: grant.id }],
      ['removeMember', { id: member }],
      ['renameOrgUnit', { id: unit, name: 'Mine' }],
      ['moveOrgUnit', { id: unit }],
      ['createOrgUnit', { name: 'Below', parentId: unit }],
      ['assignIssuerToOrgUnit', { issuerId: issuer }],
      ['updateIssuer', { id: issuer, name: 'Mine' }],
    ] as const) {
      expect([name, await registry.refused(stranger, name, input)]).toEqual([name, ['NOT_FOUND']]);
    }
    expect(await registry.read(stranger, `{ member(id: "${member}") { id } orgUnit(id: "${unit}") { id } issuer(id: "${issuer}") { orgUnit { id } } }`)).toEqual({ member: null, orgUnit: null, issuer: { orgUnit: null } });
  });
});

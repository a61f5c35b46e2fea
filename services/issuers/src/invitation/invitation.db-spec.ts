import type { Principal } from '@cairn/access';
import { MembershipService } from '../member/membership.service.js';
import { bare, IssuersUnderTest } from '../testing/registry.js';

describe('people of a tenant', () => {
  let now = Date.parse('2026-03-01T09:30:00Z');
  let registry: IssuersUnderTest;
  let admin: Principal;
  let tenant: string;
  beforeAll(async () => {
    registry = await IssuersUnderTest.open({ now: () => now });
  });
  beforeEach(async () => {
    ({ admin, id: tenant } = await registry.aTenant());
  });
  afterAll(() => registry.close());

  const invite = (input: object, by = admin) =>
    registry.made<{ token: string; invitation: { id: string; state: string; expiresAt: string; emailNamed: boolean; grants: object[] } }>(
      by, 'inviteMember', { name: 'Ada Quay', ...input }, 'token invitation { id state expiresAt emailNamed grants { right scope { kind id } until } }',
    );
  const membership = 'membership { tenantId tenantName memberId name role }';
  const viewer = '{ viewer { kind accountId rights member { id role linked } tenant { id } memberships { tenantId tenantName memberId role } } }';

  it('are invited, take it up once, and act for the tenant from then on', async () => {
    const { token, invitation } = await invite({ role: 'REGISTRAR' });
    expect(invitation).toMatchObject({ state: 'OPEN', emailNamed: false, expiresAt: '2026-03-15T09:30:00.000Z', grants: [{ right: 'AWARD', scope: { kind: 'TENANT', id: tenant }, until: null }, { right: 'REVOKE' }] });
    const { account, person } = await registry.aPerson();
    expect(person).toMatchObject({ kind: 'PERSON', actor: account, account, tenant: null, rights: [] });
    const joined = await registry.made<{ membership: { memberId: string } }>(person, 'acceptInvitation', { token }, membership);
    expect(joined.membership).toMatchObject({ tenantId: tenant, tenantName: 'Harbour Learning', name: 'Ada Quay', role: 'REGISTRAR' });
    expect(joined.position).not.toBeNull();
    expect(await registry.refused(person, 'acceptInvitation', { token })).toEqual(['INVITATION_STATE_INVALID']);
    const told = await registry.bySubject(account, tenant);
    expect(told).toEqual({
      kind: 'MEMBER', actorId: joined.membership.memberId, accountId: `acc_${account}`, tenantId: tenant, rights: ['AWARD', 'REVOKE'], scoped: [], grantsVersion: 1,
      operator: false, origins: [], operationsOnly: false, limitClass: 'CLIENT',
    });
    expect(await registry.bySubject(account)).toEqual(told);
    const member = await registry.asAccount(account, tenant);
    expect(await registry.read(member, viewer)).toEqual({
      viewer: {
        kind: 'MEMBER', accountId: `acc_${account}`, rights: ['AWARD', 'REVOKE'], member: { id: joined.membership.memberId, role: 'REGISTRAR', linked: true },
        tenant: { id: tenant }, memberships: [{ tenantId: tenant, tenantName: 'Harbour Learning', memberId: joined.membership.memberId, role: 'REGISTRAR' }],
      },
    });
    const { invitations } = await registry.read<{ invitations: { nodes: object[] } }>(admin, '{ invitations(first: 5) { nodes { state member { id } } } }');
    expect(invitations.nodes).toEqual([{ state: 'ACCEPTED', member: { id: joined.membership.memberId } }]);
  });

  it('who belong to several tenants say which they act for, and to others belong nowhere', async () => {
    const second = await registry.aTenant('Hilltop College');
    const third = await registry.aTenant('Valley School');
    const { account, person } = await registry.aPerson();
    for (const by of [admin, second.admin]) await registry.made(person, 'acceptInvitation', { token: (await invite({ role: 'ANALYST' }, by)).token });
    expect(await registry.bySubject(account)).toMatchObject({ kind: 'PERSON', actorId: `acc_${account}`, tenantId: null, rights: [] });
    expect(await registry.bySubject(account, second.id)).toMatchObject({ kind: 'MEMBER', tenantId: second.id });
    expect(await registry.bySubject(account, third.id)).toBeNull();
    expect(await registry.bySubject('0192f0c8-7a00-7000-8000-000000000000')).toBeNull();
    const seen = await registry.read<{ viewer: { kind: string; memberships: { tenantId: string }[] } }>(await registry.asAccount(account), viewer);
    expect([seen.viewer.kind, seen.viewer.memberships.map(({ tenantId }) => tenantId).sort()]).toEqual(['PERSON', [tenant, second.id].sort()]);
  });

  it('invited by e-mail address have to have proven it, and neither it nor the token is kept', async () => {
    const { token } = await invite({ role: 'ANALYST', email: ' Ada@Quay.example' });
    const { person: other } = await registry.aPerson('eve@quay.example');
    expect(await registry.refused(other, 'acceptInvitation', { token })).toEqual(['INVITATION_STATE_INVALID']);
    const { person } = await registry.aPerson('ada@quay.example');
    expect(await registry.refused(person, 'acceptInvitation', { token })).toEqual([]);
    const kept = JSON.stringify(await registry.service.test.database.work((tx) => tx.query('SELECT token_hash, email_hash, name FROM invitation')));
    expect(kept).not.toMatch(/quay\.example/i);
    expect(kept).not.toContain(token);
  });

  it('come too late after fourteen days, and not at all when the invitation was withdrawn or never made', async () => {
    const [late, withdrawn] = [await invite({ role: 'ANALYST' }), await invite({ role: 'ANALYST' })];
    const { person } = await registry.aPerson();
    await registry.made(admin, 'withdrawInvitation', { id: withdrawn.invitation.id });
    expect(await registry.refused(admin, 'withdrawInvitation', { id: withdrawn.invitation.id })).toEqual(['INVITATION_STATE_INVALID']);
    expect(await registry.refused(person, 'acceptInvitation', { token: withdrawn.token })).toEqual(['INVITATION_STATE_INVALID']);
    expect(await registry.refused(person, 'acceptInvitation', { token: 'cairn_inv_nobody' })).toEqual(['INVITATION_STATE_INVALID']);
    now += 14 * 86_400_000;
    expect(await registry.refused(person, 'acceptInvitation', { token: late.token })).toEqual(['INVITATION_STATE_INVALID']);
    const { invitations } = await registry.read<{ invitations: { nodes: { state: string }[] } }>(admin, '{ invitations(first: 5) { nodes { state } } }');
    expect(invitations.nodes.map(({ state }) => state)).toEqual(['EXPIRED', 'WITHDRAWN']);
  });

  it('are invited to no more than their inviter may do, by who administers the tenant', async () => {
    const issuer = await registry.anIssuer(admin);
    const small = await registry.as((await registry.aClient(admin, ['ADMINISTER', 'DESIGN'])).key);
    expect(await registry.refused(small, 'inviteMember', { name: 'Ben', role: 'REGISTRAR' })).toEqual(['GRANT_MISSING']);
    expect(await registry.refused(small, 'inviteMember', { name: 'Ben', grants: [{ right: 'DESIGN', scope: { kind: 'ISSUER', id: issuer } }] })).toEqual([]);
    const { admin: stranger } = await registry.aTenant('Hilltop College');
    expect(await registry.refused(stranger, 'inviteMember', { name: 'Ben', grants: [{ right: 'DESIGN', scope: { kind: 'ISSUER', id: issuer } }] })).toEqual(['NOT_FOUND']);
    const analyst = await registry.as((await registry.aClient(admin, ['ANALYSE'])).key);
    expect(await registry.refused(analyst, 'inviteMember', { name: 'Ben', role: 'ANALYST' })).toEqual(['GRANT_MISSING']);
    expect((await registry.service.ask(analyst, '{ invitations(first: 5) { nodes { id } } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { invitation } = await invite({ role: 'ANALYST' });
    expect(await registry.refused(stranger, 'withdrawInvitation', { id: invitation.id })).toEqual(['NOT_FOUND']);
  });

  it('are a member of a tenant once, and nobody any more after they left', async () => {
    const { account, person } = await registry.aPerson();
    const joined = await registry.made<{ membership: { memberId: string } }>(person, 'acceptInvitation', { token: (await invite({ role: 'ANALYST' })).token }, membership);
    expect(await registry.refused(person, 'acceptInvitation', { token: (await invite({ role: 'DESIGNER' })).token })).toEqual(['ALREADY_EXISTS']);
    await registry.made(admin, 'removeMember', { id: joined.membership.memberId });
    expect(await registry.bySubject(account, tenant)).toBeNull();
    expect(await registry.bySubject(account)).toMatchObject({ kind: 'PERSON' });
    expect(await registry.refused(person, 'acceptInvitation', { token: (await invite({ role: 'DESIGNER' })).token })).toEqual([]);
    expect(await registry.bySubject(account, tenant)).toMatchObject({ kind: 'MEMBER', rights: ['DESIGN', 'PUBLISH'] });
  });

  it('are linked to a member whom the tenant added before', async () => {
    const links = registry.service.app.get(MembershipService);
    const { member } = await registry.made<{ member: { id: string } }>(admin, 'addMember', { name: 'Ada', role: 'AUDITOR' }, 'member { id }');
    const { account } = await registry.aPerson();
    expect(await links.linkAccount(bare(tenant), bare(member.id), account)).toMatchObject({ ok: true, value: { account } });
    expect(await registry.bySubject(account, tenant)).toMatchObject({ kind: 'MEMBER', actorId: member.id, rights: ['AUDIT'] });
    expect(await links.linkAccount(bare(tenant), bare(member.id), account)).toMatchObject({ ok: true });
    const { account: other } = await registry.aPerson();
    expect(await links.linkAccount(bare(tenant), bare(member.id), other)).toMatchObject({ ok: false, refusals: [{ code: 'ALREADY_EXISTS' }] });
    const { member: second } = await registry.made<{ member: { id: string } }>(admin, 'addMember', { name: 'Ada', role: 'AUDITOR' }, 'member { id }');
    expect(await links.linkAccount(bare(tenant), bare(second.id), account)).toMatchObject({ ok: false, refusals: [{ code: 'ALREADY_EXISTS' }] });
  });

  it('are told by `can` what to show', async () => {
    const [mine, other] = [await registry.anIssuer(admin), await registry.anIssuer(admin)];
    const stranger = await registry.aTenant('Hilltop College');
    const theirs = await registry.anIssuer(stranger.admin);
    const { clientId, key } = await registry.aClient(admin, ['DESIGN']);
    await registry.made(admin, 'giveGrant', { holderId: clientId, right: 'AWARD', scope: { kind: 'ISSUER', id: mine } });
    const client = await registry.as(key);
    const can = `query ($mine: ID, $other: ID, $theirs: ID) { viewer { kind
      design: can(right: DESIGN) award: can(right: AWARD) mine: can(right: AWARD, issuer: $mine) other: can(right: AWARD, issuer: $other)
      designMine: can(right: DESIGN, issuer: $mine) designTheirs: can(right: DESIGN, issuer: $theirs)
      achievement: can(right: AWARD, achievement: "ach_0192f0c8-7a00-7000-8000-000000000001") } }`;
    expect((await registry.read<{ viewer: object }>(client, can, { mine, other, theirs })).viewer).toEqual({
      kind: 'CLIENT', design: true, award: false, mine: true, other: false, designMine: true, designTheirs: false, achievement: false,
    });
    const limited = { ...client, bound: ['AWARD' as const] };
    expect((await registry.read<{ viewer: object }>(limited, can, { mine, other, theirs })).viewer).toMatchObject({ design: false, mine: true, designMine: false });
  });
});

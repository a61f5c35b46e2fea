import { IssuersUnderTest } from '../testing/registry.js';

test('tenants are partners from acceptance to the end, seen by both and by nobody else', async () => {
  const registry = await IssuersUnderTest.open();
  try {
    const [host, guest, stranger] = [await registry.aTenant('Host'), await registry.aTenant('Guest'), await registry.aTenant('Stranger')];
    const [issuerId, hostIssuer] = [await registry.anIssuer(guest.admin), await registry.anIssuer(host.admin)];
    const fields = 'partnership { id state invitingTenantId invitingTenantName invitedTenantId invitedTenantName version }';
    const { partnership } = await registry.made<{ partnership: { id: string } }>(host.admin, 'invitePartner', { issuerId }, fields);
    const { id } = partnership;
    expect(partnership).toMatchObject({ state: 'INVITED', invitingTenantId: host.id, invitingTenantName: 'Host', invitedTenantId: guest.id, invitedTenantName: 'Guest' });
    expect(await registry.refused(guest.admin, 'invitePartner', { issuerId: hostIssuer })).toEqual(['ALREADY_EXISTS']);
    expect(await registry.refused(host.admin, 'invitePartner', { issuerId: hostIssuer })).toEqual(['NOT_FOUND']);
    expect(await registry.refused(host.admin, 'acceptPartnership', { id })).toEqual(['PARTNERSHIP_STATE_INVALID']);
    expect((await registry.made(guest.admin, 'acceptPartnership', { id })).position).not.toBeNull();
    for (const { admin } of [host, guest]) {
      expect(await registry.read(admin, `{ partnership(id: "${id}") { state } partnerships(first: 5) { nodes { id } } }`)).toEqual({ partnership: { state: 'ACTIVE' }, partnerships: { nodes: [{ id }] } });
    }
    expect(await registry.read(stranger.admin, `{ partnership(id: "${id}") { state } partnerships(first: 5) { nodes { id } } }`)).toEqual({ partnership: null, partnerships: { nodes: [] } });
    for (const name of ['acceptPartnership', 'declinePartnership', 'endPartnership']) expect(await registry.refused(stranger.admin, name, { id })).toEqual(['NOT_FOUND']);
    const analyst = await registry.as((await registry.aClient(guest.admin, ['ANALYSE'])).key);
    expect(await registry.refused(analyst, 'endPartnership', { id })).toEqual(['GRANT_MISSING']);
    await registry.made(guest.admin, 'endPartnership', { id });
    expect(await registry.refused(host.admin, 'endPartnership', { id })).toEqual(['PARTNERSHIP_STATE_INVALID']);
    expect(await registry.refused(guest.admin, 'invitePartner', { issuerId: hostIssuer })).toEqual([]);
  } finally {
    await registry.close();
  }
});

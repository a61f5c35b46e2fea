import type { Envelope } from '@cairn/events';
import { IssuersUnderTest } from '../testing/registry.js';

describe('a suspension', () => {
  let registry: IssuersUnderTest;
  beforeAll(async () => {
    registry = await IssuersUnderTest.open();
  });
  afterAll(() => registry.close());

  it('of a tenant takes every right but reading figures and the audit trail, until it is lifted', async () => {
    const { id, admin, key, clientId } = await registry.aTenant();
    const issuer = await registry.anIssuer(admin);
    const local = await registry.aClient(admin, []);
    await registry.made(admin, 'giveGrant', { holderId: local.clientId, right: 'AWARD', scope: { kind: 'ISSUER', id: issuer } });
    expect(await registry.refused(admin, 'suspendTenant', { id })).toEqual(['GRANT_MISSING']);
    const { tenant } = await registry.made<{ tenant: object }>(registry.operator, 'suspendTenant', { id }, 'tenant { state }');
    expect(tenant).toEqual({ state: 'SUSPENDED' });
    expect(await registry.byKey(key)).toMatchObject({ rights: ['ANALYSE', 'AUDIT'], grantsVersion: 2 });
    expect(await registry.byKey(local.key)).toMatchObject({ rights: [], scoped: [] });
    expect((await registry.toldOf(clientId, 2)).at(-1)).toMatchObject({ data: { rights: ['ANALYSE', 'AUDIT'] } });
    // A statement that the gateway made before.
    expect(await registry.refused(admin, 'createOrgUnit', { name: 'Late' })).toEqual(['GRANT_MISSING']);
    await registry.made(registry.operator, 'reactivateTenant', { id });
    expect(await registry.byKey(local.key)).toMatchObject({ scoped: [{ right: 'AWARD', kind: 'ISSUER', id: issuer }] });
    expect(await registry.refused(registry.operator, 'reactivateTenant', { id })).toEqual(['TENANT_STATE_INVALID']);
  });

  it('goes further by closing, which no key survives', async () => {
    const { id, key, clientId } = await registry.aTenant();
    await registry.made(registry.operator, 'closeTenant', { id });
    expect([await registry.byKey(key), await registry.byClient(clientId)]).toEqual([null, null]);
    expect(await registry.refused(registry.operator, 'reactivateTenant', { id })).toEqual(['TENANT_STATE_INVALID']);
    expect(await registry.refused(registry.operator, 'closeTenant', { id: `ten_${registry.operator.tenant}` })).toEqual(['TENANT_STATE_INVALID']);
    expect(await registry.refused(registry.operator, 'closeTenant', { id: 'ten_0192f0c8-7a00-7000-8000-000000000000' })).toEqual(['NOT_FOUND']);
  });

  it('of an issuer is told to all, and what an operator imposed the tenant does not lift', async () => {
    const { admin } = await registry.aTenant();
    const { admin: stranger } = await registry.aTenant('Hilltop College');
    const id = await registry.anIssuer(admin);
    const state = 'issuer { state version }';
    expect(await registry.refused(stranger, 'suspendIssuer', { id })).toEqual(['NOT_FOUND']);
    const small = await registry.as((await registry.aClient(admin, ['AWARD'])).key);
    expect(await registry.refused(small, 'suspendIssuer', { id })).toEqual(['GRANT_MISSING']);
    expect(await registry.made(admin, 'suspendIssuer', { id }, state)).toMatchObject({ issuer: { state: 'SUSPENDED', version: 2 } });
    expect(await registry.made(admin, 'reactivateIssuer', { id }, state)).toMatchObject({ issuer: { state: 'ACTIVE', version: 3 } });
    await registry.made(admin, 'suspendIssuer', { id });
    await registry.made(registry.operator, 'suspendIssuer', { id });
    expect(await registry.refused(admin, 'reactivateIssuer', { id })).toEqual(['ISSUER_STATE_INVALID']);
    await registry.made(registry.operator, 'reactivateIssuer', { id });
    const facts = await registry.toldOf<Envelope<{ state: string }>>(id, 4, 'cairn.issuer.v1');
    expect(facts.map(({ data }) => data.state).slice(0, 4)).toEqual(['ACTIVE', 'SUSPENDED', 'ACTIVE', 'SUSPENDED']);
  });
});

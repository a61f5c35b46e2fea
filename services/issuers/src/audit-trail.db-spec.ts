import { type Principal, principalOf } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { requireUuid } from '@cairn/subgraph';
import { IssuersUnderTest } from './testing/registry.js';

interface Entry {
  readonly action: string;
  readonly actorKind: string;
  readonly actor: string | null;
  readonly subject: string;
  readonly subjectKind: string;
}

describe('the audit trail of issuers', () => {
  let registry: IssuersUnderTest;
  beforeAll(async () => {
    registry = await IssuersUnderTest.open();
  });
  afterAll(() => registry.close());

  const trail = async (principal: Principal, filter: object = {}): Promise<Entry[]> => {
    const query = `query ($filter: AuditFilter) { issuerAuditTrail(first: 50, filter: $filter) { nodes { action actorKind actor subject subjectKind } } }`;
    return (await registry.read<{ issuerAuditTrail: { nodes: Entry[] } }>(principal, query, { filter })).issuerAuditTrail.nodes;
  };

  it('shows a tenant what operators did to it, and its own deeds beside', async () => {
    const { id, admin, clientId } = await registry.aTenant();
    const issuer = await registry.anIssuer(admin);
    await registry.made(registry.operator, 'recordIssuerDomainCheck', { id: issuer, state: 'VERIFIED' }, 'issuer { id }');
    const operations = [{ name: 'Name', text: 'query Name { __typename }' }];
    await registry.made(admin, 'publishOperations', { clientId, operations }, 'operations { hash }');
    const deeds = await trail(admin);
    const told = deeds.map(({ action, actorKind, subject }) => [action, actorKind, subject]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['cairn.tenant.created.v1', 'OPERATOR', id],
        ['cairn.issuer.created.v1', 'CLIENT', issuer],
        ['cairn.issuer.changed.v1', 'OPERATOR', issuer],
        ['cairn.api-client.operations-published', 'CLIENT', clientId],
        ['cairn.grant.changed.v1', 'OPERATOR', clientId],
      ]),
    );
    expect(deeds.find(({ action }) => action === 'cairn.grant.changed.v1')).toMatchObject({ subjectKind: 'API_CLIENT', actor: `apc_${registry.operator.actor}` });
    expect(await trail(admin, { actor: { eq: `apc_${registry.operator.actor}` }, action: { startsWith: 'cairn.issuer.' } })).toHaveLength(1);
    expect(await trail(admin, { subject: { eq: 'no id' } })).toEqual([]);
  });

  it('is closed to those who may neither audit nor administer, and to other tenants', async () => {
    const { id, admin } = await registry.aTenant();
    const tenant = requireUuid('Tenant', id);
    const asked = (principal: Principal) => registry.service.ask(principal, '{ issuerAuditTrail(first: 5) { nodes { action } } }');
    expect((await asked(principalOf({ actor: newId(), tenant, rights: ['AWARD', 'DESIGN', 'ANALYSE'] }))).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const other = (await registry.aTenant('Quay College')).admin;
    expect((await trail(other)).filter(({ subject }) => subject === id)).toEqual([]);
    expect((await trail(admin)).some(({ subject }) => subject === id)).toBe(true);
  });
});

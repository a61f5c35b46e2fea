import { awardBatchIssued, awardIssued, partnershipActivated } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { anAwardFact } from '@cairn/testkit';
import { bare, IssuersUnderTest } from '../testing/registry.js';

interface Topic {
  readonly name: string;
  readonly open: boolean;
  readonly groupPrefix: string;
  readonly accessRules: readonly string[];
}

const fields = 'topic { name open openedAt kept groupPrefix accessRules }';

describe('the topic of a tenant', () => {
  let now = Date.parse('2026-05-04T09:00:00Z');
  let registry: IssuersUnderTest;
  beforeAll(async () => {
    registry = await IssuersUnderTest.open({ now: () => now });
  });
  afterAll(() => registry.close());

  const done = async (name: 'openTenantTopic' | 'closeTenantTopic', tenantId: string, by = registry.operator) => {
    const document = `mutation ($input: ${name === 'openTenantTopic' ? 'Open' : 'Close'}TenantTopicInput!) { ${name}(input: $input) { ${fields} userErrors { code field } } }`;
    const data = await registry.read<Record<string, { topic: Topic | null; userErrors: readonly { code: string; field: string[] | null }[] }>>(by, document, { input: { tenantId } });
    return data[name]!;
  };
  const toldTo = (tenant: string) => registry.events<{ id: string; type: string; subject: string; tenantid: string; data: Record<string, unknown> }>(`cairn.tenant.${bare(tenant)}.v1`);
  const award = (tenant: string, id: string) => registry.service.hear({ contract: awardIssued, tenant: bare(tenant), subject: id, version: 1, data: anAwardFact({ award: id }) });

  it('holds what the tenant may see, thin, from when it was opened until it is closed', async () => {
    const { id } = await registry.aTenant();
    const before = newId();
    await award(id, before);
    const { topic } = await done('openTenantTopic', id);
    expect(topic).toMatchObject({ name: `cairn.tenant.${bare(id)}.v1`, open: true, groupPrefix: `cairn.tenant.${bare(id)}.` });
    const [one, late] = [newId(), newId()];
    await award(id, one);
    expect(toldTo(id)).toMatchObject([{ specversion: '1.0', type: 'award.issued', subject: `awd_${one}`, tenantid: id, data: { id: `awd_${one}`, version: 1, position: expect.any(String) as string } }]);
    expect(JSON.stringify(toldTo(id))).not.toContain('name');
    expect((await done('closeTenantTopic', id)).topic).toMatchObject({ open: false });
    await award(id, late);
    expect(toldTo(id)).toHaveLength(1);
  });

  it('holds every award of a batch by itself, and of what two tenants see the same', async () => {
    const [mine, theirs] = [await registry.aTenant(), await registry.aTenant('Hilltop College')];
    for (const { id } of [mine, theirs]) await done('openTenantTopic', id);
    const job = newId();
    await registry.service.hear({ contract: awardBatchIssued, tenant: bare(mine.id), subject: job, version: 1, data: { job, awards: [anAwardFact(), anAwardFact()] } });
    expect(toldTo(mine.id).map(({ type }) => type)).toEqual(['award.issued', 'award.issued']);
    expect(toldTo(theirs.id)).toEqual([]);
    const partnership = newId();
    const data = { partnership, invitingTenant: bare(mine.id), invitedTenant: bare(theirs.id), at: new Date(now).toISOString() };
    await registry.service.hear({ contract: partnershipActivated, tenant: bare(mine.id), subject: partnership, version: 2, data });
    for (const { id } of [mine, theirs]) expect(toldTo(id).at(-1)).toMatchObject({ type: 'partnership.activated', tenantid: id });
  });

  it('is seen by its tenant alone, with the rules that let one user read it', async () => {
    const [mine, theirs] = [await registry.aTenant(), await registry.aTenant('Hilltop College')];
    await done('openTenantTopic', mine.id);
    const seenBy = async (by: typeof mine.admin) => (await registry.read<{ tenant: { topic: Topic | null } | null }>(by, `query ($id: ID!) { tenant(id: $id) { ${fields} } }`, { id: mine.id })).tenant?.topic ?? null;
    const topic = await seenBy(mine.admin);
    expect(topic?.accessRules).toHaveLength(2);
    expect(topic?.accessRules[0]).toContain(`--topic ${topic?.name}`);
    expect(topic?.accessRules[1]).toContain(`--group ${topic?.groupPrefix} --resource-pattern-type prefixed`);
    expect(await seenBy(theirs.admin)).toBeNull();
  });

  it('is opened and closed by operators alone, once as often as twice', async () => {
    const { id, admin } = await registry.aTenant();
    const refusals = async (name: 'openTenantTopic' | 'closeTenantTopic', tenant: string, by = registry.operator) => (await done(name, tenant, by)).userErrors.map(({ code }) => code);
    expect(await refusals('openTenantTopic', id, admin)).toEqual(['GRANT_MISSING']);
    expect(await refusals('closeTenantTopic', id, admin)).toEqual(['GRANT_MISSING']);
    expect(await refusals('openTenantTopic', `ten_${newId()}`)).toEqual(['NOT_FOUND']);
    expect(await refusals('closeTenantTopic', id)).toEqual(['NOT_FOUND']);
    const first = (await done('openTenantTopic', id)).topic;
    now += 60_000;
    expect((await done('openTenantTopic', id)).topic).toEqual(first);
  });
});

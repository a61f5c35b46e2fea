import { mandateActivated } from '@cairn/events';
import type { Principal } from '@cairn/access';
import { bare, IssuersUnderTest } from '../testing/registry.js';

interface MandateFact {
  readonly type: string;
  readonly subject: string;
  readonly tenantid: string;
  readonly aggregateversion: number;
  readonly data: { readonly from: string; readonly until: string | null; readonly agentTenant: string };
}

describe('mandates', () => {
  let now = Date.parse('2026-03-01T09:30:00Z');
  let registry: IssuersUnderTest;
  let [museum, guild, stranger]: { id: string; admin: Principal }[] = [];
  let [mandatorIssuerId, agentIssuerId] = ['', ''];
  beforeAll(async () => {
    registry = await IssuersUnderTest.open({ now: () => now });
    [museum, guild, stranger] = [await registry.aTenant('Museum'), await registry.aTenant('Guild'), await registry.aTenant('Stranger')];
    [mandatorIssuerId, agentIssuerId] = [await registry.anIssuer(museum.admin), await registry.anIssuer(guild.admin)];
  });
  afterAll(() => registry.close());

  const fields = 'mandate { id state version from until actions achievementIds mandator { id } agent { id } }';
  const propose = (more: object = {}) =>
    registry.made<{ mandate: { id: string } }>(museum?.admin as Principal, 'proposeMandate', { mandatorIssuerId, agentIssuerId, actions: ['AWARD'], ...more }, fields);
  const by = (tenant: { admin: Principal } | undefined) => tenant?.admin as Principal;
  const factsOf = async (id: string, count: number): Promise<MandateFact[]> => {
    const until = Date.now() + 30_000;
    for (;;) {
      const facts = registry.events<MandateFact>(mandateActivated.topic).filter(({ subject }) => subject === bare(id));
      if (facts.length >= count || Date.now() > until) return facts;
      await new Promise((resume) => setTimeout(resume, 20));
    }
  };

  it('hold once both sides agree, and are over when either ends them', async () => {
    const { mandate } = await propose();
    expect(mandate).toMatchObject({ state: 'PROPOSED', version: 1, actions: ['AWARD'], achievementIds: null, mandator: { id: mandatorIssuerId }, agent: { id: agentIssuerId } });
    expect(await registry.refused(by(museum), 'acceptMandate', { id: mandate.id })).toEqual(['GRANT_MISSING']);
    now += 1_000;
    const accepted = await registry.made<{ mandate: { from: string } }>(by(guild), 'acceptMandate', { id: mandate.id }, fields);
    expect(accepted.mandate).toMatchObject({ state: 'ACTIVE', version: 2, from: new Date(now).toISOString() });
    expect(accepted.position).not.toBeNull();
    expect(await registry.refused(by(guild), 'declineMandate', { id: mandate.id })).toEqual(['MANDATE_STATE_INVALID']);
    await registry.made(by(guild), 'endMandate', { id: mandate.id });
    expect(await registry.refused(by(museum), 'endMandate', { id: mandate.id })).toEqual(['MANDATE_STATE_INVALID']);
    const facts = await factsOf(mandate.id, 2);
    expect(facts.map(({ type, aggregateversion, tenantid }) => [type, aggregateversion, `ten_${tenantid}`])).toEqual([
      ['cairn.mandate.activated.v1', 2, museum?.id],
      ['cairn.mandate.ended.v1', 3, museum?.id],
    ]);
    expect(facts[0]?.data.agentTenant).toBe(bare(String(guild?.id)));
  });

  it('are seen by both tenants and by nobody else', async () => {
    const { mandate } = await propose({ achievementIds: ['ach_0192f0c8-7a00-7000-8000-000000000001'] });
    const one = `query ($id: ID!) { mandate(id: $id) { id achievementIds } mandates(first: 50) { nodes { id } } }`;
    interface Seen {
      mandate: { id: string } | null;
      mandates: { nodes: { id: string }[] };
    }
    for (const tenant of [museum, guild]) {
      const seen = await registry.read<Seen>(by(tenant), one, { id: mandate.id });
      expect([seen.mandate?.id, seen.mandates.nodes.at(-1)?.id]).toEqual([mandate.id, mandate.id]);
    }
    expect(await registry.read<Seen>(by(stranger), one, { id: mandate.id })).toEqual({ mandate: null, mandates: { nodes: [] } });
    for (const name of ['acceptMandate', 'declineMandate', 'endMandate']) expect(await registry.refused(by(stranger), name, { id: mandate.id })).toEqual(['NOT_FOUND']);
    const written = registry.service.test.database.write({ tenant: bare(String(guild?.id)) }, (tx) => tx.query(`UPDATE mandate SET actions = '{REVIEW}' RETURNING id`));
    expect(await written).toEqual([]);
  });

  it('are declined by the agent and taken back by the mandator, and nobody hears of it', async () => {
    const [declined, taken] = [await propose(), await propose()];
    await registry.made(by(guild), 'declineMandate', { id: declined.mandate.id });
    await registry.made(by(museum), 'endMandate', { id: taken.mandate.id });
    for (const { mandate } of [declined, taken]) {
      expect(await registry.read(by(museum), `{ mandate(id: "${mandate.id}") { state } }`)).toEqual({ mandate: { state: 'DECLINED' } });
      expect(await registry.refused(by(guild), 'acceptMandate', { id: mandate.id })).toEqual(['MANDATE_STATE_INVALID']);
      expect(await factsOf(mandate.id, 0)).toEqual([]);
    }
  });

  it('end by themselves', async () => {
    const until = new Date(now + 60_000).toISOString();
    const { mandate } = await propose({ until });
    await registry.made(by(guild), 'acceptMandate', { id: mandate.id });
    now += 60_000;
    const facts = await factsOf(mandate.id, 2);
    expect(facts.map(({ type, data }) => [type, data.until])).toEqual([['cairn.mandate.activated.v1', until], ['cairn.mandate.ended.v1', until]]);
  });

  it('are proposed for an issuer that one administers, to one that there is and that is active', async () => {
    const small = await registry.aClient(by(museum), []);
    await registry.made(by(museum), 'giveGrant', { holderId: small.clientId, right: 'ADMINISTER', scope: { kind: 'ISSUER', id: mandatorIssuerId } });
    const curator = await registry.as(small.key);
    const second = await registry.anIssuer(by(museum));
    const closed = await registry.anIssuer(by(guild));
    await registry.made(by(guild), 'suspendIssuer', { id: closed });
    const tried = (input: object) => registry.refused(curator, 'proposeMandate', { mandatorIssuerId, agentIssuerId, actions: ['REVIEW'], ...input });
    expect(await tried({})).toEqual([]);
    expect(await tried({ mandatorIssuerId: second })).toEqual(['GRANT_MISSING']);
    expect(await tried({ mandatorIssuerId: agentIssuerId, agentIssuerId: mandatorIssuerId })).toEqual(['NOT_FOUND']);
    expect(await tried({ agentIssuerId: 'iss_0192f0c8-7a00-7000-8000-000000000000' })).toEqual(['NOT_FOUND']);
    expect(await tried({ agentIssuerId: mandatorIssuerId })).toEqual(['NOT_FOUND']);
    expect(await tried({ agentIssuerId: closed })).toEqual(['ISSUER_STATE_INVALID']);
    expect(await tried({ actions: [] })).toEqual(['FIELD_MISSING']);
  });
});

import { type Principal, principalOf } from '@cairn/access';
import { awardIssued, mandateActivated, mandateEnded, type MandateFact } from '@cairn/events';
import { newId, type Uuid } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';

const issue = `mutation ($input: IssueAwardInput!) { issueAward(input: $input) {
  award { id issuer { id } agentIssuer { id } earner { id } partnerReference } userErrors { code field } position } }`;
const read = `query ($id: ID!) { award(id: $id) { id issuer { id } agentIssuer { id } earner { id } partnerReference } }`;
const list = `query ($orderBy: AwardOrder!) { awards(first: 10, orderBy: $orderBy) { totalCount nodes { id } } }`;
const revoke = `mutation ($input: RevokeAwardInput!) { revokeAward(input: $input) { userErrors { code } } }`;

interface Issued {
  readonly award: { readonly id: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: string[] | null }[];
}

describe('awarding under a mandate', () => {
  let service: TestService;
  let [museum, school, museumIssuer, schoolIssuer] = [newId(), newId(), newId(), newId()];
  let agent: Principal;
  let version: { achievement: string; id: string };

  const issued = async (principal = agent, more: Record<string, unknown> = {}) => {
    const input = { identifier: { type: 'EMAIL', value: `${newId()}@example.org` }, achievementVersionId: `acv_${version.id}`, ...more };
    const { data, errors } = await service.ask(principal, issue, { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.issueAward as Issued;
  };
  const codes = async (...asked: Parameters<typeof issued>) => (await issued(...asked)).userErrors.map(({ code }) => code);
  const mandate = (change: Partial<MandateFact> = {}): MandateFact => ({
    mandate: newId(),
    mandatorIssuer: museumIssuer,
    agentTenant: school,
    agentIssuer: schoolIssuer,
    actions: ['AWARD'],
    achievements: null,
    from: '2026-01-01T00:00:00Z',
    until: null,
    at: '2026-01-01T00:00:00Z',
    ...change,
  });
  const tell = async (data: MandateFact, number = 2, contract = mandateActivated) => {
    await service.hear({ contract, tenant: museum, subject: data.mandate, version: number, data });
    return data;
  };
  const seenBy = async (principal: Principal, id: string) => (await service.ask(principal, read, { id })).data?.award;

  beforeAll(async () => {
    service = await aService();
  });
  beforeEach(async () => {
    [museum, school, museumIssuer, schoolIssuer] = [newId(), newId(), newId(), newId()];
    const text = await service.published(museum, { issuer: museumIssuer, code: newId(), duplicatePolicy: 'MANY' });
    version = { achievement: text.achievement, id: text.achievementVersion };
    agent = principalOf({ actor: newId(), tenant: school, scoped: [{ right: 'AWARD', kind: 'ISSUER', id: schoolIssuer }] });
  });
  afterAll(() => service.close());

  it('makes the award of the mandator, in its tenant, with the agent as provenance', async () => {
    await tell(mandate());
    const { award, userErrors } = await issued(agent, { partnerReference: 'REF-7' });
    expect(userErrors).toEqual([]);
    const shown = { id: award?.id, issuer: { id: `iss_${museumIssuer}` }, agentIssuer: { id: `iss_${schoolIssuer}` }, partnerReference: 'REF-7' };
    expect(award).toEqual({ ...shown, earner: null });
    expect(await seenBy(agent, award?.id ?? '')).toEqual({ ...shown, earner: null });
    expect(await seenBy(aRegistrar(museum), award?.id ?? '')).toEqual({ ...shown, earner: { id: expect.stringMatching(/^ern_/) } });
    expect(await seenBy(aRegistrar(newId()), award?.id ?? '')).toBeNull();
    const [row] = await service.database.work((tx) =>
      tx.query<{ tenant: Uuid; earners: number }>(
        'SELECT tenant_id AS tenant, (SELECT count(1)::int FROM earner e WHERE e.tenant_id = a.tenant_id AND e.id = a.earner_id) AS earners FROM award a WHERE id = $1',
        [award?.id.slice(4)],
      ),
    );
    expect(row).toEqual({ tenant: museum, earners: 1 });
  });

  it('tells the others of the agent', async () => {
    await tell(mandate());
    const { award } = await issued();
    const told = () => service.bus.published.map(({ value }) => JSON.parse(value) as { type: string; tenantid: string; data: { award: string } });
    const event = await waitFor(() => told().find(({ type, data }) => type === awardIssued.type && data.award === award?.id.slice(4)));
    expect(event).toMatchObject({ tenantid: museum, data: { agentIssuer: schoolIssuer } });
  });

  it('lists the award for both tenants, in any order', async () => {
    await tell(mandate());
    const { award } = await issued();
    for (const orderBy of ['AWARDED_ON_DESC', 'AWARDED_ON_ASC', 'UPDATED_AT_DESC']) {
      for (const tenant of [school, museum]) {
        const { data } = await service.ask(aRegistrar(tenant), list, { orderBy });
        expect(data?.awards).toEqual({ totalCount: 1, nodes: [{ id: award?.id }] });
      }
      expect((await service.ask(aRegistrar(newId()), list, { orderBy })).data?.awards).toEqual({ totalCount: 0, nodes: [] });
    }
  });

  it('leaves revocation to the mandator', async () => {
    await tell(mandate());
    const { award } = await issued();
    const revoked = async (principal: Principal) => (await service.ask(principal, revoke, { input: { id: award?.id, reason: 'OTHER' } })).data?.revokeAward;
    expect(await revoked(aRegistrar(school))).toEqual({ userErrors: [{ code: 'NOT_FOUND' }] });
    expect(await revoked(aRegistrar(museum))).toEqual({ userErrors: [] });
  });

  it('ends with the mandate: then the achievement does not exist for the agent, as before it', async () => {
    expect(await codes()).toEqual(['NOT_FOUND']);
    const given = await tell(mandate());
    expect(await codes()).toEqual([]);
    await tell(given, 3, mandateEnded);
    expect(await codes()).toEqual(['NOT_FOUND']);
    await tell(given, 2);
    expect(await codes()).toEqual(['NOT_FOUND']);
  });

  it.each<[string, () => Partial<MandateFact>]>([
    ['for other achievements', () => ({ achievements: [newId()] })],
    ['for another issuer of the mandator', () => ({ mandatorIssuer: newId() })],
    ['to review only', () => ({ actions: ['REVIEW'] })],
    ['given to another tenant', () => ({ agentTenant: newId() })],
    ['that begins later', () => ({ from: '2999-01-01T00:00:00Z' })],
    ['that is over', () => ({ until: '2026-01-02T00:00:00Z' })],
  ])('refuses under a mandate %s', async (_, change) => {
    await tell(mandate(change()));
    expect((await issued()).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'achievementVersionId'] }]);
  });

  it('works between two issuers of one tenant too, whose award it is', async () => {
    const neighbour = newId();
    const clerk = principalOf({ actor: newId(), tenant: museum, scoped: [{ right: 'AWARD', kind: 'ISSUER', id: neighbour }] });
    expect(await codes(clerk)).toEqual(['GRANT_MISSING']);
    await tell(mandate({ agentTenant: museum, agentIssuer: neighbour }));
    const { award } = await issued(clerk);
    expect(award).toMatchObject({ issuer: { id: `iss_${museumIssuer}` }, agentIssuer: { id: `iss_${neighbour}` } });
    const { data } = await service.ask(clerk, list, { orderBy: 'AWARDED_ON_DESC' });
    expect(data?.awards).toEqual({ totalCount: 1, nodes: [{ id: award?.id }] });
    expect((await issued(aRegistrar(museum))).award).toMatchObject({ agentIssuer: null });
  });

  it('asks for AWARD over the agent, and reaches no earner of the agent', async () => {
    await tell(mandate());
    const elsewhere = principalOf({ actor: newId(), tenant: school, scoped: [{ right: 'AWARD', kind: 'ISSUER', id: newId() }] });
    expect(await codes(elsewhere)).toEqual(['GRANT_MISSING']);
    expect(await codes(principalOf({ ...agent, scoped: [], rights: ['DESIGN'] }))).toEqual(['GRANT_MISSING']);
    const create = `mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { earner { id } } }`;
    const { data } = await service.ask(aRegistrar(school), create, { input: { identifiers: [{ type: 'STUDENT_ID', value: 'S-1' }] } });
    const { earner } = data?.createEarner as { earner: { id: string } };
    expect(await codes(agent, { identifier: undefined, earnerId: earner.id })).toEqual(['NOT_FOUND']);
  });
});

async function waitFor<T>(look: () => T | undefined): Promise<T> {
  for (const until = Date.now() + 30_000; ; ) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error('it did not come within 30 s');
    await new Promise((resume) => setTimeout(resume, 30));
  }
}

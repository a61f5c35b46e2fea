import { type Principal, principalOf } from '@cairn/access';
import { newId } from '@cairn/postgres';
import pg from 'pg';
import { aRegistrar, aService, type TestService } from '../testing/service.js';

interface Entry {
  readonly action: string;
  readonly actorKind: string;
  readonly actor: string | null;
  readonly subject: string;
  readonly earnerCount: number;
}

const create = `mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { earner { id } userErrors { code } } }`;
const trailQuery = `query ($first: Int!, $after: Cursor, $filter: AuditFilter) { earnerAuditTrail(first: $first, after: $after, filter: $filter) {
  nodes { id at action actorKind actor subject subjectKind requestId earnerCount } pageInfo { endCursor hasNextPage } } }`;

describe('what a third party reads of a person', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await aService();
  });
  afterAll(() => service.close());

  const auditor = (tenant: string): Principal => principalOf({ actor: newId(), tenant, rights: ['AUDIT'] });
  const trail = async (tenant: string, filter: object = {}): Promise<Entry[]> => {
    const { data, errors } = await service.ask<{ earnerAuditTrail: { nodes: Entry[] } }>(auditor(tenant), trailQuery, { first: 50, filter });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.earnerAuditTrail.nodes;
  };
  const actions = async (tenant: string) => (await trail(tenant)).map(({ action }) => action);

  async function twoEarners() {
    const tenant = newId();
    const registrar = aRegistrar(tenant);
    const ids: string[] = [];
    for (const [name, value] of [['Ana', 'ana@mosswood.example'], ['Ben', 'ben@mosswood.example']]) {
      const { data } = await service.ask<{ createEarner: { earner: { id: string } } }>(registrar, create, { input: { name, identifiers: [{ type: 'EMAIL', value }] } });
      ids.push(data?.createEarner.earner.id ?? '');
    }
    return { tenant, registrar, ids: ids as [string, string] };
  }

  it('is one entry for each kind of data a request is shown, about every earner of it', async () => {
    const { tenant, registrar, ids } = await twoEarners();
    service.statements();
    await service.ask(registrar, '{ earners(first: 10) { nodes { id name identifiers { value } again: name } } }');
    expect(service.statements().filter((text) => /INSERT INTO audit_entry/.test(text))).toHaveLength(1);
    const [second, first] = await trail(tenant);
    for (const entry of [first, second]) expect(entry).toMatchObject({ actorKind: 'CLIENT', actor: `apc_${registrar.actor}`, subject: `ten_${tenant}`, earnerCount: 2 });
    expect(new Set([first?.action, second?.action])).toEqual(new Set(['read.earner-names', 'read.earner-identifiers']));
    await service.ask(registrar, 'query ($id: ID!) { earner(id: $id) { name } }', { id: ids[0] });
    expect((await trail(tenant))[0]).toMatchObject({ action: 'read.earner-names', subject: ids[0], earnerCount: 1 });
  });

  it('is not noted where nothing of the person is shown', async () => {
    const { tenant, registrar } = await twoEarners();
    const before = await actions(tenant);
    await service.ask(registrar, '{ earners(first: 10) { nodes { id createdAt } } }');
    await service.ask(aRegistrar(newId()), '{ earners(first: 10) { nodes { id name } } }');
    expect(await actions(tenant)).toEqual(before);
  });

  it('is noted too when somebody is found by an identifier', async () => {
    const { tenant, registrar, ids } = await twoEarners();
    const filter = (value: string) => `{ earners(first: 1, filter: { identifier: { type: EMAIL, value: "${value}" } }) { nodes { id } } }`;
    await service.ask(registrar, filter('nobody@mosswood.example'));
    await service.ask(registrar, filter('ben@mosswood.example'));
    await service.ask(registrar, create, { input: { identifiers: [{ type: 'EMAIL', value: 'ana@mosswood.example' }] } });
    expect((await trail(tenant, { action: { eq: 'read.earner-by-identifier' } })).map(({ subject }) => subject)).toEqual([...ids]);
    expect(await trail(tenant, { action: { eq: 'read.earner-by-identifier' } })).toHaveLength(2);
  });

  it('does not leave the service when it cannot be noted', async () => {
    const { tenant, registrar } = await twoEarners();
    const owner = new pg.Client({ connectionString: service.test.ownerUrl });
    await owner.connect();
    await owner.query('REVOKE INSERT ON audit_entry FROM earners_app');
    try {
      const answer = await service.ask(registrar, '{ earners(first: 10) { nodes { name } } }');
      expect(answer).toMatchObject({ data: null, errors: [{ extensions: { code: 'INTERNAL' } }] });
      expect(JSON.stringify(answer)).not.toMatch(/Ana|Ben|audit_entry/);
      const refused = await service.ask(registrar, create, { input: { name: 'Cleo', identifiers: [{ type: 'EMAIL', value: 'cleo@mosswood.example' }] } });
      expect(refused.errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
    } finally {
      await owner.query('GRANT INSERT ON audit_entry TO earners_app');
      await owner.end();
    }
    const { data } = await service.ask<{ earners: { nodes: unknown[] } }>(registrar, '{ earners(first: 10) { nodes { id } } }');
    expect(data?.earners.nodes).toHaveLength(2);
    expect(await actions(tenant)).toEqual(['cairn.earner.created.v1', 'cairn.earner.created.v1']);
  });

  it('is told to the earner and his tenant, and to nobody else', async () => {
    const { tenant, registrar, ids } = await twoEarners();
    await service.ask(registrar, '{ earners(first: 10) { nodes { name } } }');
    const asked = (principal: Principal, first = 10) =>
      service.ask<{ earner: { auditTrail: { nodes: Entry[] } | null } | null }>(principal, 'query ($id: ID!, $first: Int!) { earner(id: $id) { auditTrail(first: $first) { nodes { action earnerCount } } } }', { id: ids[0], first });
    expect((await asked(auditor(tenant))).data?.earner?.auditTrail?.nodes).toEqual([
      { action: 'read.earner-names', earnerCount: 2 },
      { action: 'cairn.earner.created.v1', earnerCount: 1 },
    ]);
    expect(await asked(registrar)).toMatchObject({ data: { earner: { auditTrail: null } }, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect((await asked(auditor(newId()))).data).toEqual({ earner: null });
  });

  it("is the person's own affair when the person reads it, and open to him in the trail", async () => {
    const { tenant, ids } = await twoEarners();
    const account = newId();
    await service.database.work((tx) => tx.query(`UPDATE earner SET account_id = $3, state = 'CLAIMED' WHERE tenant_id = $1 AND id = $2`, [tenant, ids[0].slice(4), account]));
    const person = principalOf({ kind: 'PERSON', actor: account, account });
    const before = await actions(tenant);
    const { data } = await service.ask<{ myEarners: { name: string; auditTrail: { nodes: Entry[] } }[] }>(person, '{ myEarners { name identifiers { value } auditTrail(first: 5) { nodes { action } } } }');
    expect(data?.myEarners).toMatchObject([{ name: 'Ana', auditTrail: { nodes: [{ action: 'cairn.earner.created.v1' }] } }]);
    expect(await actions(tenant)).toEqual(before);
  });

  it('pages to its end by cursor, for its own tenant and filter only', async () => {
    const { tenant, registrar } = await twoEarners();
    await service.ask(registrar, '{ earners(first: 10) { nodes { name } } }');
    const page = (after: string | null, filter: object = {}, principal = auditor(tenant)) =>
      service.ask<{ earnerAuditTrail: { nodes: Entry[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }>(principal, trailQuery, { first: 2, after, filter });
    const first = (await page(null)).data?.earnerAuditTrail;
    expect(first?.pageInfo.hasNextPage).toBe(true);
    expect((await page(first?.pageInfo.endCursor ?? null)).data?.earnerAuditTrail.nodes).toHaveLength(1);
    for (const elsewhere of [page(first?.pageInfo.endCursor ?? null, { action: { startsWith: 'read.' } }), page(first?.pageInfo.endCursor ?? null, {}, auditor(newId()))]) {
      expect((await elsewhere).errors).toMatchObject([{ extensions: { code: 'INVALID_CURSOR' } }]);
    }
    expect((await page(null, {}, registrar)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('stands beside what was written of the person', async () => {
    const { tenant, registrar, ids } = await twoEarners();
    const verify = `mutation ($input: VerifyEarnerIdentifierInput!) { verifyEarnerIdentifier(input: $input) { userErrors { code } } }`;
    await service.ask(registrar, verify, { input: { earnerId: ids[1], identifier: { type: 'EMAIL', value: 'ben@mosswood.example' } } });
    expect((await trail(tenant))[0]).toMatchObject({ action: 'cairn.earner.changed.v1', subject: ids[1], earnerCount: 1 });
  });

  it('names who asked, also when several asked at once and were served together', async () => {
    const tenant = newId();
    const version = await service.published(tenant, { duplicatePolicy: 'MANY' });
    const registrars = Array.from({ length: 6 }, () => aRegistrar(tenant));
    const issue = `mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id } userErrors { code } } }`;
    const made = await Promise.all(
      registrars.map(async (registrar, index) => {
        const input = { identifier: { type: 'EMAIL', value: `e${index}@mosswood.example` }, achievementVersionId: `acv_${version.achievementVersion}` };
        const { data } = await service.ask<{ issueAward: { award: { id: string } } }>(registrar, issue, { input });
        return [data?.issueAward.award.id, `apc_${registrar.actor}`] as const;
      }),
    );
    const noted = await trail(tenant, { action: { eq: 'cairn.award.issued.v1' } });
    expect(new Map(noted.map(({ subject, actor }) => [subject, actor]))).toEqual(new Map(made));
  });
});

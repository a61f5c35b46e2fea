import { principalOf } from '@cairn/access';
import { earnerErased, erasureConfirmed } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';

const fields = 'id state name version identifiers { type value } consents { purpose state givenBy withdrawnBy evidence } erasure { reason completedAt services { service confirmedAt } }';
const refusals = 'userErrors { code field }';

interface Earner {
  readonly id: string;
  readonly state: string;
  readonly name: string | null;
  readonly identifiers: { value: string }[];
  readonly consents: { purpose: string; state: string }[];
  readonly erasure: { completedAt: string | null; services: { service: string; confirmedAt: string | null }[] } | null;
  readonly awards?: { nodes: { id: string; visibility: string; earner: { id: string } | null; results: unknown[] }[] };
}
interface Payload {
  readonly earner: Earner | null;
  readonly token?: string;
  readonly award?: { id: string; visibility: string } | null;
  readonly userErrors: { code: string; field: string[] | null }[];
}

describe('people', () => {
  let service: TestService;
  const tenant = newId();
  const administrator = aRegistrar(tenant, ['ADMINISTER', 'AWARD', 'REVOKE']);
  const registrar = aRegistrar(tenant, ['AWARD']);
  const aPerson = () => {
    const account = newId();
    return principalOf({ kind: 'PERSON', actor: account, account, tenant: null, rights: [] });
  };

  beforeAll(async () => {
    service = await aService();
  });
  afterAll(() => service.close());

  async function ask<Data>(principal: typeof administrator, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await service.ask<Data>(principal, query, variables);
    if (!data || errors) throw new Error(JSON.stringify(errors));
    return data;
  }
  async function mutate(principal: typeof administrator, name: string, input: Record<string, unknown>, shape = `earner { ${fields} }`): Promise<Payload> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
    const data = await ask<Record<string, Payload>>(principal, `mutation ($input: ${type}) { ${name}(input: $input) { ${shape} ${refusals} } }`, { input });
    return data[name] as Payload;
  }
  const anEarner = async (name: string, value: string) => {
    const { earner } = await mutate(registrar, 'createEarner', { name, identifiers: [{ type: 'STUDENT_ID', value }] });
    return earner?.id ?? '';
  };
  async function anAward(earnerId: string, more: Record<string, unknown> = {}, achievementVersion?: string): Promise<string> {
    const version = achievementVersion ?? (await service.published(tenant)).achievementVersion;
    const { award } = await mutate(registrar, 'issueAward', { earnerId, achievementVersionId: `acv_${version}`, ...more }, 'award { id visibility }');
    return award?.id ?? '';
  }
  const read = async (principal: typeof administrator, id: string) =>
    (await ask<{ earner: Earner | null }>(principal, `query ($id: ID!) { earner(id: $id) { ${fields} awards(first: 50) { nodes { id visibility earner { id } } } } }`, { id })).earner;
  const mine = async (person: typeof administrator) =>
    (await ask<{ myEarners: Earner[] }>(person, `{ myEarners { ${fields} awards(first: 50) { nodes { id visibility earner { id } } } } }`)).myEarners;
  async function claimed(earnerId: string, person = aPerson()) {
    const { token } = await mutate(registrar, 'createClaimLink', { earnerId }, 'earner { id } token');
    await mutate(person, 'claimEarner', { token });
    return person;
  }

  it('claim their record with a token that is good once, and then see it, whoever keeps it', async () => {
    const earner = await anEarner('Ana Moreau', 'S-1');
    const award = await anAward(earner);
    const { token } = await mutate(registrar, 'createClaimLink', { earnerId: earner }, 'earner { id } token');
    const person = aPerson();
    expect(await mine(person)).toEqual([]);
    const claim = await mutate(person, 'claimEarner', { token });
    expect(claim).toMatchObject({ earner: { id: earner, state: 'CLAIMED', name: 'Ana Moreau', identifiers: [{ value: 'S-1' }] }, userErrors: [] });
    expect(await mine(person)).toMatchObject([{ id: earner, awards: { nodes: [{ id: award, earner: { id: earner } }] } }]);
    expect(await mutate(aPerson(), 'claimEarner', { token })).toMatchObject({ earner: null, userErrors: [{ code: 'NOT_FOUND' }] });
    expect(await read(aPerson(), earner)).toBeNull();
    const kept = await service.database.work((tx) => tx.query('SELECT 1 FROM claim_link WHERE tenant_id = $1', [tenant]));
    expect(kept).toEqual([]);
  });

  it('are not claimed by a key, by a link that was replaced, or by one that has run out', async () => {
    const earner = await anEarner('Bo Winther', 'S-2');
    const { token: former } = await mutate(registrar, 'createClaimLink', { earnerId: earner }, 'earner { id } token');
    const { token } = await mutate(registrar, 'createClaimLink', { earnerId: earner }, 'earner { id } token');
    expect((await mutate(registrar, 'claimEarner', { token })).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    expect((await mutate(aPerson(), 'claimEarner', { token: former })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    await service.database.work((tx) => tx.query(`UPDATE claim_link SET expires_at = now() WHERE tenant_id = $1`, [tenant]));
    expect((await mutate(aPerson(), 'claimEarner', { token })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await mutate(aRegistrar(newId()), 'createClaimLink', { earnerId: earner }, 'earner { id } token')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('withdraw PUBLIC_PAGE and nothing of them stays public, in the same transaction', async () => {
    const earner = await anEarner('Cleo Ash', 'S-3');
    const award = await anAward(earner, { visibility: 'PUBLIC' });
    expect((await mutate(registrar, 'giveConsent', { earnerId: earner, purpose: 'PUBLIC_PAGE' })).userErrors).toMatchObject([{ code: 'FIELD_MISSING' }]);
    const given = await mutate(registrar, 'giveConsent', { earnerId: earner, purpose: 'PUBLIC_PAGE', evidence: 'form 12' });
    expect(given.earner?.consents).toMatchObject([{ purpose: 'PUBLIC_PAGE', state: 'GIVEN', givenBy: 'TENANT', evidence: 'form 12' }]);
    const person = await claimed(earner);
    const withdrawn = await mutate(person, 'withdrawConsent', { earnerId: earner, purpose: 'PUBLIC_PAGE' });
    expect(withdrawn.earner?.consents).toMatchObject([{ state: 'WITHDRAWN', withdrawnBy: 'PERSON' }]);
    expect((await read(registrar, earner))?.awards?.nodes).toMatchObject([{ id: award, visibility: 'PRIVATE' }]);
    const told = await service.database.work((tx) => tx.query(`SELECT 1 FROM award_event WHERE tenant_id = $1 AND award_id = $2 AND what = 'SHOWN'`, [tenant, award.slice(4)]));
    expect(told).toHaveLength(1);
    const another = await anAward(earner, { visibility: 'PUBLIC' });
    expect((await read(registrar, earner))?.awards?.nodes.find(({ id }) => id === another)?.visibility).toBe('PRIVATE');
    const wider = (principal: typeof person) => mutate(principal, 'changeAwardVisibility', { id: award, visibility: 'PUBLIC' }, 'award { visibility }');
    expect((await wider(registrar)).userErrors).toMatchObject([{ code: 'VISIBILITY_NOT_YOURS' }]);
    expect(await wider(person)).toMatchObject({ award: { visibility: 'PUBLIC' }, userErrors: [] });
    expect((await wider(aPerson())).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('are erased: nothing tells who it was, awards stay, and it is complete when all services have confirmed', async () => {
    const earner = await anEarner('Dora Finch', 'S-4');
    const award = await anAward(earner, { partnerReference: 'finch-1' });
    await mutate(registrar, 'giveConsent', { earnerId: earner, purpose: 'RESEARCH', evidence: 'Finch folder' });
    expect((await mutate(registrar, 'eraseEarner', { earnerId: earner, reason: 'PERSON_ASKED' })).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    const erased = await mutate(administrator, 'eraseEarner', { earnerId: earner, reason: 'PERSON_ASKED' });
    expect(erased.earner).toMatchObject({ state: 'ERASED', name: null, identifiers: [], erasure: { completedAt: null }, consents: [{ evidence: null }] });
    const again = await mutate(administrator, 'eraseEarner', { earnerId: earner, reason: 'PERSON_ASKED' });
    expect(again).toMatchObject({ earner: { version: 2 }, userErrors: [] });
    const subject = earner.slice(4);
    const at = '2026-03-01T09:30:00Z';
    await service.hear({ contract: earnerErased, tenant, subject, version: 2, data: { earner: subject, at } });
    for (const one of ['pathways', 'verification']) {
      expect((await read(administrator, earner))?.erasure?.completedAt).toBeNull();
      await service.hear({ contract: erasureConfirmed, tenant, subject, version: 1, data: { earner: subject, service: one, at } });
    }
    expect((await read(administrator, earner))?.erasure?.completedAt).not.toBeNull();
    expect((await read(administrator, earner))?.awards?.nodes.map(({ id }) => id)).toEqual([award]);
    expect((await mutate(registrar, 'issueAward', { earnerId: earner, achievementVersionId: `acv_${newId()}` }, 'award { id }')).award).toBeNull();
    const { earners } = await ask<{ earners: { nodes: unknown[] } }>(
      administrator,
      `query ($filter: EarnerFilter) { earners(first: 5, filter: $filter) { nodes { id } } }`,
      { filter: { identifier: { type: 'STUDENT_ID', value: 'S-4' } } },
    );
    expect(earners.nodes).toEqual([]);
  });

  it('erase themselves, and are nobody then', async () => {
    const earner = await anEarner('Ed Poole', 'S-5');
    const person = await claimed(earner);
    expect(await mutate(person, 'eraseEarner', { earnerId: earner, reason: 'PERSON_ASKED' })).toMatchObject({ earner: null, userErrors: [] });
    expect(await mine(person)).toEqual([]);
    expect(await read(administrator, earner)).toMatchObject({ state: 'ERASED' });
  });

  it('are told everything, which others are not', async () => {
    const earner = await anEarner('Fay Lund', 'S-6');
    const award = await anAward(earner);
    const person = await claimed(earner);
    const everything = `query ($id: ID!) { earner(id: $id) { personalData } }`;
    const { earner: told } = await ask<{ earner: { personalData: unknown } }>(person, everything, { id: earner });
    expect(told.personalData).toMatchObject({ id: earner, name: 'Fay Lund', identifiers: [{ value: 'S-6' }], awards: [{ id: award, history: [{ what: 'ISSUED' }] }] });
    expect((await ask<{ earner: { personalData: unknown } }>(administrator, everything, { id: earner })).earner.personalData).toMatchObject({ name: 'Fay Lund' });
    const { errors } = await service.ask(registrar, everything, { id: earner });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('become one of two, and two again', async () => {
    const [from, into] = [await anEarner('Gus Vale', 'S-7'), await anEarner('G. Vale', 'S-8')];
    const [brought, own] = [await anAward(from), await anAward(into)];
    expect((await mutate(registrar, 'mergeEarners', { fromId: from, intoId: into })).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    const merged = await mutate(administrator, 'mergeEarners', { fromId: from, intoId: into });
    expect(merged.earner?.identifiers.map(({ value }) => value).sort()).toEqual(['S-7', 'S-8']);
    const survivor = await read(administrator, from);
    expect(survivor).toMatchObject({ id: into });
    expect(survivor?.awards?.nodes.map(({ id }) => id).sort()).toEqual([brought, own].sort());
    const later = await anAward(from);
    const split = await mutate(administrator, 'splitEarner', { earnerId: from });
    expect(split.earner).toMatchObject({ id: from, state: 'PROVISIONAL', name: 'Gus Vale', identifiers: [{ value: 'S-7' }] });
    expect((await read(administrator, from))?.awards?.nodes.map(({ id }) => id)).toEqual([brought]);
    expect((await read(administrator, into))?.awards?.nodes.map(({ id }) => id).sort()).toEqual([own, later].sort());
  });

  it('stay two while both hold what may be held once', async () => {
    const [from, into] = [await anEarner('Hal Birk', 'S-9'), await anEarner('H. Birk', 'S-10')];
    const version = await service.published(tenant, { duplicatePolicy: 'ONE_ACTIVE' });
    for (const one of [from, into]) await anAward(one, {}, version.achievementVersion);
    expect((await mutate(administrator, 'mergeEarners', { fromId: from, intoId: into })).userErrors).toMatchObject([{ code: 'ALREADY_AWARDED' }]);
    expect(await read(administrator, from)).toMatchObject({ id: from, state: 'PROVISIONAL' });
  });

  it('are erased with all records that were merged into theirs', async () => {
    const [from, into] = [await anEarner('Ida Roth', 'S-11'), await anEarner('I. Roth', 'S-12')];
    await mutate(administrator, 'mergeEarners', { fromId: from, intoId: into });
    await mutate(administrator, 'eraseEarner', { earnerId: from, reason: 'UNLAWFUL' });
    for (const id of [from, into]) expect(await read(administrator, id)).toMatchObject({ id, state: 'ERASED', name: null });
    const keys = await service.database.work((tx) => tx.query('SELECT 1 FROM earner_key WHERE earner_id = ANY($1::uuid[])', [[from.slice(4), into.slice(4)]]));
    expect(keys).toEqual([]);
  });
});

import { principalOf } from '@cairn/access';
import { accreditationCorrected, accreditationEnded, accreditationRecorded, mandateActivated, mandateEnded } from '@cairn/events';
import type { JsonObject } from '@cairn/credentials';
import { newId } from '@cairn/postgres';
import { Freshness } from '../verification/freshness.service.js';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';

type Answer = Record<string, { userErrors: { code: string }[] } & Record<string, unknown>>;

const payloads = {
  recordTrustEntry: 'RecordTrustEntryInput! trustEntry { id list issuer from until version ofRegistry }',
  endTrustEntry: 'EndTrustEntryInput! trustEntry { id until version }',
  importTrustList: 'ImportTrustListInput! added ended',
  recordAccreditation: 'RecordAccreditationInput! accreditation { id version body kind from until selfRecorded issuer { id } }',
  correctAccreditation: 'CorrectAccreditationInput! accreditation { id version body kind from until }',
  endAccreditation: 'EndAccreditationInput! accreditation { id version until }',
};

describe('trust and accreditation', () => {
  let registry: VerificationRegistry;
  let provider: Provider;
  let did: string;
  const operator = principalOf({ actor: newId(), tenant: newId(), operator: true });
  const tenant = principalOf({ actor: newId(), tenant: newId(), rights: ['ADMINISTER'] });
  const other = principalOf({ actor: newId(), tenant: newId(), rights: ['ADMINISTER'] });

  beforeAll(async () => {
    registry = await VerificationRegistry.open();
    provider = await new Provider(registry).introduce();
    did = (await issuerOf<{ did: string }>('did')).did;
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
  });

  async function run(name: keyof typeof payloads, input: Record<string, unknown>, principal = tenant) {
    const [type, ...selection] = payloads[name].split(' ');
    const answer = await registry.ask<Answer>(`mutation ($input: ${type}) { ${name}(input: $input) { ${selection.join(' ')} userErrors { code } } }`, { input }, principal);
    return answer[name] as Answer[string];
  }
  async function issuerOf<Fields>(fields: string, principal = tenant): Promise<Fields> {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Issuer { ${fields} } } }`;
    return (await registry.ask<{ _entities: [Fields] }>(query, { r: [{ __typename: 'Issuer', id: `iss_${provider.issuer}` }] }, principal))._entities[0];
  }
  const trust = async (args = '', principal = tenant) => (await issuerOf<{ trust: { state: string; lists: string[] } }>(`trust${args} { state lists }`, principal)).trust;

  it('tells who vouches for an issuer, each tenant by its own lists and everybody by those of the operator', async () => {
    expect(await trust()).toEqual({ state: 'NOT_LISTED', lists: [] });
    const { trustEntry } = await run('recordTrustEntry', { list: 'Ours', issuer: did, name: 'Harbour University', from: '2026-01-01T00:00:00Z' });
    expect(trustEntry).toMatchObject({ version: 1, ofRegistry: false, until: null });
    expect(await trust()).toEqual({ state: 'RECOGNISED', lists: ['Ours'] });
    expect(await trust('', other)).toEqual({ state: 'NOT_LISTED', lists: [] });
    await run('recordTrustEntry', { list: 'Of the registry', issuer: did, name: 'Harbour University', from: '2026-01-01T00:00:00Z' }, operator);
    expect(await trust('', other)).toEqual({ state: 'RECOGNISED', lists: ['Of the registry'] });
    expect(await trust('(asOf: "2025-12-31T00:00:00Z")')).toEqual({ state: 'NOT_LISTED', lists: [] });
  });

  it('answers what was known on an earlier day of an entry that was ended later, backdated', async () => {
    const before = registry.now();
    registry.forward(60_000);
    const { nodes } = (await registry.ask<{ trustEntries: { nodes: { id: string }[] } }>('{ trustEntries(first: 10, list: "Ours") { nodes { id list } pageInfo { hasNextPage } } }', {}, tenant)).trustEntries;
    const ended = await run('endTrustEntry', { id: nodes[0]?.id, until: '2026-02-01T00:00:00Z' });
    expect(ended['trustEntry']).toMatchObject({ version: 2, until: '2026-02-01T00:00:00.000Z' });
    expect((await trust('(asOf: "2026-03-01T00:00:00Z")', tenant)).lists).toEqual(['Of the registry']);
    expect((await trust(`(asOf: "2026-03-01T00:00:00Z", knownAsOf: "${before}")`)).lists).toContain('Ours');
    expect((await run('endTrustEntry', { id: nodes[0]?.id }, other)).userErrors).toEqual([{ code: 'NOT_FOUND' }]);
  });

  it('takes a published registry of known issuers over, and ends whom its next edition leaves out', async () => {
    const registryOf = (...names: string[]) => ({ registry: Object.fromEntries(names.map((name) => [`did:web:${name}.example`, { name, url: `https://${name}.example` }])) });
    const bring = (registry: unknown, more = {}) => run('importTrustList', { list: 'Known', registry, source: 'https://registries.example/known.json', ...more });
    expect(await bring(registryOf('one', 'two'), { from: '2026-01-01T00:00:00Z' })).toMatchObject({ added: 2, ended: 0, userErrors: [] });
    expect(await bring(registryOf('one', 'two'))).toMatchObject({ added: 0, ended: 0 });
    expect(await bring(registryOf('two', 'three'), { endMissing: true })).toMatchObject({ added: 1, ended: 1 });
    expect(await bring([{ did: 'did:web:four.example', name: 'Four' }])).toMatchObject({ added: 1 });
    for (const nonsense of [{}, [], 'text', { registry: { 'not an issuer': { name: 'x' } } }, [{ name: 'without id' }], 7])
      expect((await bring(nonsense)).userErrors).toEqual([{ code: 'INVALID_VALUE' }]);
  });

  it('refuses what is no entry, and who may not make one', async () => {
    const input = { list: 'Ours', issuer: did, name: 'x' };
    expect((await run('recordTrustEntry', { ...input, issuer: 'somebody' })).userErrors).toEqual([{ code: 'INVALID_VALUE' }]);
    expect((await run('recordTrustEntry', { ...input, list: ' ', name: '' })).userErrors).toHaveLength(2);
    const nobody = principalOf({ actor: newId(), tenant: newId(), rights: ['AWARD'] });
    expect((await run('recordTrustEntry', input, nobody)).userErrors).toEqual([{ code: 'GRANT_MISSING' }]);
    expect((await run('recordAccreditation', { subject: did, body: 'x', kind: 'APPROVED', from: '2026-01-01' }, nobody)).userErrors).toEqual([{ code: 'GRANT_MISSING' }]);
  });

  it('answers which accreditations held on a day, as known on another', async () => {
    const held = async (on: string, knownAsOf?: string) =>
      (await issuerOf<{ accreditations: { body: string; until: string | null }[] }>(`accreditations(on: "${on}"${knownAsOf ? `, knownAsOf: "${knownAsOf}"` : ''}) { body until }`)).accreditations;
    const made = await run('recordAccreditation', { subject: did, body: 'National agency', kind: 'ACCREDITED', from: '2020-01-01', until: '2030-01-01' });
    expect(made['accreditation']).toMatchObject({ version: 1, selfRecorded: false, issuer: { id: `iss_${provider.issuer}` } });
    const { id } = made['accreditation'] as { id: string };
    const first = registry.now();
    registry.forward(1_000);
    expect((await run('correctAccreditation', { id, until: '2025-01-01' })).userErrors).toEqual([]);
    expect(await held('2026-01-01')).toEqual([]);
    expect(await held('2026-01-01', first)).toEqual([{ body: 'National agency', until: '2030-01-01' }]);
    expect(await held('2024-06-01')).toEqual([{ body: 'National agency', until: '2025-01-01' }]);
    expect((await run('correctAccreditation', { id, until: null }))['accreditation']).toMatchObject({ version: 3, until: null });
    expect((await run('endAccreditation', { id, until: '2026-06-01' }))['accreditation']).toMatchObject({ version: 4 });
    expect([(await held('2026-05-31')).length, (await held('2026-06-01')).length]).toEqual([1, 0]);
    expect((await run('endAccreditation', { id, until: '2019-01-01' })).userErrors[0]?.code).toBe('ACCREDITATION_INVALID');
    expect((await run('correctAccreditation', { id, body: 'Mine now' }, other)).userErrors).toEqual([{ code: 'NOT_FOUND' }]);
    expect([accreditationRecorded, accreditationCorrected, accreditationEnded].map(({ type }) => type)).toHaveLength(3);
  });

  it('lets no tenant accredit an issuer of its own, and says of one that an operator recorded there whose it is', async () => {
    const input = { subject: did, body: 'We ourselves', kind: 'RECOGNISED', from: '2026-01-01' };
    expect(await run('recordAccreditation', input, provider.administrator)).toMatchObject({ accreditation: null, userErrors: [{ code: 'ACCREDITATION_SELF' }] });
    const made = await run('recordAccreditation', input, { ...provider.administrator, operator: true });
    expect(made['accreditation']).toMatchObject({ selfRecorded: true });
  });

  it('lets a mandate speak for whoever awards what another defined, and only while it lasts', async () => {
    const agent = await new Provider(registry).introduce();
    const mandate = newId();
    const days = (from: string, until: string | null, at: string) => ({
      mandate, mandatorIssuer: provider.issuer, agentTenant: agent.tenant, agentIssuer: agent.issuer, actions: ['AWARD' as const], achievements: null, from: `${from}T00:00:00Z`, until: until && `${until}T00:00:00Z`, at,
    });
    const fact = await agent.award();
    await registry.app.get(Freshness).probe();
    const document = (await (await registry.get(`/c/awd_${fact.award}.json`)).json()) as JsonObject & { credentialSubject: { achievement: JsonObject } };
    // The document names the definition of another issuer: its proof no longer holds, but what is asked here is who might.
    const { achievement } = document.credentialSubject;
    const borrowed = { ...document, credentialSubject: { ...document.credentialSubject, achievement: { ...achievement, id: String(achievement['id']).replace(agent.achievementVersion, provider.achievementVersion) } } };
    const authority = async () => {
      const query = 'query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { steps { step outcome code } } }';
      const { steps } = (await registry.ask<{ verifyCredential: { steps: { step: string; code: string | null; outcome: string }[] } }>(query, { input: { document: borrowed } })).verifyCredential;
      return ['definition', 'authority'].map((step) => steps.find((one) => one.step === step)?.code ?? 'VALID');
    };
    expect(await authority()).toEqual(['DEFINITION_OF_ANOTHER_ISSUER', 'MANDATE_MISSING']);
    const at = registry.now();
    await registry.hear({ contract: mandateActivated, tenant: provider.tenant, subject: mandate, version: 2, data: days('2020-01-01', null, at) });
    expect(await authority()).toEqual(['VALID', 'VALID']);
    await registry.hear({ contract: mandateEnded, tenant: provider.tenant, subject: mandate, version: 3, data: days('2020-01-01', '2021-01-01', registry.now()) });
    expect(await authority()).toEqual(['DEFINITION_OF_ANOTHER_ISSUER', 'MANDATE_MISSING']);
  });
});

import { principalOf } from '@cairn/access';
import { type AwardFact, earnerClaimed, earnerErased, earnerMerged, earnerSplit } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';

const credentialOf = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Award { credential { state document } } } }`;
const verify = `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict ours steps { step outcome code } } }`;

interface Verified {
  readonly verifyCredential: { verdict: string; ours: boolean; steps: { step: string; code: string | null }[] };
}

describe('erasing the person behind credentials', () => {
  let registry: VerificationRegistry;
  let provider: Provider;

  beforeAll(async () => {
    registry = await VerificationRegistry.open();
    provider = await new Provider(registry).introduce();
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
  });

  const at = '2026-03-01T09:30:00Z';
  const rows = <Row>(sql: string, values: unknown[] = []) => registry.test.database.work((tx) => tx.query<Row>(sql, values));
  const tell = (contract: typeof earnerErased, subject: string, version: number, data: object) =>
    registry.hear({ contract, tenant: provider.tenant, subject, version, data: data as { earner: string; at: string } });
  const erase = (earner: string, version = 2) => tell(earnerErased, earner, version, { earner, at });
  const credential = async ({ award }: AwardFact, principal = provider.administrator) => {
    const { _entities } = await registry.ask<{ _entities: { credential: { state: string; document: unknown } | null }[] }>(
      credentialOf,
      { representations: [{ __typename: 'Award', id: `awd_${award}` }] },
      principal,
    );
    return _entities[0]?.credential ?? null;
  };
  const checked = async (input: object) => (await registry.ask<Verified>(verify, { input })).verifyCredential;

  it('destroys the document, says so at its address, and lets a copy verify as before', async () => {
    const award = await provider.award({ results: [{ name: 'Score', value: 'seventy seven' }] });
    const copy = (await (await registry.get(`/c/awd_${award.award}.json`)).json()) as object;
    expect((await checked({ document: copy })).verdict).toBe('VALID');
    await erase(award.earner);
    expect(await credential(award)).toEqual({ state: 'SUBJECT_ERASED', document: null });
    const page = await registry.get(`/c/awd_${award.award}`, { accept: 'text/html' });
    expect([page.status, await page.text()]).toEqual([410, expect.stringContaining('The person was erased')]);
    const machine = await registry.get(`/c/awd_${award.award}.json`);
    expect([machine.status, machine.headers.get('content-type')]).toEqual([410, expect.stringContaining('application/problem+json')]);
    expect(await machine.json()).toMatchObject({ code: 'SUBJECT_ERASED' });
    expect(await checked({ document: copy })).toMatchObject({ verdict: 'VALID', ours: true });
    expect(await checked({ url: (copy as { id: string }).id })).toMatchObject({ verdict: 'UNKNOWN', steps: [{ code: 'SUBJECT_ERASED' }] });
    const left = await rows<{ text: string }>(`SELECT c::text AS text FROM credential c UNION ALL SELECT d::text FROM credential_document d UNION ALL SELECT t::text FROM document_trace t`);
    expect(left.filter(({ text }) => text.includes('seventy seven'))).toEqual([]);
    await provider.revoke(award);
    expect((await checked({ document: copy })).verdict).toBe('INVALID');
  });

  it('confirms once, in the same transaction', async () => {
    const award = await provider.award();
    await erase(award.earner);
    await erase(award.earner);
    const waiting = await rows<{ id: string }>(`SELECT event_id AS id FROM outbox WHERE subject = $1 AND type = 'cairn.erasure.confirmed.v1'`, [award.earner]);
    const sent = registry.bus.published.filter(({ topic, key }) => topic === 'cairn.erasure.v1' && key === award.earner);
    const ids = [...waiting.map(({ id }) => id), ...sent.map(({ value }) => (JSON.parse(value) as { id: string }).id)];
    expect(new Set(ids).size).toBe(1);
    expect(await rows('SELECT 1 FROM person_copy WHERE earner_id = $1 AND erased_at IS NOT NULL', [award.earner])).toHaveLength(1);
  });

  it('brings nobody back by an award that is heard of afterwards', async () => {
    const earner = newId();
    await erase(earner);
    const late = await provider.award({ earner, visibility: 'PUBLIC' });
    expect(await credential(late)).toEqual({ state: 'SUBJECT_ERASED', document: null });
    expect((await registry.get(`/c/awd_${late.award}.json`)).status).toBe(410);
    await tell(earnerClaimed as never, earner, 3, { earner, account: newId(), at });
    expect(await rows('SELECT 1 FROM person_copy WHERE earner_id = $1 AND account_id IS NOT NULL', [earner])).toEqual([]);
  });

  it('keeps the document of everybody else, which no role may destroy', async () => {
    const award = await provider.award();
    await credential(award);
    await rows('DELETE FROM credential_document d USING credential c WHERE c.id = d.credential_id AND c.award_id = $1', [award.award]);
    expect((await credential(award))?.document).not.toBeNull();
    expect(await rows(`SELECT 1 FROM credential_document d JOIN credential c ON c.id = d.credential_id WHERE c.award_id = $1`, [award.award])).toHaveLength(1);
  });

  it('shows a person his own private credentials, also those of a merged record, and nobody else', async () => {
    const [award, brought] = [await provider.award({ visibility: 'PRIVATE' }), await provider.award({ visibility: 'PRIVATE' })];
    const account = newId();
    const person = principalOf({ kind: 'PERSON', actor: account, account, tenant: null });
    const stranger = principalOf({ kind: 'PERSON', actor: newId(), account: newId(), tenant: null });
    expect(await credential(award, person)).toBeNull();
    await tell(earnerClaimed as never, award.earner, 2, { earner: award.earner, account, at });
    await tell(earnerMerged as never, award.earner, 3, { earner: award.earner, from: brought.earner, at });
    for (const one of [award, brought]) expect(await credential(one, person)).toMatchObject({ state: expect.any(String), document: { type: expect.any(Array) } });
    expect(await credential(award, stranger)).toBeNull();
    const later = await provider.award({ earner: brought.earner, visibility: 'PRIVATE' });
    expect(await credential(later, person)).not.toBeNull();
    const everything = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Earner { credentialData } } }`;
    const asked = { representations: [{ __typename: 'Earner', id: `ern_${award.earner}` }] };
    const { _entities } = await registry.ask<{ _entities: { credentialData: { credentials: unknown[] } }[] }>(everything, asked, person);
    expect(_entities[0]?.credentialData.credentials).toHaveLength(3);
    await tell(earnerSplit as never, award.earner, 4, { earner: award.earner, from: brought.earner, awards: [brought.award], at });
    expect([await credential(brought, person), await credential(award, person)]).toEqual([null, expect.anything()]);
  });

  it('follows who may see an award: a page is gone at once when it is made private', async () => {
    const award = await provider.award();
    const path = `/c/awd_${award.award}.json`;
    expect((await registry.get(path)).status).toBe(200);
    const hidden = await provider.change('visibility-changed', award, { visibility: 'PRIVATE' });
    expect((await registry.get(path)).status).toBe(404);
    const shown = await provider.change('visibility-changed', hidden, { visibility: 'PUBLIC' });
    expect((await registry.get(path)).status).toBe(200);
    await provider.revoke(shown);
    expect((await registry.get(path)).status).toBe(200);
  });
});

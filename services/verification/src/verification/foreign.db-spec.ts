import { principalOf } from '@cairn/access';
import type { JsonObject } from '@cairn/credentials';
import { Fetcher } from '@cairn/fetching';
import { Database, newId } from '@cairn/postgres';
import { ForeignIssuer } from '../testing/foreign-issuer.js';
import { Provider } from '../testing/provider.js';
import { publicUrl, VerificationRegistry } from '../testing/verification-registry.js';
import { Freshness } from './freshness.service.js';

const fields = `verdict ours format container knownAsOf statusAsOf trust { state lists } accreditations { body selfRecorded }
  claim { id title issuer issuerName achievement awardedAt validFrom } steps { step outcome code message evidenceAt } endorsements { about verdict code isSelf } nested { verdict }`;
const one = `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { ${fields} } }`;
const many = `query ($inputs: [VerifyCredentialInput!]!) { verifyCredentials(inputs: $inputs) { ${fields} } }`;

interface Answer {
  verdict: string;
  ours: boolean;
  format: string | null;
  container: string | null;
  statusAsOf: string | null;
  trust: { state: string; lists: string[] };
  accreditations: { body: string; selfRecorded: boolean }[];
  claim: Record<string, string | null> | null;
  steps: { step: string; outcome: string; code: string | null; message: string; evidenceAt: string | null }[];
  endorsements: { about: string; verdict: string; code: string | null; isSelf: boolean }[];
}

describe('credentials of others', () => {
  let registry: VerificationRegistry;
  let issuer: ForeignIssuer;
  const administrator = principalOf({ actor: newId(), tenant: newId(), rights: ['ADMINISTER'] });

  beforeAll(async () => {
    issuer = await ForeignIssuer.open();
    registry = await VerificationRegistry.open(undefined, issuer.fetching);
  }, 60_000);
  beforeEach(() => {
    issuer.asked.length = 0;
    issuer.revoked = false;
    issuer.silent = false;
  });
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
    await issuer.close();
  });

  const verify = async (input: Record<string, unknown>, principal = administrator) => (await registry.ask<{ verifyCredential: Answer }>(one, { input }, principal)).verifyCredential;
  const code = ({ steps }: Answer, step: string) => steps.find((candidate) => candidate.step === step)?.code ?? null;

  it('are valid when their issuer publishes key and status, as JSON, as a token and by address', async () => {
    const document = await issuer.credential();
    issuer.pages.set('/credentials/1', { type: 'application/vc+ld+json', body: JSON.stringify(document) });
    const compact = await issuer.token();
    for (const [input, format] of [[{ document }, 'OB3_LD'], [{ compact }, 'OB3_JWT'], [{ file: Buffer.from(compact).toString('base64') }, 'OB3_JWT'], [{ url: `${issuer.origin}/credentials/1` }, 'OB3_LD']] as const) {
      const answer = await verify(input);
      expect(answer.steps.filter(({ outcome }) => outcome !== 'VALID')).toEqual([]);
      expect(answer).toMatchObject({ verdict: 'VALID', ours: false, format, container: 'NONE', trust: { state: 'NOT_LISTED' } });
      expect(answer.claim).toMatchObject({ title: 'Bookbinding for beginners', issuer: issuer.did, issuerName: 'Lakeside College', awardedAt: '2026-02-27T00:00:00.000Z' });
    }
    expect(issuer.asked.filter((path) => path === '/.well-known/did.json')).toHaveLength(1);
  });

  it('that were revoked since are invalid once the list is looked at again', async () => {
    const document = await issuer.credential();
    expect(await verify({ document })).toMatchObject({ verdict: 'VALID' });
    const before = registry.now();
    issuer.revoked = true;
    registry.forward(61_000);
    const answer = await verify({ document });
    expect([answer.verdict, code(answer, 'revocation')]).toEqual(['INVALID', 'REVOKED']);
    // The same question about the earlier day has the earlier answer, and nobody is asked.
    issuer.asked.length = 0;
    expect(await verify({ document, asOf: before, knownAsOf: before })).toMatchObject({ verdict: 'VALID', knownAsOf: before });
    expect(issuer.asked).toEqual([]);
    issuer.revoked = false;
    registry.forward(61_000);
    await verify({ document });
  });

  it('of which nothing was known by a day cannot be judged as of then', async () => {
    const document = await issuer.credential();
    const answer = await verify({ document, knownAsOf: '2020-01-01T00:00:00Z' });
    expect([answer.verdict, code(answer, 'issuerKey')]).toEqual(['UNKNOWN', 'KEY_NOT_BOUND_TO_ISSUER']);
    expect(issuer.asked).toEqual([]);
  });

  it('whose issuer is silent stand on what it published a day ago at most, and its status is told to be old', async () => {
    const document = await issuer.credential();
    expect(await verify({ document })).toMatchObject({ verdict: 'VALID' });
    issuer.silent = true;
    registry.forward(10 * 60_000 + 1_000);
    const old = await verify({ document });
    expect([old.verdict, code(old, 'issuerKey'), code(old, 'revocation')]).toEqual(['UNKNOWN', null, 'STATUS_STALE']);
    registry.forward(25 * 3_600_000);
    const gone = await verify({ document });
    expect([gone.verdict, code(gone, 'issuerKey'), code(gone, 'revocation')]).toEqual(['UNKNOWN', 'KEY_NOT_BOUND_TO_ISSUER', 'STATUS_NOT_OBTAINED']);
  });

  it('of an address that does not answer at all, or must not be called, are unknown, with the reason', async () => {
    registry.forward(3_600_000);
    for (const [id, reason] of [
      ['did:web:127.0.0.1%3A1', /port 443/], ['did:web:localhost', /no public address|did not answer/], ['did:web:10.0.0.1', /no public address/], ['did:web:169.254.169.254', /no public address/], ['https://[::1]/issuer', /no public address/],
      ['http://issuer.example/', /only https/], ['did:ion:abc', /not resolved/],
    ] as const) {
      const document = { ...(await issuer.credential()), issuer: { id, type: ['Profile'], name: 'Nobody' } };
      const answer = await verify({ document });
      expect(answer.verdict).not.toBe('VALID');
      expect(answer.steps.find(({ step }) => step === 'issuerKey' || step === 'issuerIdentity')?.message).toBeDefined();
      expect(answer.steps.map(({ message }) => message).join(' ')).toMatch(reason);
    }
    expect(await verify({ url: 'https://127.0.0.1/c/1' })).toMatchObject({ verdict: 'UNKNOWN', steps: [{ code: 'ADDRESS_NOT_READ' }] });
  });

  it('are checked against the recipient that is given, and not kept', async () => {
    registry.forward(3_600_000);
    const document = await issuer.credential();
    expect(await verify({ document, recipient: [{ type: 'did', value: 'did:example:reader' }] })).toMatchObject({ verdict: 'VALID' });
    const other = await verify({ document, recipient: [{ type: 'did', value: 'did:example:somebody' }] });
    expect([other.verdict, code(other, 'subject')]).toEqual(['INVALID', 'RECIPIENT_DIFFERS']);
    const mail = await verify({ document, recipient: [{ type: 'emailAddress', value: 'ada@example.org' }] });
    expect([mail.verdict, code(mail, 'subject')]).toEqual(['UNKNOWN', 'RECIPIENT_TYPE_NOT_GIVEN']);
  });

  it('are found to copy the words of a definition that another issuer published here', async () => {
    const provider = await new Provider(registry).introduce({ title: 'Bookbinding with care', description: 'Twelve evenings of folding, sewing and casing-in, as only we teach it.' });
    const copied = (over: Partial<{ id: string; name: string }> = {}) => ({
      id: `${issuer.origin}/achievements/2`, name: 'Bookbinding With Care', description: 'Twelve evenings of folding, sewing and casing-in, as only we teach it.',
      criteriaNarrative: 'Hand in three artefacts.', achievementType: 'MicroCredential', version: '1', tags: [], alignments: [], inLanguage: 'en', ...over,
    });
    const later = new Date(Date.parse(registry.now()) + 1_000);
    registry.forward(5_000);
    const dates = { validFrom: later, awardedDate: later };
    const words = await verify({ document: await issuer.credential({ achievement: copied(), ...dates }) });
    expect([words.verdict, code(words, 'definition')]).toEqual(['INVALID', 'DEFINITION_COPIED']);
    const id = `${publicUrl}/a/acv_${provider.achievementVersion}`;
    const named = await verify({ document: await issuer.credential({ achievement: copied({ id }), ...dates }) });
    expect([named.verdict, code(named, 'definition'), code(named, 'authority')]).toEqual(['INVALID', 'DEFINITION_OF_ANOTHER_ISSUER', 'MANDATE_MISSING']);
    // Whoever awarded it before it was published here copied nothing.
    expect(code(await verify({ document: await issuer.credential({ achievement: copied() }) }), 'definition')).toBeNull();
  });

  it('are judged many at once, in their order, each by itself', async () => {
    const document = await issuer.credential();
    const inputs = [{ document }, { document: { ...document, name: 'Changed' } }, { document: 'nothing' }, { compact: await issuer.token() }];
    const { verifyCredentials } = await registry.ask<{ verifyCredentials: Answer[] }>(many, { inputs });
    expect(verifyCredentials.map(({ verdict }) => verdict)).toEqual(['VALID', 'INVALID', 'INVALID', 'VALID']);
    await expect(registry.ask(many, { inputs: Array.from({ length: 101 }, () => inputs[2]) })).rejects.toThrow(/BAD_USER_INPUT/);
  });

  it('are taken by POST /verify as they are, or with a question around them', async () => {
    const document = await issuer.credential();
    const post = async (body: string, type: string) => (await registry.post('/verify', body, { 'content-type': type })).json() as Promise<Answer>;
    expect(await post(JSON.stringify(document), 'application/json')).toMatchObject({ verdict: 'VALID', format: 'OB3_LD' });
    expect(await post(await issuer.token(), 'text/plain')).toMatchObject({ verdict: 'VALID', format: 'OB3_JWT' });
    expect(await post(JSON.stringify({ document, asOf: '2025-01-01T00:00:00Z' }), 'application/json')).toMatchObject({ verdict: 'INVALID' });
    expect((await registry.post('/verify', JSON.stringify({ document, compact: 'x' }), { 'content-type': 'application/json' })).status).toBe(400);
    expect((await registry.post('/verify', 'x'.repeat(1_100_000), { 'content-type': 'text/plain' })).status).toBe(413);
    expect(await post('', 'application/octet-stream')).toMatchObject({ verdict: 'INVALID' });
  });

  it('carry endorsements that are judged beside them', async () => {
    const document: JsonObject = await issuer.credential();
    const answer = await verify({ document: { ...document, endorsement: [await issuer.credential()] } });
    expect(answer.endorsements).toEqual([{ about: 'CREDENTIAL', verdict: 'INVALID', code: 'NOT_AN_ENDORSEMENT', isSelf: true }]);
  });

  it('may be badges of Open Badges 2.0, which are held against what their issuer hosts, trusted under its own name', async () => {
    const page = (path: string, value: JsonObject) => issuer.pages.set(path, { type: 'application/ld+json', body: JSON.stringify(value) });
    const at = (path: string) => issuer.origin + path;
    const context = 'https://w3id.org/openbadges/v2';
    const assertion: JsonObject = {
      '@context': context, id: at('/assertions/1'), type: 'Assertion', badge: at('/badges/1'), issuedOn: '2026-03-01T00:00:00Z', verification: { type: 'HostedBadge' },
      recipient: { type: 'email', hashed: false, identity: 'ada@example.org' },
    };
    page('/assertions/1', assertion);
    page('/badges/1', { '@context': context, id: at('/badges/1'), type: 'BadgeClass', name: 'Knots', description: 'Ties ten knots.', image: at('/knots.png'), criteria: { narrative: 'Tie them.' }, issuer: at('/issuer') });
    page('/issuer', { '@context': context, id: at('/issuer'), type: 'Issuer', name: 'Lakeside College', url: issuer.origin, email: 'badges@issuer.example' });
    await registry.ask(
      'mutation ($input: RecordTrustEntryInput!) { recordTrustEntry(input: $input) { userErrors { code } } }',
      { input: { list: 'Badges', issuer: at('/issuer'), name: 'Lakeside College', from: '2020-01-01T00:00:00Z' } },
      administrator,
    );
    const answer = await verify({ document: assertion, recipient: [{ type: 'emailAddress', value: 'ada@example.org' }] });
    expect(answer.steps.filter(({ outcome }) => outcome !== 'VALID')).toEqual([]);
    expect(answer).toMatchObject({ verdict: 'VALID', format: 'OB2_HOSTED', trust: { state: 'RECOGNISED', lists: ['Badges'] } });
    const changed = await verify({ document: { ...assertion, issuedOn: '2020-01-01T00:00:00Z' } });
    expect([changed.verdict, code(changed, 'proof')]).toEqual(['INVALID', 'HOSTED_COPY_DIFFERS']);
    expect(await verify({ url: at('/assertions/1') })).toMatchObject({ verdict: 'VALID' });
    page('/assertions/2', { '@context': context, id: at('/assertions/2'), type: 'Assertion', revoked: true });
    const revoked = await verify({ document: { ...assertion, id: at('/assertions/2') } });
    expect([revoked.verdict, code(revoked, 'revocation')]).toEqual(['INVALID', 'REVOKED']);
  });

  it('leave nothing behind that is about a person', async () => {
    const kept = await registry.app.get<Database>(Database as never).work((tx) => tx.query<{ url: string; body: Buffer }>('SELECT s.url, d.body FROM foreign_snapshot s JOIN foreign_document d ON d.digest = s.digest'));
    const paths = new Set(kept.map(({ url }) => new URL(url).pathname));
    expect(paths).toEqual(new Set(['/.well-known/did.json', '/status/1', '/badges/1', '/issuer', '/assertions/2']));
    // What is left of a revoked assertion names nobody.
    expect(kept.filter(({ body }) => /ada@example\.org|did:example:reader/.test(body.toString()))).toEqual([]);
  });

  it('of this registry need nobody else, whatever they carry', async () => {
    const provider = await new Provider(registry).introduce();
    const fact = await provider.award();
    await registry.app.get(Freshness).probe();
    const document = (await (await registry.get(`/c/awd_${fact.award}.json`)).json()) as JsonObject;
    issuer.asked.length = 0;
    const out = jest.spyOn(registry.app.get(Fetcher), 'get').mockImplementation((url) => Promise.reject(new Error(`${url} was called`)));
    registry.bus.up = false;
    expect(await verify({ document })).toMatchObject({ verdict: 'VALID', ours: true });
    expect(await verify({ url: `${publicUrl}/c/awd_${fact.award}` })).toMatchObject({ verdict: 'VALID', ours: true });
    await verify({ document: { ...document, endorsement: [await issuer.credential()], relatedResource: [{ id: `${issuer.origin}/r`, digestSRI: 'sha256-x' }] } });
    const stranger = { ...document, issuer: { ...(document['issuer'] as JsonObject), id: `${String((document['issuer'] as JsonObject)['id'])}-x` } };
    expect(await verify({ document: stranger })).toMatchObject({ ours: false });
    expect(out).not.toHaveBeenCalled();
    registry.bus.up = true;
    out.mockRestore();
    expect(issuer.asked).toEqual([]);
  });
});

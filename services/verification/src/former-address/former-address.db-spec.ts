import { principalOf } from '@cairn/access';
import { earnerErased } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { ForeignIssuer } from '../testing/foreign-issuer.js';
import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';

interface Job {
  readonly state: string;
  readonly created: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly errors: readonly { readonly row: number; readonly code: string; readonly field: string | null }[];
}

const start = `mutation ($input: ImportFormerDocumentsInput!) { importFormerDocuments(input: $input) { job { id } userErrors { code } } }`;
const look = `query ($id: ID!) { formerDocumentsImport(id: $id) { state created replaced unchanged failed errors { row code field } } }`;
const verify = `query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict steps { step outcome code } } }`;

describe('addresses of a former host', () => {
  let registry: VerificationRegistry;
  let provider: Provider;
  let heron: ForeignIssuer;

  beforeAll(async () => {
    heron = await ForeignIssuer.open();
    registry = await VerificationRegistry.open(undefined, heron.fetching);
    provider = await new Provider(registry).introduce();
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
    await heron.close();
  });

  const run = async (lines: readonly object[], { by = provider.administrator, dryRun = false } = {}): Promise<Job> => {
    const sent = await registry.send(by, 'POST', '/uploads/verification', { body: lines.map((line) => `${JSON.stringify(line)}\n`).join('') });
    const uploadId = String(sent.headers.get('location')).split('/').at(-1);
    const { importFormerDocuments } = await registry.ask<{ importFormerDocuments: { job: { id: string } } }>(start, { input: { uploadId, format: 'JSONL', dryRun } }, by);
    for (const until = Date.now() + 60_000; Date.now() < until; ) {
      const { formerDocumentsImport: job } = await registry.ask<{ formerDocumentsImport: Job }>(look, { id: importFormerDocuments.job.id }, by);
      if (job.state !== 'QUEUED' && job.state !== 'RUNNING') return job;
      await new Promise((resume) => setTimeout(resume, 20));
    }
    throw new Error('the import did not end');
  };
  const figures = ({ created, replaced, unchanged, failed }: Job) => ({ created, replaced, unchanged, refused: failed });

  /** As hosts of before write it: odd spaces, an order of their own, letters beyond ASCII. */
  const assertion = (id: string, more: object = {}) =>
    `{ "id":"${id}",\n  "type": "Assertion", "@context": "https://w3id.org/openbadges/v2", "badge": "${heron.origin}/public/badges/tides",` +
    `"issuedOn":"2019-05-01T10:00:00+00:00", "narrative": "Größe \\u00e9", ${JSON.stringify({ recipient: { type: 'email', hashed: false, identity: 'mira@people.example' }, verification: { type: 'HostedBadge' }, ...more }).slice(1)}`;
  const badgeClass = () => JSON.stringify({ '@context': 'https://w3id.org/openbadges/v2', type: 'BadgeClass', id: `${heron.origin}/public/badges/tides`, name: 'Tides', description: 'Reads tides.', image: `${heron.origin}/tides.png`, criteria: { narrative: 'Reads.' }, issuer: `${heron.origin}/public/issuers/heron` });
  const issuer = () => JSON.stringify({ '@context': 'https://w3id.org/openbadges/v2', type: 'Issuer', id: `${heron.origin}/public/issuers/heron`, name: 'Old Heron Badges', url: heron.origin, email: 'badges@heron.example' });
  const here = (address: string, tenant: string = provider.tenant) => `/former/ten_${tenant}/${address.replace('https://', '')}`;
  const asked = async (address: string, tenant?: string) => {
    const answer = await registry.get(here(address, tenant));
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  let made = 0;
  const anAddress = () => `${heron.origin}/public/assertions/old-${++made}`;

  it('answer with the same bytes, also with the query that was asked there', async () => {
    const award = await provider.award();
    const address = anAddress();
    const lines = [
      { address, body: assertion(address), subjectId: `awd_${award.award}` },
      { address: `${address}?v=2_0`, body: assertion(address, { version: '2_0' }), subjectId: `awd_${award.award}` },
      { address: `${heron.origin}/public/badges/tides`, body: badgeClass() },
      { address: `${heron.origin}/public/issuers/heron`, body: issuer(), subjectId: `iss_${provider.issuer}` },
    ];
    expect(figures(await run(lines, { dryRun: true }))).toEqual({ created: 4, replaced: 0, unchanged: 0, refused: 0 });
    expect((await asked(address)).status).toBe(404);
    expect(figures(await run(lines))).toEqual({ created: 4, replaced: 0, unchanged: 0, refused: 0 });
    for (const { address: at, body } of lines) expect(await asked(at)).toMatchObject({ status: 200, text: body });
    const { headers } = await asked(address);
    expect([headers.get('content-type'), headers.get('link'), headers.get('access-control-allow-origin')]).toEqual([
      expect.stringContaining('application/ld+json'),
      expect.stringContaining(`/c/awd_${award.award}>`),
      '*',
    ]);
    expect(figures(await run(lines))).toEqual({ created: 0, replaced: 0, unchanged: 4, refused: 0 });
    expect(figures(await run([{ ...lines[2], body: badgeClass().replace('Reads tides.', 'Reads all tides.') }]))).toEqual({ created: 0, replaced: 1, unchanged: 0, refused: 0 });
  });

  it('are enough for our own verifier, once the former host hands on what they answer', async () => {
    const award = await provider.award();
    const address = anAddress();
    const documents = [{ address, body: assertion(address), subjectId: `awd_${award.award}` }, { address: `${heron.origin}/public/badges/tides`, body: badgeClass() }, { address: `${heron.origin}/public/issuers/heron`, body: issuer() }];
    await run(documents);
    for (const one of documents) heron.pages.set(new URL(one.address).pathname, { type: 'application/ld+json', body: (await asked(one.address)).text });
    const { verifyCredential } = await registry.ask<{ verifyCredential: { verdict: string; steps: { outcome: string }[] } }>(verify, { input: { url: address } });
    expect(verifyCredential.verdict).toBe('VALID');
  });

  it('say that a badge is gone once its award was revoked here, and nothing while it is suspended', async () => {
    const [revoked, suspended] = [await provider.award(), await provider.award()];
    const [first, second, before] = [anAddress(), anAddress(), anAddress()];
    await run([
      { address: first, body: assertion(first), subjectId: `awd_${revoked.award}` },
      { address: second, body: assertion(second), subjectId: `awd_${suspended.award}` },
      { address: before, body: assertion(before, { revoked: true }), subjectId: `awd_${revoked.award}` },
    ]);
    await provider.revoke(revoked);
    const held = await provider.change('suspended', suspended, { state: 'SUSPENDED', cause: 'ISSUER' });
    const gone = await asked(first);
    expect([gone.status, JSON.parse(gone.text)]).toEqual([410, expect.objectContaining({ id: first, revoked: true })]);
    expect((await asked(second)).status).toBe(404);
    // It said so itself already.
    expect(await asked(before)).toMatchObject({ status: 200, text: assertion(before, { revoked: true }) });
    await provider.change('reinstated', held, { state: 'ACTIVE', cause: 'cleared' });
    expect((await asked(second)).status).toBe(200);
  });

  it('keep nothing of a person who was erased, and do not get it back', async () => {
    const award = await provider.award();
    const address = anAddress();
    const line = { address, body: assertion(address), subjectId: `awd_${award.award}` };
    await run([line]);
    await registry.hear({ contract: earnerErased, tenant: provider.tenant, subject: award.earner, version: 2, data: { earner: award.earner, at: registry.now() } as never });
    expect(figures(await run([line]))).toEqual({ created: 0, replaced: 0, unchanged: 1, refused: 0 });
    const { status, text } = await asked(address);
    expect([status, text.includes('mira')]).toEqual([410, false]);
    const left = await registry.test.database.work((tx) => tx.query<{ text: string }>(`SELECT d::text AS text FROM former_document d WHERE path LIKE '%' || $1`, [address.split('/').at(-1)]));
    expect(left.map(({ text: row }) => row.includes('mira'))).toEqual([false]);
  });

  it('refuse what another host would not have said, line by line', async () => {
    const address = anAddress();
    const job = await run([
      { address, body: assertion(`${address}-of-another`) },
      { address: 'ftp://heron.example/1', body: assertion(address) },
      { address, body: 'no JSON' },
      { address, body: JSON.stringify({ id: address, type: 'Recipe' }) },
      { address: 'http://127.0.0.1:4310/c/awd_1', body: assertion('http://127.0.0.1:4310/c/awd_1') },
      { address, body: assertion(address), subjectId: `ach_${newId()}` },
    ]);
    expect(job).toMatchObject({ created: 0, failed: 6 });
    expect(job.errors.map(({ row, code, field }) => [row, code, field])).toEqual([
      [1, 'INVALID_VALUE', 'body'],
      [2, 'INVALID_VALUE', 'address'],
      [3, 'INVALID_VALUE', 'body'],
      [4, 'INVALID_VALUE', 'body'],
      [5, 'ADDRESS_NOT_ALLOWED', 'address'],
      [6, 'INVALID_VALUE', 'subjectId'],
    ]);
    expect((await asked(address)).status).toBe(404);
  });

  it('are those of one tenant: another one that says something of the same host is asked at a path of its own', async () => {
    const address = anAddress();
    const other = principalOf({ actor: newId(), tenant: newId(), rights: ['ADMINISTER'] });
    await run([{ address, body: assertion(address) }]);
    await run([{ address, body: assertion(address, { narrative: 'Not so' }) }], { by: other });
    expect((await asked(address)).text).toBe(assertion(address));
    expect((await asked(address, other.tenant ?? '')).text).toContain('Not so');
    expect((await asked(address, newId())).status).toBe(404);
    expect((await registry.get('/former/nobody/heron.example/1')).status).toBe(404);
  });

  it('are imported by administrators alone, and called off by them', async () => {
    const awarder = principalOf({ actor: newId(), tenant: provider.tenant, rights: ['AWARD'] });
    const { importFormerDocuments } = await registry.ask<{ importFormerDocuments: { job: null; userErrors: { code: string }[] } }>(start, { input: { uploadId: '0'.repeat(32), format: 'JSONL' } }, awarder);
    expect(importFormerDocuments).toEqual({ job: null, userErrors: [{ code: 'GRANT_MISSING' }] });
    const cancel = `mutation ($input: CancelFormerDocumentsImportInput!) { cancelFormerDocumentsImport(input: $input) { job { state } userErrors { code } } }`;
    const { cancelFormerDocumentsImport } = await registry.ask<{ cancelFormerDocumentsImport: { userErrors: { code: string }[] } }>(cancel, { input: { id: `imp_${newId()}` } }, provider.administrator);
    expect(cancelFormerDocumentsImport.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
  });
});

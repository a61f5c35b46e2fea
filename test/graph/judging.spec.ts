import { aRegistry, aTenant, type TestTenant } from '@cairn/testkit';
import { anAward, anIssuer, aPublishedAchievement } from './arrange.js';

interface Judged {
  verdict: string;
  ours: boolean;
  trust: { state: string; lists: string[] };
  steps: { step: string; outcome: string; code: string | null }[];
}

const fields = 'verdict ours format trust { state lists } accreditations { body } claim { title issuerName } steps { step outcome code }';

describe('whoever is shown a credential', () => {
  let tenant: TestTenant;
  let document: Record<string, unknown>;
  let issuer: string;
  const anyone = () => aRegistry().operator.as(null);

  beforeAll(async () => {
    tenant = await aTenant();
    const made = await anIssuer(tenant);
    issuer = made.id;
    const award = await anAward(tenant, await aPublishedAchievement(tenant, made, 'Knows judges'), 'J-1');
    const read = await tenant.read<{ award: { credential: { document: Record<string, unknown> } } }>(
      'query ($id: ID!) { award(id: $id) { credential { document } } }',
      { id: award.id },
      { awaitPosition: award.position },
    );
    document = read.award.credential.document;
  });

  it('sends it as it is, and needs no key and no graph', async () => {
    const post = (body: string, type: string) => fetch(`${aRegistry().url}/verify`, { method: 'POST', body, headers: { 'content-type': type } });
    const judged = await post(JSON.stringify(document), 'application/json');
    expect(judged.status).toBe(200);
    expect(await judged.json()).toMatchObject({ verdict: 'VALID', ours: true, format: 'OB3_LD', claim: { title: 'Knows judges' } });
    expect(await (await post(JSON.stringify({ ...document, name: 'Changed' }), 'application/ld+json')).json()).toMatchObject({ verdict: 'INVALID' });
    expect((await post(JSON.stringify({ document, url: 'https://x.example' }), 'application/json')).headers.get('content-type')).toMatch(/problem\+json/);
    expect((await post('x'.repeat(1_200_000), 'text/plain')).status).toBe(413);
  });

  it('learns beside the verdict whom his own lists trust and who accredited the issuer', async () => {
    const did = (document['issuer'] as { id: string }).id;
    const before = await anyone().read<{ verifyCredential: Judged }>(`query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { ${fields} } }`, { input: { document } });
    expect(before.verifyCredential).toMatchObject({ verdict: 'VALID', trust: { state: 'NOT_LISTED' }, accreditations: [] });
    const accredit = 'mutation ($input: RecordAccreditationInput!) { recordAccreditation(input: $input) { userErrors { code } } }';
    const accreditation = { subject: did, body: 'Agency of tides', kind: 'ACCREDITED', from: '2020-01-01' };
    await tenant.mutate('mutation ($input: RecordTrustEntryInput!) { recordTrustEntry(input: $input) { userErrors { code } } }', {
      input: { list: 'Partners', issuer: did, name: 'Ours', from: '2020-01-01T00:00:00Z' },
    });
    expect((await tenant.mutate<object>(accredit, { input: accreditation }, { refusals: 'expected' })).userErrors).toMatchObject([{ code: 'ACCREDITATION_SELF' }]);
    await (await aTenant('Agency of tides')).mutate(accredit, { input: accreditation });
    const after = await tenant.read<{ verifyCredentials: Judged[] }>(`query ($inputs: [VerifyCredentialInput!]!) { verifyCredentials(inputs: $inputs) { ${fields} } }`, {
      inputs: [{ document }, { document: { ...document, name: 'Changed' } }],
    });
    expect(after.verifyCredentials).toMatchObject([
      { verdict: 'VALID', trust: { state: 'RECOGNISED', lists: ['Partners'] }, accreditations: [{ body: 'Agency of tides' }] },
      { verdict: 'INVALID', trust: { state: 'RECOGNISED' } },
    ]);
    const told = await tenant.read<{ issuer: { trust: { state: string }; accreditations: { selfRecorded: boolean }[] } }>(
      'query ($id: ID!) { issuer(id: $id) { trust { state } accreditations { selfRecorded } } }',
      { id: issuer },
    );
    expect(told.issuer).toEqual({ trust: { state: 'RECOGNISED' }, accreditations: [{ selfRecorded: false }] });
  });

  it('gets an answer, and calls nobody inside, whatever addresses a document names', async () => {
    const hosts = ['127.0.0.1', 'localhost', '169.254.169.254', '[::1]', '10.0.0.1', '0x7f.1', 'metadata.internal'];
    const inputs = hosts.flatMap((host) => [
      { url: `https://${host}/credential` },
      { document: { ...document, issuer: { id: `https://${host}/issuer`, type: ['Profile'], name: 'Nobody' } } },
      { document: { ...document, issuer: { id: `did:web:${host.replaceAll(/[[\]:]/g, '')}`, type: ['Profile'], name: 'Nobody' } } },
    ]);
    const { verifyCredentials } = await anyone().read<{ verifyCredentials: Judged[] }>(`query ($inputs: [VerifyCredentialInput!]!) { verifyCredentials(inputs: $inputs) { verdict ours } }`, { inputs });
    expect(verifyCredentials).toHaveLength(inputs.length);
    expect(verifyCredentials.filter(({ verdict, ours }) => verdict === 'VALID' || ours)).toEqual([]);
  });
});

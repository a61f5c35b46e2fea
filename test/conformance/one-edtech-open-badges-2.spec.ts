import { readInput, verifyCredential, type FoundDocument, type VerificationEvidence } from '@cairn/credentials';
import { describeUnless } from '@cairn/testkit';
import { bytesOf, filesIn, observedAt, readOf, samplesMissing } from './one-edtech.fixture.js';

/** Each file of the folder `assets` as its name has it at example.org, over http and https, and the assertion at its own address. */
function worldOf(file: string): FoundDocument[] {
  const { document } = readOf(file);
  const hosted = readInput(bytesOf(file));
  const own =
    typeof document['id'] === 'string' && hosted.ok && !hosted.read.compact
      ? [[document['id'], Buffer.from(hosted.read.text)] as const]
      : [];
  const assets = filesIn('ob20/assets').flatMap((name) =>
    ['https', 'http'].map(
      (scheme) => [`${scheme}://example.org/${name}`, bytesOf(`ob20/assets/${name}`)] as const,
    ),
  );
  return [...own, ...assets].map(([url, body]) => ({ outcome: 'READ', url, body, observedAt }));
}

async function judgedBadge(file: string) {
  const evidence: VerificationEvidence = {
    issuer: { outcome: 'NOT_OBTAINABLE', detail: 'offline' },
    status: [],
    found: worldOf(file),
  };
  const { verdict, steps } = await verifyCredential(bytesOf(file), evidence, { asOf: observedAt });
  return {
    verdict,
    codes: steps
      .filter(({ outcome }) => outcome === 'INVALID' || outcome === 'UNKNOWN')
      .map(({ step, code }) => `${step} ${code}`),
  };
}

describeUnless(samplesMissing)("1EdTech's Open Badges 2.0 samples", () => {
  it.each([
    'basic-assertion.json',
    'basic-assertion-no-public-key.json',
    'basic-assertion-with-language.json',
    'basic-assertion-with-allowed-origins.json',
    'basic-assertion-with-allowed-origins-valid-starts-with.json',
    'basic-assertion-with-allowed-origins-valid-multiple-starts-with.json',
    'assertion-with-endorsements.json',
    'assertion-with-extension-node-basic.json',
    'assertion-with-multiple-extensions.json',
    'simple-badge.png',
    'simple.jwt',
    'simple-not-revoked.jwt',
    // The validator warns that the badge is found at another of its addresses.
    'warning-with-redirection.json',
  ])('%s is VALID', async (file) =>
    expect(await judgedBadge(`ob20/${file}`)).toEqual({ verdict: 'VALID', codes: [] }),
  );

  it.each<[string, string]>([
    ['basic-assertion-invalid-context.json', 'context CONTEXT_WRONG'],
    ['basic-assertion-invalid-type.json', 'schema SCHEMA_NOT_MET'],
    ['basic-assertion-expired.json', 'validity EXPIRED'],
    ['basic-assertion-expired-before-issued.json', 'validity VALIDITY_EMPTY'],
    ['basic-assertion-in-future.json', 'validity NOT_YET_VALID'],
    ['basic-assertion-with-allowed-origins-invalid-starts-with.json', 'issuerIdentity HOST_NOT_ALLOWED'],
    [
      'basic-assertion-with-allowed-origins-invalid-multiple-starts-with.json',
      'issuerIdentity HOST_NOT_ALLOWED',
    ],
    ['assertion-with-data-image.json', 'schema SCHEMA_NOT_MET'],
    ['assertion-with-extension-node-invalid.json', 'schema SCHEMA_NOT_MET'],
    ['simple-revoked.jwt', 'revocation REVOKED'],
    // Comments are no JSON.
    ['redirected-validation-subject.json', 'parse NOT_JSON'],
  ])('%s is INVALID: %s', async (file, code) => {
    if (code.startsWith('parse'))
      return expect(readInput(bytesOf(`ob20/${file}`))).toMatchObject({
        ok: false,
        code: code.split(' ')[1],
      });
    const { verdict, codes } = await judgedBadge(`ob20/${file}`);
    expect([verdict, codes]).toEqual(['INVALID', expect.arrayContaining([code])]);
  });

  it('warning-issuer-non-http.json is UNKNOWN: its issuer calls itself by a URN', async () =>
    expect(await judgedBadge('ob20/warning-issuer-non-http.json')).toEqual({
      verdict: 'UNKNOWN',
      codes: ['issuerIdentity ISSUER_NOT_ADDRESSED'],
    }));

  it('of parts that are no assertions are not taken for badges', async () => {
    for (const file of [
      'badge-class-with-language.json',
      'issuer-compact-iri-validation.json',
      ...filesIn('ob20/rdf-validation').map((name) => `rdf-validation/${name}`),
    ])
      expect([file, (await judgedBadge(`ob20/${file}`)).verdict]).toEqual([file, 'INVALID']);
  });
});

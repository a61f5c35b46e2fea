import fc from 'fast-check';
import { asOf, historyOf, inUse, issuerWith, did, verify } from './signed-credential.fixture.js';

const contexts = fc.shuffledSubarray<unknown>(
  [
    'https://www.w3.org/ns/credentials/v2',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
    'https://www.w3.org/2018/credentials/v1',
    { '@vocab': 'https://vocabulary.example/' },
    null,
    [],
    1,
  ],
  { minLength: 1, maxLength: 4 },
);
const types = fc.subarray([
  'VerifiableCredential',
  'OpenBadgeCredential',
  'ClrCredential',
  'EndorsementCredential',
  'x y',
  '',
]);
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    did,
    '2026-01-01T00:00:00Z',
    'urn:x:1',
    { id: did },
    { id: 'urn:x:1', type: ['AchievementSubject'] },
  ),
  fc.record({
    type: fc.constantFrom(
      'BitstringStatusListEntry',
      '1EdTechRevocationList',
      'DataIntegrityProof',
      'Evidence',
    ),
    id: fc.jsonValue({ maxDepth: 0 }),
  }),
  fc.record({
    type: fc.constant('DataIntegrityProof'),
    cryptosuite: fc.constantFrom('eddsa-rdfc-2022', 'eddsa-jcs-2022', 'ecdsa-rdfc-2019', 'ecdsa-sd-2023'),
    verificationMethod: fc.constantFrom<unknown>('did:key:z6Mk', `${did}#key`, 7),
    proofPurpose: fc.constant('assertionMethod'),
    proofValue: fc.constantFrom<unknown>('z1', 'u2V0AhVhAAAA', 'z'.repeat(90), null),
  }),
);
const members = [
  'id',
  'issuer',
  'validFrom',
  'validUntil',
  'issuanceDate',
  'credentialSubject',
  'credentialStatus',
  'credentialSchema',
  'proof',
  'evidence',
  'relatedResource',
  'termsOfUse',
  'refreshService',
  'endorsement',
  'endorsementJwt',
  'name',
  '@graph',
  '@nest',
  'vct',
];
const odd = fc.dictionary(fc.constantFrom(...members), value, { maxKeys: 10 });

/** Whatever is sent to be judged, the answer is a finding. */
test('credentials of any shape get a verdict, and none is VALID by chance', async () => {
  await fc.assert(
    fc.asyncProperty(contexts, types, odd, async (context, type, shape) => {
      const result = await verify(
        { '@context': context, type, ...shape },
        { issuer: issuerWith(historyOf(...inUse)), status: [] },
        { asOf },
      );
      expect(result.verdict).not.toBe('VALID');
      expect(result.steps).toHaveLength(13);
    }),
    { numRuns: 400 },
  );
});

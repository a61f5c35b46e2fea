import { readStatusList, statusesOf, type IssuerKey, type JsonObject, type StatusObservation } from '@cairn/credentials';
import { describeUnless } from '@cairn/testkit';
import { filesIn, judged, observedAt, readOf, samplesMissing } from './one-edtech.fixture.js';

const otherKey: IssuerKey = {
  id: 'https://example.com/issuers/876543#key-0',
  controller: 'https://example.com/issuers/876543',
  publicKeyMultibase: 'z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi',
  history: [],
};

describeUnless(samplesMissing)("1EdTech's Open Badges 3.0 samples", () => {
  it.each([
    'simple.json',
    'simple.1ob',
    'simple_v1.json',
    'simple-context-alias.json',
    'simple-context-version.json',
    'simple-did-web-method.json',
    'simple-multiple-proofs.json',
    'simple-json.png',
    'simple-json.svg',
    'simple-jwt.png',
    'simple-jwt.svg',
    'simple-jwt_v1.png',
    'simple-jwt_v1.svg',
    'endorsement-valid.json',
    'sd/derivedcredential.json',
  ])('%s is VALID', async (file) =>
    expect(await judged(`ob30/${file}`)).toMatchObject({ verdict: 'VALID', codes: [] }),
  );

  it.each<[string, string]>([
    // The validator has a list at that address, which is not among the samples.
    ['complete.json', 'revocation STATUS_NOT_OBTAINED'],
    // An earlier draft of the suite; the validator warns.
    ['simple-eddsa-2022.json', 'proof PROOF_SUITE_NOT_SUPPORTED'],
  ])('%s is UNKNOWN for a reason', async (file, code) => {
    const { verdict, codes } = await judged(`ob30/${file}`);
    expect([verdict, codes.includes(code)]).toEqual(['UNKNOWN', true]);
  });

  it.each<[string, string]>([
    // The issuer is a URN and the key a did:key: nobody can tell that they are the same. The validator does not ask.
    ['simple-did-key-method.json', 'issuerIdentity ISSUER_NOT_KEY_OWNER'],
    ['simple-noproof.json', 'proof PROOF_MISSING'],
    // It ended to hold, and uses a type of the extensions without their context.
    ['complete_v1.json', 'validity EXPIRED'],
    // No achievement, and no context that was ever published.
    ['simple.jwt', 'schema SCHEMA_NOT_MET'],
    // Claims and credential name different dates; the validator refuses it for its contexts.
    ['velocity.jwt', 'proof CLAIM_DIFFERS'],
  ])('%s is INVALID for a reason', async (file, code) => {
    const { verdict, codes } = await judged(`ob30/${file}`);
    expect([verdict, codes]).toEqual(['INVALID', expect.arrayContaining([code])]);
  });

  it.each(
    filesIn('ob30').filter((file) => file.includes('-err-') && !file.startsWith('simple-err-proof-method')),
  )('%s is INVALID', async (file) => expect((await judged(`ob30/${file}`)).verdict).toBe('INVALID'));

  it.each(filesIn('ob30').filter((file) => file.startsWith('simple-err-proof-method')))(
    '%s is INVALID when its issuer lists other keys',
    async (file) => {
      const { document } = readOf(`ob30/${file}`);
      const issuer = {
        outcome: 'KNOWN' as const,
        id: String((document['issuer'] as JsonObject)['id']),
        keys: [otherKey],
        observedAt,
      };
      expect((await judged(`ob30/${file}`, { issuer })).verdict).toBe('INVALID');
    },
  );

  it.each(['credential-status-revoked.json', 'credential-status-revoked-blank-nodes.json'])(
    'bit-string-list/%s is revoked by the list beside it',
    async (name) => {
      const file = `ob30/bit-string-list/${name}`;
      const [entry] = statusesOf(readOf(file).document);
      if (entry?.kind !== 'BITSTRING') throw new Error('the sample has no bitstring entry');
      const list = readOf('ob30/bit-string-list/testlist').document;
      // The sample list was made for another address than the one it is kept at.
      const reading = readStatusList(list, { ...entry, listUrl: String(list['id']) });
      expect(reading).toEqual({ outcome: 'READ', value: true });
      const { listUrl, index } = entry;
      const status: StatusObservation[] = [
        {
          source: 'STATUS_LIST',
          purpose: 'revocation',
          listUrl,
          index,
          outcome: 'READ',
          value: true,
          observedAt,
        },
      ];
      const { verdict, codes } = await judged(file, { status });
      expect([verdict, codes]).toEqual(['INVALID', expect.arrayContaining(['revocation REVOKED'])]);
    },
  );

  it('credential-status-revoked.json is revoked when its list says so', async () => {
    const file = 'ob30/credential-status-revoked.json';
    const [entry] = statusesOf(readOf(file).document);
    if (entry?.kind !== 'REVOCATION_LIST') throw new Error('the sample has no revocation list');
    const status: StatusObservation[] = [
      {
        source: 'STATUS_LIST',
        purpose: 'revocation',
        listUrl: entry.listUrl,
        outcome: 'READ',
        value: true,
        observedAt,
      },
    ];
    expect((await judged(file, { status })).codes).toContain('revocation REVOKED');
    expect((await judged(file)).codes).toContain('revocation STATUS_NOT_OBTAINED');
  });
});

import { buildAchievementCredential } from '../documents/achievement-credential.js';
import { aCredential } from '../documents/sample-credential.fixture.js';
import { listedKey, multikeyTwin } from '../issuers/listed-key.js';
import type { IssuerKey } from '../issuers/key-history.js';
import { newSigningKey, verificationMethodOf } from '../issuers/keys.js';
import { signerOf } from '../issuers/signer.js';
import type { JsonObject } from '../json/json.js';
import { created, did, finding, issuerWith, verify } from '../verification/signed-credential.fixture.js';
import { deriveSelective, signSelectiveBase } from './ecdsa-sd.js';

const key = newSigningKey('ES256');
const listed: IssuerKey = {
  id: verificationMethodOf(did, key),
  controller: did,
  publicKeyJwk: key.publicKeyJwk,
  history: [],
};
// Data Integrity names the key as Multikey; it is listed under both names.
const signer = signerOf(key, multikeyTwin(listed)!.id);
const judge = (input: object) => verify(input, { issuer: issuerWith(listed) });

const details = aCredential();
const plain = buildAchievementCredential(details) as JsonObject & { credentialSubject: JsonObject };
const mandatory = [
  '/issuer',
  '/validFrom',
  '/validUntil',
  '/credentialStatus',
  '/credentialSubject/id',
  '/credentialSubject/achievement',
];
const base = async () => {
  const signed = await signSelectiveBase(plain, signer, created, { mandatory });
  if (!signed.ok) throw new Error(`${signed.code} ${signed.detail}`);
  return signed.document;
};

describe('an ecdsa-sd-2023 credential', () => {
  it('is VALID with its base proof, under the Multikey name of the key', async () => {
    const result = await judge(await base());
    expect([finding(result, 'proof'), finding(result, 'issuerKey'), result.verdict]).toEqual([
      'VALID PROOF_GOOD',
      'VALID KEY_LISTED',
      'VALID',
    ]);
    expect(
      listedKey([listed], signer.verificationMethod)?.publicKeyMultibase ??
        listedKey([listed], signer.verificationMethod)?.publicKeyJwk,
    ).toBeDefined();
  });

  it('is VALID when shortened to what was chosen, and shows no more', async () => {
    const derived = await deriveSelective(await base(), ['/credentialSubject/result']);
    if (!derived.ok) throw new Error(derived.detail);
    expect(Object.keys(derived.document['credentialSubject'] as JsonObject).sort()).toEqual([
      'achievement',
      'id',
      'result',
      'type',
    ]);
    expect(derived.document['awardedDate']).toBeUndefined();
    expect((await judge(derived.document)).verdict).toBe('VALID');
  });

  it.each<[string, (copy: JsonObject & { credentialSubject: JsonObject; proof: JsonObject[] }) => unknown]>([
    ['a changed claim', (copy) => (copy['validFrom'] = '2020-01-01T00:00:00Z')],
    ['an added claim', (copy) => (copy['name'] = 'Other')],
    ['a removed claim', (copy) => Reflect.deleteProperty(copy, 'credentialStatus')],
    ['a changed proof date', (copy) => (copy.proof[0]!['created'] = '2026-04-01T00:00:00Z')],
    [
      'a cut proof',
      (copy) => (copy.proof[0]!['proofValue'] = String(copy.proof[0]!['proofValue']).slice(0, 200)),
    ],
    ['a proof that is no proof', (copy) => (copy.proof[0]!['proofValue'] = 'u2V0BAAAA')],
  ])('with %s is INVALID, derived and base', async (_what, change) => {
    const derived = await deriveSelective(await base(), ['/credentialSubject/result']);
    for (const document of [derived.ok ? derived.document : {}, await base()]) {
      const copy = structuredClone(document) as Parameters<typeof change>[0];
      change(copy);
      const result = await judge(copy);
      expect([result.verdict, finding(result, 'proof')]).toEqual(['INVALID', 'INVALID SIGNATURE_WRONG']);
    }
  });

  it('by another key is INVALID', async () => {
    const signed = await signSelectiveBase(
      plain,
      signerOf(newSigningKey('ES256'), signer.verificationMethod),
      created,
      { mandatory },
    );
    expect(finding(await judge(signed.ok ? signed.document : {}), 'proof')).toBe('INVALID SIGNATURE_WRONG');
  });
});

describe('what the suite cannot do is told', () => {
  it('for lists whose order counts', async () => {
    const grades = {
      id: 'urn:uuid:1',
      type: ['ResultDescription'],
      name: 'Grade',
      resultType: 'LetterGrade',
      allowedValue: ['A', 'B'],
    };
    const { achievement, ...subject } = plain.credentialSubject;
    const listing = {
      ...plain,
      credentialSubject: {
        ...subject,
        achievement: { ...(achievement as JsonObject), resultDescription: [grades] },
      },
    };
    expect(await signSelectiveBase(listing, signer, created)).toMatchObject({
      ok: false,
      code: 'LIST_NOT_SUPPORTED',
    });
  });
  it('for keys of other curves', async () =>
    expect(await signSelectiveBase(plain, signerOf(newSigningKey(), `${did}#x`), created)).toMatchObject({
      ok: false,
      code: 'KEY_NOT_P256',
    }));
  it('for terms without a meaning', async () =>
    expect(await signSelectiveBase({ ...plain, grade: 'A' }, signer, created)).toMatchObject({
      ok: false,
      code: 'NOT_CANONICAL',
    }));
  it.each(['/nothing', 'issuer', '/issuer/__proto__'])('for the pointer %s', async (pointer) => {
    expect(await signSelectiveBase(plain, signer, created, { mandatory: [pointer] })).toMatchObject({
      ok: false,
      code: 'POINTER_WRONG',
    });
    expect(await deriveSelective(await base(), [pointer])).toMatchObject({
      ok: false,
      code: 'POINTER_WRONG',
    });
  });
  it('for a credential without a base proof, or with a derived one', async () => {
    expect(await deriveSelective(plain, ['/issuer'])).toMatchObject({
      ok: false,
      code: 'BASE_PROOF_MISSING',
    });
    const derived = await deriveSelective(await base(), ['/credentialSubject/result']);
    expect(await deriveSelective(derived.ok ? derived.document : {}, ['/issuer'])).toMatchObject({
      ok: false,
      code: 'BASE_PROOF_MISSING',
    });
  });
});

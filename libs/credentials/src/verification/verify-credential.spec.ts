import { didKeyOf } from '../issuers/did-key.js';
import { keyIdOf, newSigningKey } from '../issuers/keys.js';
import type { JsonObject } from '../json/json.js';
import { signDocument } from '../proofs/data-integrity.js';
import type { StepName } from './verdict.js';
import { did, keyId, signer, created, asOf, signed, verify, finding } from './signed-credential.fixture.js';

describe('a good credential', () => {
  it('is VALID in every step that applies, and says how fresh its status is', async () => {
    const result = await verify(signed);
    expect(result.verdict).toBe('VALID');
    expect(result.steps.map(({ step, outcome }) => [step, outcome])).toEqual([
      ['parse', 'VALID'],
      ['context', 'VALID'],
      ['schema', 'VALID'],
      ['proof', 'VALID'],
      ['issuerKey', 'VALID'],
      ['issuerIdentity', 'VALID'],
      ['validity', 'VALID'],
      ['suspension', 'NOT_APPLICABLE'],
      ['revocation', 'VALID'],
      ['resources', 'NOT_APPLICABLE'],
      ['definition', 'NOT_APPLICABLE'],
      ['authority', 'NOT_APPLICABLE'],
      ['subject', 'NOT_APPLICABLE'],
    ]);
    expect(result.statusAsOf).toEqual(asOf);
  });

  it('stays VALID with other white space and member order, as text or bytes', async () => {
    const turned = JSON.stringify(Object.fromEntries(Object.entries(signed).reverse()), null, 3);
    expect((await verify(turned)).verdict).toBe('VALID');
    expect((await verify(Buffer.from(turned))).verdict).toBe('VALID');
  });

  it('gives the same answer for the same input', async () =>
    expect(await verify(signed)).toEqual(await verify(signed)));
});

describe('a document that was tampered with', () => {
  const changed = (
    change: (
      copy: JsonObject & { credentialSubject: JsonObject; issuer: JsonObject; proof: JsonObject[] },
    ) => void,
  ) => {
    const copy = structuredClone(signed) as unknown as Parameters<typeof change>[0];
    change(copy);
    return copy;
  };
  const other = newSigningKey();

  it.each<[string, StepName, string, () => object | Promise<object>]>([
    [
      'a changed claim',
      'proof',
      'INVALID SIGNATURE_WRONG',
      () => changed((copy) => (copy.credentialSubject['creditsEarned'] = 30)),
    ],
    [
      'a changed date',
      'proof',
      'INVALID SIGNATURE_WRONG',
      () => changed((copy) => (copy['validUntil'] = '2039-03-01T10:00:00Z')),
    ],
    [
      'a changed proof date',
      'proof',
      'INVALID SIGNATURE_WRONG',
      () => changed((copy) => (copy.proof[0]!['created'] = '2026-04-01T10:05:00Z')),
    ],
    [
      'a changed issuer',
      'issuerIdentity',
      'INVALID ISSUER_NOT_KEY_OWNER',
      () => changed((copy) => (copy.issuer['id'] = 'did:web:other.example')),
    ],
    [
      'a changed issuer name',
      'proof',
      'INVALID SIGNATURE_WRONG',
      () => changed((copy) => (copy.issuer['name'] = 'Other University')),
    ],
    [
      'no proof',
      'proof',
      'INVALID PROOF_MISSING',
      () => changed((copy) => Reflect.deleteProperty(copy, 'proof')),
    ],
    ['an empty proof list', 'proof', 'INVALID PROOF_MISSING', () => changed((copy) => (copy.proof = []))],
    [
      'another purpose',
      'proof',
      'INVALID PROOF_PURPOSE_WRONG',
      () => changed((copy) => (copy.proof[0]!['proofPurpose'] = 'authentication')),
    ],
    [
      'a short proof value',
      'proof',
      'INVALID SIGNATURE_WRONG',
      () => changed((copy) => (copy.proof[0]!['proofValue'] = 'z123')),
    ],
    [
      'a proof that builds on a missing one',
      'proof',
      'INVALID PREVIOUS_PROOF_MISSING',
      () => changed((copy) => (copy.proof[0]!['previousProof'] = 'urn:uuid:1')),
    ],
    [
      'a good proof beside a bad one',
      'proof',
      'INVALID SIGNATURE_WRONG',
      () => changed((copy) => copy.proof.push({ ...copy.proof[0], created: '2026-03-02T00:00:00Z' })),
    ],
    [
      'a signature by another key',
      'proof',
      'INVALID SIGNATURE_WRONG',
      () => signDocument(signed, { ...signer, privateKey: other.privateKey }, created),
    ],
    [
      "another key under the issuer's name",
      'issuerKey',
      'INVALID KEY_NOT_LISTED',
      () =>
        signDocument(
          signed,
          { privateKey: other.privateKey, verificationMethod: keyIdOf(did, other.publicKeyMultibase) },
          created,
        ),
    ],
    [
      'a did:key that is not the issuer',
      'issuerIdentity',
      'INVALID ISSUER_NOT_KEY_OWNER',
      () => {
        const own = didKeyOf(other.publicKeyMultibase);
        return signDocument(
          signed,
          { privateKey: other.privateKey, verificationMethod: keyIdOf(own, other.publicKeyMultibase) },
          created,
        );
      },
    ],
    [
      'a member no context defines',
      'context',
      'INVALID TERM_NOT_DEFINED',
      () => changed((copy) => (copy['grade'] = 'A')),
    ],
    [
      'contexts in the wrong order',
      'context',
      'INVALID CONTEXT_ORDER_WRONG',
      () => changed((copy) => (copy['@context'] = [...(copy['@context'] as string[])].reverse())),
    ],
    [
      'a missing achievement',
      'schema',
      'INVALID SCHEMA_NOT_MET',
      () => changed((copy) => Reflect.deleteProperty(copy.credentialSubject, 'achievement')),
    ],
    [
      'a status entry nobody can read',
      'revocation',
      'INVALID STATUS_MALFORMED',
      () => changed((copy) => ((copy['credentialStatus'] as JsonObject)['statusListIndex'] = 'x')),
    ],
  ])('%s is INVALID at %s (%s)', async (_what, step, expected, make) => {
    const result = await verify(await make());
    expect(finding(result, step)).toBe(expected);
    expect(result.verdict).toBe('INVALID');
  });

  it('passes over a proof of an unknown suite beside a good one, and is UNKNOWN with it alone', async () => {
    const foreign = {
      type: 'DataIntegrityProof',
      cryptosuite: 'future-2030',
      verificationMethod: keyId,
      proofPurpose: 'assertionMethod',
      proofValue: 'z1',
    };
    expect((await verify(changed((copy) => copy.proof.push(foreign)))).verdict).toBe('VALID');
    const alone = await verify(changed((copy) => (copy.proof = [foreign])));
    expect([alone.verdict, finding(alone, 'proof')]).toEqual([
      'UNKNOWN',
      'UNKNOWN PROOF_SUITE_NOT_SUPPORTED',
    ]);
  });

  it('relies on the proof of the issuer when others have signed beside it, whether or not their keys are known', async () => {
    const witness = newSigningKey();
    const beside = async (method: string) => {
      const theirs = await signDocument(
        signed,
        { privateKey: witness.privateKey, verificationMethod: method },
        created,
      );
      return { ...signed, proof: [...theirs.proof, ...signed.proof] };
    };
    const own = didKeyOf(witness.publicKeyMultibase);
    expect((await verify(await beside(keyIdOf(own, witness.publicKeyMultibase)))).verdict).toBe('VALID');
    expect((await verify(await beside('did:web:witness.example#key-1'))).verdict).toBe('VALID');
  });
});

describe('input that is no sound document', () => {
  it.each<[string, string | Uint8Array | object, string]>([
    [
      'a duplicate member',
      JSON.stringify(signed).replace('{', '{"id":"https://evil.example/1",'),
      'INVALID MEMBER_DUPLICATE',
    ],
    ['depth 33', `{"a":${'['.repeat(32)}${']'.repeat(32)}}`, 'INVALID DEPTH_EXCEEDED'],
    ['more than 1 MiB', `{"a":"${'x'.repeat(1024 * 1024)}"}`, 'INVALID INPUT_TOO_LARGE'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'INVALID NOT_UTF8'],
    ['a list', '[]', 'INVALID NOT_AN_OBJECT'],
    ['cut JSON', JSON.stringify(signed).slice(0, -1), 'INVALID NOT_JSON'],
    ['a compact JWS of another spelling', 'eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.c2lnMB', 'INVALID JWS_MALFORMED'],
    ['an SVG without a credential', '<svg/>', 'INVALID CREDENTIAL_MISSING'],
  ])('%s is reported as such', async (_what, input, expected) => {
    const result = await verify(input);
    expect(finding(result, 'parse')).toBe(expected);
    expect(result.verdict).toBe(expected.split(' ')[0]);
    expect(result.steps).toHaveLength(13);
  });

  it('of any JSON shape gets a result, not an exception', async () => {
    for (const document of [
      {},
      { proof: 1 },
      { '@context': 7, issuer: [], proof: [{}] },
      { credentialSubject: null, credentialStatus: [3] },
    ]) {
      expect((await verify(document)).verdict).not.toBe('VALID');
    }
  });
});

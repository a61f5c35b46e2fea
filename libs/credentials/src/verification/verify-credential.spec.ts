import { buildAchievementCredential } from '../documents/achievement-credential.js';
import type { CredentialDetails } from '../documents/credential-details.js';
import { aCredential } from '../documents/sample-credential.fixture.js';
import { didKeyOf } from '../issuers/did-key.js';
import type { IssuerKey, KeyState } from '../issuers/key-history.js';
import { keyIdOf, newSigningKey } from '../issuers/keys.js';
import type { JsonObject } from '../json/json.js';
import { signDocument } from '../proofs/data-integrity.js';
import type { StatusObservation, VerificationEvidence, VerificationOptions } from './evidence.js';
import type { StepName, VerificationResult } from './verdict.js';
import { verifyCredential } from './verify-credential.js';

const did = aCredential().issuer.did;
const key = newSigningKey();
const keyId = keyIdOf(did, key.publicKeyMultibase);
const signer = { privateKey: key.privateKey, verificationMethod: keyId };
const day = (date: string) => new Date(`${date}T12:00:00Z`);
const created = new Date('2026-03-01T10:05:00Z');
const asOf = day('2026-06-01');

const sign = (over: Partial<CredentialDetails> = {}) => signDocument(buildAchievementCredential(aCredential(over)), signer, created);
const signed = await sign();

const historyOf = (...steps: [KeyState, string][]): IssuerKey => ({
  id: keyId,
  controller: did,
  publicKeyMultibase: key.publicKeyMultibase,
  history: steps.map(([state, at]) => ({ state, at: day(at), recordedAt: day(at) })),
});
const inUse: [KeyState, string][] = [['PRE_PUBLISHED', '2026-01-01'], ['ACTIVE', '2026-01-02']];
const issuerWith = (...keys: IssuerKey[]): VerificationEvidence['issuer'] => ({ outcome: 'KNOWN', id: did, keys, observedAt: asOf });
const fromList = (value: boolean, at = asOf): StatusObservation => ({
  source: 'STATUS_LIST', purpose: 'revocation', listUrl: 'https://registry.example/status/1', index: 94567, outcome: 'READ', value, observedAt: at,
});
const fromAward = (purpose: 'revocation' | 'suspension', ...changes: [boolean, string][]): StatusObservation => ({
  source: 'AWARD_STATE', purpose, outcome: 'READ', value: changes.at(-1)?.[0] ?? false, observedAt: asOf,
  changes: changes.map(([value, at]) => ({ value, at: day(at), recordedAt: day(at) })),
});

const verify = (input: object | string | Uint8Array, over: Partial<VerificationEvidence> = {}, options: Partial<VerificationOptions> = {}) =>
  verifyCredential(input, { issuer: issuerWith(historyOf(...inUse)), status: [fromList(false)], ...over }, { asOf, ...options });
const finding = (result: VerificationResult, step: StepName) => {
  const found = result.steps.find((candidate) => candidate.step === step);
  return `${found?.outcome} ${found?.code}`;
};

describe('a good credential', () => {
  it('is VALID in every step that applies, and says how fresh its status is', async () => {
    const result = await verify(signed);
    expect(result.verdict).toBe('VALID');
    expect(result.steps.map(({ step, outcome }) => [step, outcome])).toEqual([
      ['parse', 'VALID'], ['context', 'VALID'], ['schema', 'VALID'], ['proof', 'VALID'], ['issuerKey', 'VALID'],
      ['issuerIdentity', 'VALID'], ['validity', 'VALID'], ['suspension', 'NOT_APPLICABLE'], ['revocation', 'VALID'],
    ]);
    expect(result.statusAsOf).toEqual(asOf);
  });

  it('stays VALID with other white space and member order, as text or bytes', async () => {
    const turned = JSON.stringify(Object.fromEntries(Object.entries(signed).reverse()), null, 3);
    expect((await verify(turned)).verdict).toBe('VALID');
    expect((await verify(Buffer.from(turned))).verdict).toBe('VALID');
  });

  it('gives the same answer for the same input', async () => expect(await verify(signed)).toEqual(await verify(signed)));
});

describe('a document that was tampered with', () => {
  const changed = (change: (copy: JsonObject & { credentialSubject: JsonObject; issuer: JsonObject; proof: JsonObject[] }) => void) => {
    const copy = structuredClone(signed) as unknown as Parameters<typeof change>[0];
    change(copy);
    return copy;
  };
  const other = newSigningKey();

  it.each<[string, StepName, string, () => object | Promise<object>]>([
    ['a changed claim', 'proof', 'INVALID SIGNATURE_WRONG', () => changed((copy) => (copy.credentialSubject['creditsEarned'] = 30))],
    ['a changed date', 'proof', 'INVALID SIGNATURE_WRONG', () => changed((copy) => (copy['validUntil'] = '2039-03-01T10:00:00Z'))],
    ['a changed proof date', 'proof', 'INVALID SIGNATURE_WRONG', () => changed((copy) => (copy.proof[0]!['created'] = '2026-04-01T10:05:00Z'))],
    ['a changed issuer', 'issuerIdentity', 'INVALID ISSUER_NOT_KEY_OWNER', () => changed((copy) => (copy.issuer['id'] = 'did:web:other.example'))],
    ['a changed issuer name', 'proof', 'INVALID SIGNATURE_WRONG', () => changed((copy) => (copy.issuer['name'] = 'Other University'))],
    ['no proof', 'proof', 'INVALID PROOF_MISSING', () => changed((copy) => Reflect.deleteProperty(copy, 'proof'))],
    ['an empty proof list', 'proof', 'INVALID PROOF_MISSING', () => changed((copy) => (copy.proof = []))],
    ['another purpose', 'proof', 'INVALID PROOF_PURPOSE_WRONG', () => changed((copy) => (copy.proof[0]!['proofPurpose'] = 'authentication'))],
    ['a short proof value', 'proof', 'INVALID SIGNATURE_WRONG', () => changed((copy) => (copy.proof[0]!['proofValue'] = 'z123'))],
    ['a proof that builds on a missing one', 'proof', 'INVALID PREVIOUS_PROOF_MISSING', () => changed((copy) => (copy.proof[0]!['previousProof'] = 'urn:uuid:1'))],
    ['a good proof beside a bad one', 'proof', 'INVALID SIGNATURE_WRONG', () => changed((copy) => copy.proof.push({ ...copy.proof[0], created: '2026-03-02T00:00:00Z' }))],
    ['a signature by another key', 'proof', 'INVALID SIGNATURE_WRONG', () => signDocument(signed, { ...signer, privateKey: other.privateKey }, created)],
    ["another key under the issuer's name", 'issuerKey', 'INVALID KEY_NOT_LISTED', () =>
      signDocument(signed, { privateKey: other.privateKey, verificationMethod: keyIdOf(did, other.publicKeyMultibase) }, created)],
    ['a did:key that is not the issuer', 'issuerIdentity', 'INVALID ISSUER_NOT_KEY_OWNER', () => {
      const own = didKeyOf(other.publicKeyMultibase);
      return signDocument(signed, { privateKey: other.privateKey, verificationMethod: keyIdOf(own, other.publicKeyMultibase) }, created);
    }],
    ['a member no context defines', 'context', 'INVALID TERM_NOT_DEFINED', () => changed((copy) => (copy['grade'] = 'A'))],
    ['contexts in the wrong order', 'context', 'INVALID CONTEXT_ORDER_WRONG', () => changed((copy) => (copy['@context'] = [...(copy['@context'] as string[])].reverse()))],
    ['a missing achievement', 'schema', 'INVALID SCHEMA_NOT_MET', () => changed((copy) => Reflect.deleteProperty(copy.credentialSubject, 'achievement'))],
    ['a status entry nobody can read', 'revocation', 'INVALID STATUS_MALFORMED', () => changed((copy) => ((copy['credentialStatus'] as JsonObject)['statusListIndex'] = 'x'))],
  ])('%s is INVALID at %s (%s)', async (_what, step, expected, make) => {
    const result = await verify(await make());
    expect(finding(result, step)).toBe(expected);
    expect(result.verdict).toBe('INVALID');
  });

  it('passes over a proof of an unknown suite beside a good one, and is UNKNOWN with it alone', async () => {
    const foreign = { type: 'DataIntegrityProof', cryptosuite: 'future-2030', verificationMethod: keyId, proofPurpose: 'assertionMethod', proofValue: 'z1' };
    expect((await verify(changed((copy) => copy.proof.push(foreign)))).verdict).toBe('VALID');
    const alone = await verify(changed((copy) => (copy.proof = [foreign])));
    expect([alone.verdict, finding(alone, 'proof')]).toEqual(['UNKNOWN', 'UNKNOWN PROOF_SUITE_NOT_SUPPORTED']);
  });
});

describe('input that is no sound document', () => {
  it.each<[string, string | Uint8Array | object, string]>([
    ['a duplicate member', JSON.stringify(signed).replace('{', '{"id":"https://evil.example/1",'), 'INVALID MEMBER_DUPLICATE'],
    ['depth 33', `{"a":${'['.repeat(32)}${']'.repeat(32)}}`, 'INVALID DEPTH_EXCEEDED'],
    ['more than 1 MiB', `{"a":"${'x'.repeat(1024 * 1024)}"}`, 'INVALID INPUT_TOO_LARGE'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'INVALID NOT_UTF8'],
    ['a list', '[]', 'INVALID NOT_AN_OBJECT'],
    ['cut JSON', JSON.stringify(signed).slice(0, -1), 'INVALID NOT_JSON'],
    ['a compact JWS', 'eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.c2ln', 'UNKNOWN FORMAT_NOT_SUPPORTED'],
    ['a PNG', Buffer.from('89504e470d0a1a0a', 'hex'), 'UNKNOWN FORMAT_NOT_SUPPORTED'],
    ['an SVG', '<svg/>', 'UNKNOWN FORMAT_NOT_SUPPORTED'],
  ])('%s is reported as such', async (_what, input, expected) => {
    const result = await verify(input);
    expect(finding(result, 'parse')).toBe(expected);
    expect(result.verdict).toBe(expected.split(' ')[0]);
    expect(result.steps).toHaveLength(9);
  });

  it('of any JSON shape gets a result, not an exception', async () => {
    for (const document of [{}, { proof: 1 }, { '@context': 7, issuer: [], proof: [{}] }, { credentialSubject: null, credentialStatus: [3] }]) {
      expect((await verify(document)).verdict).not.toBe('VALID');
    }
  });
});

describe('time', () => {
  it.each([
    ['2026-02-01', 'INVALID NOT_YET_VALID'],
    ['2029-02-28', 'VALID WITHIN_VALIDITY'],
    ['2029-03-02', 'INVALID EXPIRED'],
  ])('as of %s the validity is %s', async (date, expected) => {
    const result = await verify(signed, { status: [fromAward('revocation')] }, { asOf: day(date), maxStatusAgeMs: Infinity });
    expect(finding(result, 'validity')).toBe(expected);
    expect(result.verdict).toBe(expected.split(' ')[0]);
  });
});

describe('what is not known', () => {
  const selfAsserted = { issuer: { outcome: 'NOT_OBTAINABLE', detail: 'no answer' } } as const;
  it.each<[string, StepName, string, () => Promise<VerificationResult>]>([
    ['an unknown context', 'context', 'UNKNOWN CONTEXT_NOT_KNOWN', async () => {
      const document = structuredClone(signed) as JsonObject;
      (document['@context'] as string[]).push('https://unknown.example/v1');
      return verify(document);
    }],
    ['a schema that is not bundled', 'schema', 'UNKNOWN SCHEMA_NOT_BUNDLED', async () => {
      const unsigned = buildAchievementCredential(aCredential());
      const schema = { id: 'https://schemas.example/1', type: '1EdTechJsonSchemaValidator2019' };
      return verify(await signDocument({ ...unsigned, credentialSchema: [schema] }, signer, created));
    }],
    ['a key that only the signer vouches for', 'issuerKey', 'UNKNOWN KEY_NOT_BOUND_TO_ISSUER', () => verify(signed, selfAsserted)],
    ["an issuer's document that was not obtained", 'issuerIdentity', 'UNKNOWN ISSUER_NOT_OBTAINED', () => verify(signed, selfAsserted)],
    ['no status at all', 'revocation', 'UNKNOWN STATUS_NOT_OBTAINED', () => verify(signed, { status: [] })],
    ['the status of another entry', 'revocation', 'UNKNOWN STATUS_NOT_OBTAINED', () => verify(signed, { status: [{ ...fromList(false), index: 1 }] })],
    ['a status list that did not answer', 'revocation', 'UNKNOWN STATUS_NOT_OBTAINED', () =>
      verify(signed, { status: [{ source: 'STATUS_LIST', purpose: 'revocation', listUrl: 'https://registry.example/status/1', index: 94567, observedAt: asOf, outcome: 'NOT_OBTAINABLE', detail: 'time-out' }] })],
    ['a status seen too long ago', 'revocation', 'UNKNOWN STATUS_STALE', () => verify(signed, { status: [fromList(false, day('2026-05-30'))] })],
    ['a revocation first seen after the day asked for', 'revocation', 'UNKNOWN STATUS_HISTORY_NOT_KNOWN', () =>
      verify(signed, { status: [fromList(true, day('2026-07-01'))] })],
    ['a status method we do not read', 'revocation', 'UNKNOWN STATUS_NOT_SUPPORTED', async () => {
      const unsigned = buildAchievementCredential(aCredential({ status: undefined }));
      const list = { ...unsigned, credentialStatus: { id: 'https://other.example/1', type: '1EdTechCredentialRefresh' } };
      return verify(await signDocument(list, signer, created), { status: [] });
    }],
  ])('%s leaves %s %s', async (_what, step, expected, run) => {
    const result = await run();
    expect(finding(result, step)).toBe(expected);
    expect(result.verdict).toBe('UNKNOWN');
  });
});

describe('status', () => {
  it.each<[string, StatusObservation[], string, string]>([
    ['a set bit', [fromList(true)], 'revocation', 'INVALID REVOKED'],
    ['a set bit seen long ago', [fromList(true, day('2026-03-02'))], 'revocation', 'INVALID REVOKED'],
    ['a revoked award although the list is still clear', [fromList(false), fromAward('revocation', [true, '2026-05-01'])], 'revocation', 'INVALID REVOKED'],
    ['a set bit although the award is clear', [fromList(true), fromAward('revocation')], 'revocation', 'INVALID REVOKED'],
    ['a list that does not hold', [{ ...fromList(false), outcome: 'LIST_INVALID', detail: 'signature wrong' } as StatusObservation], 'revocation', 'INVALID STATUS_LIST_INVALID'],
    ['an award revoked later', [fromList(false), fromAward('revocation', [true, '2026-07-01'])], 'revocation', 'VALID STATUS_CLEAR'],
    ['a suspended award', [fromList(false), fromAward('suspension', [true, '2026-05-01'])], 'suspension', 'INVALID SUSPENDED'],
    ['an award reinstated', [fromList(false), fromAward('suspension', [true, '2026-04-01'], [false, '2026-05-01'])], 'suspension', 'VALID STATUS_CLEAR'],
  ])('%s gives %3$s', async (_what, status, step, expected) => {
    const result = await verify(signed, { status });
    expect(finding(result, step as StepName)).toBe(expected);
    expect(result.verdict).toBe(expected.split(' ')[0]);
  });

  it('asked as of a day before the revocation, or as known before we heard of it, is clear', async () => {
    const status = [{ ...fromAward('revocation'), changes: [{ value: true, at: day('2026-05-01'), recordedAt: day('2026-05-10') }] }] as StatusObservation[];
    expect((await verify(signed, { status }, { asOf: day('2026-04-30') })).verdict).toBe('VALID');
    expect((await verify(signed, { status }, { asOf: day('2026-05-05'), knownAsOf: day('2026-05-06') })).verdict).toBe('VALID');
    expect((await verify(signed, { status }, { asOf: day('2026-05-05') })).verdict).toBe('INVALID');
  });
});

describe('the key of the issuer', () => {
  it.each<[string, IssuerKey, Partial<VerificationEvidence>, string]>([
    ['retired after signing', historyOf(...inUse, ['RETIRED', '2026-04-01']), {}, 'VALID KEY_ACTIVE'],
    ['retired before signing', historyOf(...inUse, ['RETIRED', '2026-02-01']), {}, 'INVALID KEY_RETIRED'],
    ['put to use after signing', historyOf(['PRE_PUBLISHED', '2026-01-01'], ['ACTIVE', '2026-04-01']), {}, 'INVALID KEY_NOT_YET_ACTIVE'],
    ['never put to use', historyOf(['PRE_PUBLISHED', '2026-01-01']), {}, 'INVALID KEY_NOT_YET_ACTIVE'],
    ['compromised before signing', historyOf(...inUse, ['COMPROMISED', '2026-02-01']), {}, 'INVALID KEY_COMPROMISED'],
    ['compromised after signing, on its own word', historyOf(...inUse, ['COMPROMISED', '2026-04-01']), {}, 'UNKNOWN KEY_COMPROMISED_TIME_UNPROVEN'],
    ['compromised after signing, with proof of time', historyOf(...inUse, ['COMPROMISED', '2026-04-01']), { existedBefore: day('2026-03-05') }, 'VALID KEY_ACTIVE'],
    ['listed for another use', { ...historyOf(), assertionMethod: false }, {}, 'INVALID KEY_RELATION_WRONG'],
    ['listed under another controller', { ...historyOf(...inUse), controller: 'did:web:other.example' }, {}, 'INVALID KEY_CONTROLLER_WRONG'],
  ])('%s', async (_what, listed, over, expected) => {
    const result = await verify(signed, { issuer: issuerWith(listed), ...over });
    expect(finding(result, 'issuerKey')).toBe(expected);
    expect(result.verdict).toBe(expected.split(' ')[0]);
  });

  it('put to use in the same second as the signature is in time', async () => {
    const at = new Date('2026-03-01T10:05:00.900Z');
    const listed: IssuerKey = { ...historyOf(), history: [{ state: 'ACTIVE', at, recordedAt: at }] };
    expect((await verify(signed, { issuer: issuerWith(listed) })).verdict).toBe('VALID');
  });

  it('needs no evidence when the issuer is a did:key', async () => {
    const own = didKeyOf(key.publicKeyMultibase);
    const details = aCredential({ issuer: { ...aCredential().issuer, did: own } });
    const document = await signDocument(buildAchievementCredential(details), { ...signer, verificationMethod: keyIdOf(own, key.publicKeyMultibase) }, created);
    expect((await verify(document, { issuer: { outcome: 'NOT_OBTAINABLE', detail: 'not asked' } })).verdict).toBe('VALID');
  });
});

import { buildClrCredential } from '../documents/clr-credential.js';
import { aCredential } from '../documents/sample-credential.fixture.js';
import { newSigningKey } from '../issuers/keys.js';
import { signerOf } from '../issuers/signer.js';
import { compactJws, envelopeOf } from '../jose/sign-jwt.js';
import type { JsonObject } from '../json/json.js';
import { signDocument } from '../proofs/data-integrity.js';
import {
  asOf,
  created,
  did,
  finding,
  historyOf,
  inUse,
  issuerWith,
  signed,
  signer,
  verify,
} from './signed-credential.fixture.js';

const V1 = 'https://www.w3.org/2018/credentials/v1';
const V2 = 'https://www.w3.org/ns/credentials/v2';
const OB = 'https://purl.imsglobal.org/spec/ob/v3p0/context.json';
const CLR = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json';
const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
const DATA_INTEGRITY = 'https://w3id.org/security/data-integrity/v2';

/** As Open Badges 3.0 stood before its final version. */
const badge11 = {
  '@context': [V1, OB, DATA_INTEGRITY],
  id: 'urn:uuid:3f2d8f2c-8a0f-4f0c-9c63-6d6f3a1b2c4d',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: did, type: ['Profile'], name: 'Harbour University' },
  issuanceDate: '2026-01-01T00:00:00Z',
  expirationDate: '2027-01-01T00:00:00Z',
  credentialSubject: {
    id: 'did:example:ada',
    type: ['AchievementSubject'],
    achievement: {
      id: 'urn:uuid:1',
      type: ['Achievement'],
      name: 'Mooring',
      description: 'Mooring a boat.',
      criteria: { narrative: 'Moor a boat.' },
    },
  },
};
const judged = async (document: JsonObject, at = asOf) =>
  verify(await signDocument(document, signer, created), { status: [] }, { asOf: at });

describe('a credential of Verifiable Credentials 1.1', () => {
  it('is VALID', async () => expect((await judged(badge11)).verdict).toBe('VALID'));

  it.each([
    ['2025-12-31T00:00:00Z', 'INVALID NOT_YET_VALID'],
    ['2027-01-02T00:00:00Z', 'INVALID EXPIRED'],
  ])('is judged by its own dates (%s)', async (at, expected) =>
    expect(finding(await judged(badge11, new Date(at)), 'validity')).toBe(expected),
  );

  it('must say when it was issued', async () => {
    const { issuanceDate: _date, ...undated } = badge11;
    expect(finding(await judged(undated), 'schema')).toBe('INVALID DATA_MODEL_NOT_MET');
  });

  it('must have the shape of an Open Badge', async () => {
    const empty = { ...badge11, credentialSubject: { id: 'did:example:ada', type: ['AchievementSubject'] } };
    expect(finding(await judged(empty), 'schema')).toBe('INVALID SCHEMA_NOT_MET');
  });

  it('is not made out of one of 2.0 by its context', async () => {
    const moved = {
      ...(structuredClone(signed) as JsonObject),
      '@context': [V1, OB3, EXTENSIONS, DATA_INTEGRITY],
    };
    expect((await verify(moved, { status: [] })).verdict).toBe('INVALID');
  });
});

describe('a comprehensive learner record', () => {
  const record = buildClrCredential({
    credentialId: 'https://registry.example/r/rcd_1',
    issuer: aCredential().issuer,
    name: 'Record',
    subjectId: 'urn:uuid:0b8f6f53-6f0e-4a52-9d6b-2b1ed13f6f01',
    validFrom: created,
    credentials: [signed],
    achievements: [],
    associations: [],
    status: { listUrl: 'https://registry.example/status/1', index: 94567, purpose: 'revocation' },
  });
  const known = { issuer: issuerWith(historyOf(...inUse)) };

  it('is VALID by its own proof, and what it holds is judged apart', async () => {
    const document = await signDocument(record, signer, created);
    const result = await verify(document, { nested: [{ ...known, status: [] }] });
    expect([finding(result, 'context'), finding(result, 'schema'), result.verdict]).toEqual([
      'VALID CONTEXT_KNOWN',
      'VALID SCHEMA_MET',
      'VALID',
    ]);
    expect(result.nested.map((one) => one.result.verdict)).toEqual(['UNKNOWN']);
  });

  it.each<[string, JsonObject, string]>([
    ['without a context of its own', { '@context': [V2, OB3, EXTENSIONS] }, 'INVALID CONTEXT_ORDER_WRONG'],
    [
      'with an unknown one in its place',
      { '@context': [V2, 'https://unknown.example/clr', OB3] },
      'UNKNOWN CONTEXT_NOT_KNOWN',
    ],
    ['with it in the older order', { '@context': [V2, OB3, CLR, EXTENSIONS] }, 'VALID CONTEXT_KNOWN'],
  ])('%s is %3$s', async (_what, over, expected) =>
    expect(finding(await verify({ ...record, ...over }, known), 'context')).toBe(expected),
  );

  it('without anything in it is refused', async () => {
    const empty = {
      ...record,
      credentialSubject: { id: 'urn:x:1', type: ['ClrSubject'], verifiableCredential: [] },
    };
    expect(finding(await verify(empty, known), 'schema')).toBe('INVALID SCHEMA_NOT_MET');
  });
});

describe('what wraps a credential', () => {
  const key = newSigningKey('ES256');
  const keyId = `${did}#p256`;
  const issuer = issuerWith({
    ...historyOf(...inUse),
    id: keyId,
    publicKeyMultibase: undefined,
    publicKeyJwk: key.publicKeyJwk,
  });
  const { proof: _proof, ...unsigned } = signed;
  const tokenOf = (payload: JsonObject, typ = 'vc+jwt') =>
    compactJws({ alg: 'ES256', typ, kid: keyId }, payload, signerOf(key, keyId));

  it('is passed through: envelope, presentation, and token of a presentation', async () => {
    const token = await tokenOf(unsigned);
    const presentation = (held: JsonObject | string) => ({
      '@context': [V2],
      type: ['VerifiablePresentation'],
      verifiableCredential: [held],
    });
    for (const input of [
      token,
      envelopeOf(token),
      presentation(envelopeOf(token)),
      presentation(token),
      await tokenOf(presentation(envelopeOf(token)), 'vp+jwt'),
    ]) {
      const result = await verify(input, { issuer });
      expect([result.read?.format, result.verdict]).toEqual(['VC_JOSE', 'VALID']);
    }
  });

  it('is not what is believed: a forged presentation holds nothing but its credential', async () => {
    const changed = {
      '@context': [V2],
      type: ['VerifiablePresentation'],
      verifiableCredential: [{ ...signed, validFrom: '2026-03-02T10:00:00Z' }],
    };
    expect(finding(await verify(changed), 'proof')).toBe('INVALID SIGNATURE_WRONG');
  });

  it('of the older kind gives the credential in the claim vc, completed by the claims', async () => {
    const { issuanceDate: _from, expirationDate: _until, id, ...rest } = badge11;
    const claims = { iss: did, jti: id, sub: 'did:example:ada', nbf: 1767225600, exp: 1798761600, vc: rest };
    const result = await verify(await tokenOf(claims, 'JWT'), { issuer, status: [] });
    expect([result.read?.format, result.verdict]).toEqual(['OB3_JWT', 'VALID']);
    expect(result.document).toMatchObject({
      id,
      issuanceDate: '2026-01-01T00:00:00Z',
      expirationDate: '2027-01-01T00:00:00Z',
    });
    const expired = await verify(await tokenOf({ ...claims, exp: 1772000000 }, 'JWT'), {
      issuer,
      status: [],
    });
    expect(finding(expired, 'validity')).toBe('INVALID EXPIRED');
  });
});

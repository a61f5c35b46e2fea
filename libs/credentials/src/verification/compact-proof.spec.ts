import { createHmac } from 'node:crypto';
import { buildAchievementCredential } from '../documents/achievement-credential.js';
import { aCredential } from '../documents/sample-credential.fixture.js';
import type { IssuerKey } from '../issuers/key-history.js';
import type { KeyAlgorithm } from '../issuers/key-algorithm.js';
import { newSigningKey, verificationMethodOf, type SigningKey } from '../issuers/keys.js';
import { signerOf } from '../issuers/signer.js';
import type { JsonObject } from '../json/json.js';
import { compactJws, signJwt, signVcJose } from '../jose/sign-jwt.js';
import { day, did, finding, issuerWith, key as edKey, verify } from './signed-credential.fixture.js';

const keys = { EdDSA: edKey as SigningKey, ES256: newSigningKey('ES256'), RS256: newSigningKey('RS256') };
const listed = (key: SigningKey): IssuerKey => {
  const { privateKey: _, algorithm: _of, ...written } = key;
  const step = (state: 'PRE_PUBLISHED' | 'ACTIVE', date: string) => ({
    state,
    at: day(date),
    recordedAt: day(date),
  });
  return {
    id: verificationMethodOf(did, key),
    controller: did,
    ...written,
    history: [step('PRE_PUBLISHED', '2026-01-01'), step('ACTIVE', '2026-01-02')],
  };
};
const issuer = issuerWith(...Object.values(keys).map(listed));
const signerFor = (algorithm: KeyAlgorithm, method = verificationMethodOf(did, keys[algorithm])) =>
  signerOf(keys[algorithm], method);
const unsigned = buildAchievementCredential(aCredential()) as JsonObject;
const judge = (input: string, over: Parameters<typeof verify>[1] = {}) => verify(input, { issuer, ...over });

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const partsOf = (token: string) => token.split('.') as [string, string, string];
const headerOf = (token: string) =>
  JSON.parse(Buffer.from(partsOf(token)[0], 'base64url').toString()) as JsonObject;
const payloadOf = (token: string) =>
  JSON.parse(Buffer.from(partsOf(token)[1], 'base64url').toString()) as JsonObject;

describe.each<KeyAlgorithm>(['ES256', 'RS256', 'EdDSA'])(
  'a credential as JWT signed with %s',
  (algorithm) => {
    it('is VALID, under a header of three members', async () => {
      const token = await signJwt(unsigned, signerFor(algorithm));
      expect(headerOf(token)).toEqual({
        alg: algorithm,
        typ: 'JWT',
        kid: verificationMethodOf(did, keys[algorithm]),
      });
      expect(payloadOf(token)).toEqual({
        ...unsigned,
        iss: did,
        sub: (unsigned['credentialSubject'] as JsonObject)['id'],
        jti: unsigned['id'],
        nbf: Date.parse(String(unsigned['validFrom'])) / 1000,
        exp: Date.parse(String(unsigned['validUntil'])) / 1000,
      });
      const result = await judge(token);
      expect([result.verdict, finding(result, 'proof'), finding(result, 'issuerKey')]).toEqual([
        'VALID',
        'VALID PROOF_GOOD',
        'VALID KEY_ACTIVE',
      ]);
    });

    it('is VALID in the form of VC-JOSE-COSE, bare and in an envelope', async () => {
      const token = await signVcJose(unsigned, signerFor(algorithm));
      expect(headerOf(token)).toMatchObject({ alg: algorithm, typ: 'vc+jwt' });
      expect((await judge(token)).verdict).toBe('VALID');
    });

    it('is INVALID with another payload, another header or a signature that was changed', async () => {
      const [header, payload, signature] = partsOf(await signJwt(unsigned, signerFor(algorithm)));
      const bytes = Buffer.from(signature, 'base64url');
      bytes[7]! ^= 1;
      for (const token of [
        `${header}.${base64url({ ...payloadOf(`.${payload}.`), name: 'Other' })}.${signature}`,
        `${base64url({ ...headerOf(`${header}..`), extra: 1 })}.${payload}.${signature}`,
        `${header}.${payload}.${bytes.toString('base64url')}`,
        `${header}.${payload}.`,
      ])
        expect(finding(await judge(token), 'proof')).toBe('INVALID SIGNATURE_WRONG');
    });
  },
);

describe('the algorithm', () => {
  const token = signJwt(unsigned, signerFor('RS256'));
  const kid = verificationMethodOf(did, keys.RS256);
  const forged = async (header: JsonObject, signature: (input: string) => Buffer = () => Buffer.alloc(0)) => {
    const input = `${base64url(header)}.${partsOf(await token)[1]}`;
    return `${input}.${signature(input).toString('base64url')}`;
  };
  const publicText = keys.RS256.publicKeyJwk.kty === 'RSA' ? keys.RS256.publicKeyJwk.n : '';
  const hmac = (secret: string | Buffer) => (input: string) =>
    createHmac('sha256', secret).update(input).digest();

  it.each<[string, string, () => Promise<string>]>([
    ['none', 'INVALID ALGORITHM_NOT_ALLOWED', () => forged({ alg: 'none', typ: 'JWT', kid })],
    ['None', 'INVALID ALGORITHM_NOT_ALLOWED', () => forged({ alg: 'None', typ: 'JWT', kid })],
    [
      'HS256 with the public key as secret',
      'INVALID ALGORITHM_NOT_ALLOWED',
      () => forged({ alg: 'HS256', typ: 'JWT', kid }, hmac(publicText)),
    ],
    ['an invented one', 'INVALID ALGORITHM_NOT_ALLOWED', () => forged({ alg: 'RS257', typ: 'JWT', kid })],
    [
      'one we do not check',
      'UNKNOWN ALGORITHM_NOT_SUPPORTED',
      () => forged({ alg: 'ES384', typ: 'JWT', kid }),
    ],
    [
      'that of another key of the issuer',
      'INVALID ALGORITHM_NOT_OF_KEY',
      () => forged({ alg: 'ES256', typ: 'JWT', kid }, () => Buffer.alloc(64)),
    ],
    [
      'critical extensions',
      'INVALID HEADER_NOT_UNDERSTOOD',
      () => compactJws({ alg: 'RS256', typ: 'JWT', kid, crit: ['x'], x: 1 }, unsigned, signerFor('RS256')),
    ],
    [
      'an unencoded payload',
      'INVALID HEADER_NOT_UNDERSTOOD',
      () => compactJws({ alg: 'RS256', typ: 'JWT', kid, b64: false }, unsigned, signerFor('RS256')),
    ],
  ])('%s gives %s', async (_what, expected, make) => {
    const result = await judge(await make());
    expect(finding(result, 'proof')).toBe(expected);
    expect(result.verdict).toBe(expected.split(' ')[0]);
  });
});

describe('the key of a token', () => {
  const stranger = newSigningKey('ES256');
  const byStranger = (header: JsonObject) =>
    compactJws({ alg: 'ES256', typ: 'JWT', ...header }, unsigned, signerOf(stranger, 'unused'));
  const carried = { ...stranger.publicKeyJwk };

  it.each<[string, string, string, () => Promise<string>, object]>([
    [
      'in the header, of nobody known',
      'VALID',
      'UNKNOWN KEY_NOT_BOUND_TO_ISSUER',
      () => byStranger({ jwk: carried }),
      { issuer: { outcome: 'NOT_OBTAINABLE', detail: 'offline' } },
    ],
    [
      'in the header, of an issuer who lists no key',
      'VALID',
      'UNKNOWN KEY_NOT_BOUND_TO_ISSUER',
      () => byStranger({ jwk: carried }),
      { issuer: issuerWith() },
    ],
    [
      'in the header, and not among those of the issuer',
      'VALID',
      'INVALID KEY_NOT_LISTED',
      () => byStranger({ jwk: carried }),
      {},
    ],
    [
      'in the header, and the same as a listed one',
      'VALID',
      'VALID KEY_ACTIVE',
      () => byStranger({ jwk: carried }),
      { issuer: issuerWith(listed(stranger)) },
    ],
    [
      'at an address only',
      'UNKNOWN',
      'INVALID KEY_NOT_LISTED',
      () => byStranger({ kid: `${did}#x`, jku: 'https://evil.example/keys', x5u: 'https://evil.example/c' }),
      {},
    ],
    ['nowhere', 'UNKNOWN', 'UNKNOWN NOT_CHECKED', () => byStranger({}), {}],
    [
      'named by its fragment alone',
      'VALID',
      'VALID KEY_ACTIVE',
      () =>
        compactJws(
          { alg: 'ES256', typ: 'JWT', kid: verificationMethodOf('', keys.ES256) },
          unsigned,
          signerFor('ES256'),
        ),
      {},
    ],
    [
      'with a private half in the header',
      'UNKNOWN',
      'UNKNOWN NOT_CHECKED',
      () => byStranger({ jwk: { ...stranger.privateKey.export({ format: 'jwk' }) } as JsonObject }),
      {},
    ],
  ])('%s: proof %s, issuerKey %s', async (_what, proof, expected, make, over) => {
    const result = await judge(await make(), over);
    expect(finding(result, 'proof').split(' ')[0]).toBe(proof);
    expect(finding(result, 'issuerKey')).toBe(expected);
    if (!expected.startsWith('VALID')) expect(result.verdict).not.toBe('VALID');
  });

  it('retired since counts for a document that is known to be older, and is not known to count else', async () => {
    const retired = listed(keys.ES256);
    const end = day('2026-04-01');
    const gone = issuerWith({
      ...retired,
      history: [...retired.history, { state: 'RETIRED', at: end, recordedAt: end }],
    });
    const token = await signJwt(unsigned, signerFor('ES256'));
    expect(finding(await judge(token, { issuer: gone }), 'issuerKey')).toBe(
      'UNKNOWN SIGNING_TIME_NOT_STATED',
    );
    const before = await judge(token, { issuer: gone, existedBefore: day('2026-03-05') });
    expect(finding(before, 'issuerKey')).toBe('VALID KEY_ACTIVE');
    const after = await judge(token, { issuer: gone, existedBefore: day('2026-04-05') });
    expect(finding(after, 'issuerKey')).toBe('UNKNOWN SIGNING_TIME_NOT_STATED');
  });
});

describe('claims', () => {
  const sign = (claims: JsonObject) =>
    compactJws(
      { alg: 'ES256', typ: 'JWT', kid: verificationMethodOf(did, keys.ES256) },
      { ...unsigned, ...claims },
      signerFor('ES256'),
    );
  it.each<[string, JsonObject, string]>([
    ['another issuer', { iss: 'did:web:other.example' }, 'INVALID CLAIM_DIFFERS'],
    ['another subject', { sub: 'did:web:other.example' }, 'INVALID CLAIM_DIFFERS'],
    ['another id', { jti: 'urn:uuid:1' }, 'INVALID CLAIM_DIFFERS'],
    ['another beginning', { nbf: 1 }, 'INVALID CLAIM_DIFFERS'],
    ['another end', { exp: 4e9 }, 'INVALID CLAIM_DIFFERS'],
    ['a date that is none', { iat: 'yesterday' }, 'INVALID CLAIM_DIFFERS'],
    ['nothing', {}, 'VALID PROOF_GOOD'],
    [
      'a fraction of a second',
      { nbf: Date.parse(String(unsigned['validFrom'])) / 1000 + 0.4 },
      'VALID PROOF_GOOD',
    ],
  ])('that state %s give %3$s', async (_what, claims, expected) =>
    expect(finding(await judge(await sign(claims)), 'proof')).toBe(expected),
  );

  it('end a token whose credential states no end', async () => {
    const { validUntil: _, ...endless } = unsigned;
    const token = await compactJws(
      { alg: 'ES256', typ: 'JWT', kid: verificationMethodOf(did, keys.ES256) },
      { ...endless, exp: day('2026-05-01').getTime() / 1000 },
      signerFor('ES256'),
    );
    expect(finding(await judge(token), 'proof')).toBe('INVALID PROOF_EXPIRED');
  });

  it('that are missing in the document stop its signing', () => {
    const { id: _, ...nameless } = unsigned;
    expect(() => signJwt(nameless, signerFor('ES256'))).toThrow('id has no id');
  });
});

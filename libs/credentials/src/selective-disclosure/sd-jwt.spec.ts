import { createHash } from 'node:crypto';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { buildAchievementCredential } from '../documents/achievement-credential.js';
import { aCredential } from '../documents/sample-credential.fixture.js';
import type { IssuerKey } from '../issuers/key-history.js';
import { newSigningKey, verificationMethodOf } from '../issuers/keys.js';
import { readPublicKey } from '../issuers/public-key.js';
import { signatureHolds, signerOf } from '../issuers/signer.js';
import type { Json, JsonObject } from '../json/json.js';
import { compactJws } from '../jose/sign-jwt.js';
import { did, finding, issuerWith, verify } from '../verification/signed-credential.fixture.js';
import { openSdJwt } from './open-sd-jwt.js';
import { withDisclosures } from './sd-jwt-parts.js';
import { signSdJwt } from './sign-sd-jwt.js';

const key = newSigningKey('ES256');
const method = verificationMethodOf(did, key);
const signer = signerOf(key, method);
const holder = newSigningKey('ES256');
const listed: IssuerKey = { id: method, controller: did, publicKeyJwk: key.publicKeyJwk, history: [] };
const issuer = issuerWith(listed);
const unsigned = buildAchievementCredential(aCredential()) as JsonObject & { credentialSubject: JsonObject };
const token = await signSdJwt(unsigned, signer, { holderKey: holder.publicKeyJwk });
const judge = (input: string) => verify(input, { issuer });

const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url');
const disclosure = (...parts: Json[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

describe('a credential as SD-JWT VC', () => {
  it('is VALID with everything disclosed, and says what the credential says', async () => {
    const result = await judge(token);
    expect([
      result.verdict,
      result.steps.filter(({ outcome }) => outcome !== 'VALID' && outcome !== 'NOT_APPLICABLE'),
    ]).toEqual(['VALID', []]);
    expect(result.document).toEqual(unsigned);
  });

  it('is VALID with everything withheld that may be, and then does not say it', async () => {
    const bare = withDisclosures(token, () => false)!;
    const result = await judge(bare);
    expect(result.verdict).toBe('VALID');
    const { id, type, achievement } = unsigned.credentialSubject;
    expect(result.document).toMatchObject({ credentialSubject: { id, type, achievement } });
    expect(JSON.stringify(result.document)).not.toContain('"result"');
    expect(Buffer.from(bare.split('.')[1]!, 'base64url').toString()).not.toContain('"result":');
  });

  it("is accepted by the library's verifier, and its disclosures are those it finds", async () => {
    const publicKey = readPublicKey(key)!;
    const theirs = new SDJwtVcInstance({
      verifier: async (data, signature) =>
        signatureHolds(publicKey, Buffer.from(data, 'ascii'), Buffer.from(signature, 'base64url')),
      hasher: (data) =>
        createHash('sha256')
          .update(typeof data === 'string' ? data : Buffer.from(data))
          .digest(),
      hashAlg: 'sha-256',
    });
    // The library asks its clock; the credential ends in 2029.
    const { payload } = await theirs.verify(token);
    expect((payload as unknown as JsonObject)['credentialSubject']).toEqual(unsigned.credentialSubject);
    const keys = await theirs.presentableKeys(token);
    expect(keys).toContain('credentialSubject.result');
    const [, first] = token.split('~');
    await expect(theirs.verify(token.replace(first!, `${first!.slice(0, -2)}AA`))).rejects.toThrow();
  });

  it.each<[string, () => string]>([
    ['a changed disclosure', () => token.replace(token.split('~')[1]!, disclosure('salt', 'result', []))],
    ['a disclosure that is there twice', () => token.replace('~', `~${token.split('~')[1]}~`)],
    ['a disclosure that nobody asked for', () => `${token}${disclosure('salt', 'name', 'Other')}~`],
    ['an empty disclosure', () => `${token}~`],
    ['a disclosure that is no JSON', () => `${token}YWJj~`],
  ])('with %s is INVALID', async (_what, make) => {
    const result = await judge(make());
    expect([result.verdict, finding(result, 'parse')]).toEqual(['INVALID', 'INVALID SD_JWT_MALFORMED']);
  });

  it('is INVALID under a changed signature', async () => {
    const [signed = '', ...rest] = token.split('~');
    const bytes = Buffer.from(signed.split('.')[2]!, 'base64url');
    bytes[0]! ^= 1;
    const changed = [...signed.split('.').slice(0, 2), bytes.toString('base64url')].join('.');
    expect(finding(await judge([changed, ...rest].join('~')), 'proof')).toBe('INVALID SIGNATURE_WRONG');
  });
});

describe("the holder's proof", () => {
  const proof = (over: JsonObject = {}, by = holder, typ = 'kb+jwt') =>
    compactJws(
      { alg: 'ES256', typ },
      { iat: 1_770_000_000, aud: 'https://verifier.example', nonce: 'n', sd_hash: digestOf(token), ...over },
      signerOf(by, 'unused'),
    );

  it('is checked against the key that the credential names', async () =>
    expect((await judge(token + (await proof()))).verdict).toBe('VALID'));

  it.each<[string, () => Promise<string>]>([
    ['another key', () => proof({}, newSigningKey('ES256'))],
    ['other disclosures', () => proof({ sd_hash: digestOf(`${token}x`) })],
    ['another type', () => proof({}, holder, 'JWT')],
  ])('by %s makes it INVALID', async (_what, make) =>
    expect(finding(await judge(token + (await make())), 'proof')).toBe('INVALID HOLDER_PROOF_WRONG'),
  );
});

describe('opening an SD-JWT', () => {
  const named = disclosure('s', 'given', 'Ada');
  const element = disclosure('s', 'ES');
  it.each<[string, JsonObject, string[], string]>([
    ['a name that is there', { given: 'Eve', _sd: [digestOf(named)] }, [named], 'no name of its own'],
    [
      'a digest that is there twice',
      { a: { _sd: [digestOf(named)] }, b: { _sd: [digestOf(named)] } },
      [named],
      'twice',
    ],
    ['another hash', { _sd_alg: 'sha-512', _sd: [] }, [], 'hash'],
    ['a claim named like a digest', { '...': 'x' }, [], 'kept for digests'],
    ['an element with a name', { list: [{ '...': digestOf(named) }] }, [named], 'has a name'],
    ['a member without a name', { _sd: [digestOf(element)] }, [element], 'no name of its own'],
    ['_sd that is no list', { _sd: 'x' }, [], 'no list'],
    [
      'a disclosure of _sd',
      { _sd: [digestOf(disclosure('s', '_sd', []))] },
      [disclosure('s', '_sd', [])],
      'no name that a claim can have',
    ],
  ])('%s is refused', (_what, payload, disclosures, detail) =>
    expect(openSdJwt(payload, disclosures)).toEqual({ ok: false, detail: expect.stringContaining(detail) }),
  );

  it('puts members and elements in their places, nested ones too, and leaves out what is withheld', () => {
    const inner = disclosure('s', 'street', 'Quay 1');
    const outer = disclosure('s', 'address', { _sd: [digestOf(inner)], country: 'NO' });
    const payload = {
      _sd_alg: 'sha-256',
      _sd: [digestOf(outer), digestOf('withheld')],
      list: ['a', { '...': digestOf(element) }, { '...': 'x' }],
    };
    expect(openSdJwt(payload, [outer, inner, element])).toEqual({
      ok: true,
      claims: { list: ['a', 'ES'], address: { country: 'NO', street: 'Quay 1' } },
    });
  });
});

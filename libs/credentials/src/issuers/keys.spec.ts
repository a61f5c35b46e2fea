import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { jwkThumbprint, readPublicJwk } from './jwk.js';
import type { KeyAlgorithm } from './key-algorithm.js';
import { exportPrivateKey, importPrivateKey, newSigningKey, verificationMethodOf } from './keys.js';
import { jwkOfMultikey, multikeyOfJwk, readMultikey, writeMultikey } from './multikey.js';
import { readPublicKey } from './public-key.js';
import { signatureHolds, signerOf } from './signer.js';

/** RFC 8032 test 1. */
const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
const publicBytes = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');

describe('an Ed25519 signing key', () => {
  it('has the Multikey of its public bytes', () => {
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const { publicKeyMultibase } = importPrivateKey(pkcs8);
    expect(publicKeyMultibase).toMatch(/^z6Mk/);
    expect(Buffer.from(readMultikey(publicKeyMultibase ?? '') ?? [])).toEqual(publicBytes);
    expect(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).asymmetricKeyType).toBe('ed25519');
  });

  it('survives export and import', () => {
    const key = newSigningKey();
    expect(importPrivateKey(exportPrivateKey(key)).publicKeyMultibase).toBe(key.publicKeyMultibase);
  });

  it('differs each time', () =>
    expect(newSigningKey().publicKeyMultibase).not.toBe(newSigningKey().publicKeyMultibase));

  it.each([
    ['zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76', 'a P-256 key'],
    ['z6Mk', 'a bare prefix'],
    [writeMultikey(publicBytes).slice(0, -1), 'a cut key'],
    [`${writeMultikey(publicBytes)}1`, 'a longer key'],
    [`${writeMultikey(publicBytes).slice(0, -1)}0`, 'a letter base58 does not have'],
    [`z6Mk${'1'.repeat(100_000)}`, 'an endless key'],
  ])('is not read out of %s (%#)', (text) => expect(readMultikey(text)).toBeUndefined());
});

describe.each<KeyAlgorithm>(['EdDSA', 'ES256', 'RS256'])('a signing key for %s', (algorithm) => {
  const key = newSigningKey(algorithm);
  const did = 'did:web:registry.example:i:harbour';
  const message = Buffer.from('a message');
  const publicKey = readPublicKey(key)!;

  it('survives export and import, and knows its algorithm', () => {
    const { privateKey: _privateKey, ...published } = importPrivateKey(exportPrivateKey(key));
    expect({ ...published, privateKey: key.privateKey }).toEqual(key);
    expect([key.algorithm, publicKey.algorithm]).toEqual([algorithm, algorithm]);
  });

  it('signs what its public half accepts, and that alone', async () => {
    const signer = signerOf(key, verificationMethodOf(did, key));
    const signature = await signer.sign(message);
    expect(signature).toHaveLength(algorithm === 'RS256' ? 256 : 64);
    expect(signatureHolds(publicKey, message, signature)).toBe(true);
    expect(signatureHolds(publicKey, Buffer.from('another'), signature)).toBe(false);
    expect(signatureHolds(readPublicKey(newSigningKey(algorithm))!, message, signature)).toBe(false);
    for (const wrong of [signature.subarray(1), Buffer.alloc(0), Buffer.alloc(64)])
      expect(signatureHolds(publicKey, message, wrong)).toBe(false);
  });

  it('publishes no private member', () =>
    expect(JSON.stringify({ ...key, privateKey: undefined })).not.toMatch(/"(d|p|q|dp|dq|qi)":/));
});

describe('a JSON Web Key', () => {
  it('has the thumbprint of RFC 7638 §3.1', () =>
    expect(
      jwkThumbprint({
        kty: 'RSA',
        n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
        e: 'AQAB',
      }),
    ).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'));

  const ec = newSigningKey('ES256');
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
  const good = { ...ec.publicKeyJwk };
  it.each<[string, object]>([
    ['with its private half', ec.privateKey.export({ format: 'jwk' })],
    ['that is a shared secret', { kty: 'oct', k: 'c2VjcmV0' }],
    ['of RSA with 1024 bits', short],
    [
      'of another curve',
      generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey.export({ format: 'jwk' }),
    ],
    ['that is no point of the curve', { ...good, y: Buffer.alloc(32, 7).toString('base64url') }],
    ['meant for encryption', { ...good, use: 'enc' }],
    ['meant for another algorithm', { ...good, alg: 'HS256' }],
    ['meant for other deeds', { ...good, key_ops: ['deriveBits'] }],
    ['with numbers that are no numbers', { ...good, x: 7 }],
  ])('%s is not read', (_what, jwk) => expect(readPublicJwk(jwk as never)).toBeUndefined());

  it('is read without what is not the key', () =>
    expect(
      readPublicJwk({ ...good, use: 'sig', alg: 'ES256', kid: 'x', x5u: 'https://evil.example' }),
    ).toEqual(good));

  it('over P-256 has a Multikey, and is read back from it', () => {
    const text = multikeyOfJwk(ec.publicKeyJwk) ?? '';
    expect(text).toMatch(/^zDn/);
    expect(jwkOfMultikey(text)).toEqual(ec.publicKeyJwk);
    expect(jwkOfMultikey(text.slice(0, -1))).toBeUndefined();
  });

  it('over P-256 is the one of the did:key test vectors', () =>
    expect(jwkOfMultikey('zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv')).toEqual({
      kty: 'EC',
      crv: 'P-256',
      x: 'igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns',
      y: 'efsX5b10x8yjyrj4ny3pGfLcY7Xby1KzgqOdqnsrJIM',
    }));
});

import { SignJWT } from 'jose';
import { didKeyOf } from './did-key.js';
import { readHolderProof } from './holder-proof.js';
import { publicJwkOf } from './jwk.js';
import { newSigningKey } from './keys.js';

const audience = 'https://registry.example/wallet';
const now = new Date('2026-05-01T08:00:00Z');
const ed25519 = newSigningKey();
const p256 = newSigningKey('ES256');
const did = didKeyOf(ed25519.publicKeyMultibase);

interface Made {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly key?: typeof ed25519.privateKey;
}
const aProof = ({ header = {}, claims = {}, key = ed25519.privateKey }: Made = {}) =>
  new SignJWT({ aud: audience, iat: now.getTime() / 1_000, nonce: 'n', ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'openid4vci-proof+jwt', kid: `${did}#${ed25519.publicKeyMultibase}`, ...header } as never)
    .sign(key);
const read = async (made?: Made) => readHolderProof(await aProof(made), audience, now);

describe('a proof that a wallet holds a key', () => {
  it('is read with a did:key, a did:jwk and a bare key', async () => {
    expect(await read()).toEqual({ ok: true, proof: { holder: did, key: publicJwkOf(ed25519.privateKey), nonce: 'n' } });
    const jwk = publicJwkOf(p256.privateKey);
    const didJwk = `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`;
    expect(await read({ header: { alg: 'ES256', kid: `${didJwk}#0` }, key: p256.privateKey })).toMatchObject({ ok: true, proof: { holder: didJwk } });
    expect(await read({ header: { alg: 'ES256', kid: undefined, jwk }, key: p256.privateKey })).toMatchObject({ ok: true, proof: { holder: didJwk } });
  });

  it('is refused for another audience, when it is old or of tomorrow, and without a date', async () => {
    const wrong = [{ aud: 'https://elsewhere.example' }, { aud: [audience, 'https://elsewhere.example'] }, { iat: now.getTime() / 1_000 - 400 }, { iat: now.getTime() / 1_000 + 400 }, { iat: undefined }];
    for (const claims of wrong) expect(await read({ claims })).toMatchObject({ ok: false });
  });

  it('is refused with another type, another key than it names, two keys, or a key that shows its private half', async () => {
    const jwk = publicJwkOf(p256.privateKey);
    const wrong: Made[] = [
      { header: { typ: 'JWT' } },
      { key: newSigningKey().privateKey },
      { header: { jwk } },
      { header: { kid: undefined } },
      { header: { kid: `${did}#0` } },
      { header: { kid: 'did:web:elsewhere.example#1' } },
      { header: { alg: 'ES256', kid: undefined, jwk: p256.privateKey.export({ format: 'jwk' }) }, key: p256.privateKey },
    ];
    for (const made of wrong) expect(await read(made)).toMatchObject({ ok: false });
    expect(await readHolderProof('no.jwt.at all', audience, now)).toMatchObject({ ok: false });
    expect(await readHolderProof('x'.repeat(9_000), audience, now)).toMatchObject({ ok: false });
  });
});

import { canonicalForm } from '../proofs/canonical-form.js';
import { didDocumentOf } from './did-document.js';
import { keyInDidKey, didKeyOf, resolveDidKey } from './did-key.js';
import { didWebAddress, didWebOfIssuer } from './did-web.js';
import type { IssuerKey, KeyState } from './key-history.js';
import { keysInDidDocument } from './read-did-document.js';
import type { JsonObject } from '../json/json.js';
import { keyIdOf, newSigningKey, verificationMethodOf } from './keys.js';
import { listedKey } from './listed-key.js';
import { base58Encode, readMultikey } from './multikey.js';
import { readPublicKey } from './public-key.js';

describe('did:web', () => {
  it.each([
    ['did:web:registry.example:i:harbour', 'https://registry.example/i/harbour/did.json'],
    ['did:web:localhost%3A4000:i:harbour', 'https://localhost:4000/i/harbour/did.json'],
    ['did:web:harbour.example', 'https://harbour.example/.well-known/did.json'],
    ['did:web:registry.example:i:caf%C3%A9', 'https://registry.example/i/caf%C3%A9/did.json'],
  ])('%s is served at %s', (did, address) => expect(didWebAddress(did)).toBe(address));

  it.each([
    'did:web:',
    'did:key:z6Mk',
    'did:web:user@evil.example',
    'did:web:registry.example%2Fevil',
    'did:web:registry.example:..:admin',
    'did:web:registry.example:%2e%2e:admin',
    'did:web:registry.example:a%2Fb',
    'did:web:registry.example::x',
    'did:web:registry.example:i?x=1',
    'did:web:registry.example#k',
    'did:web:registry.example%3A99999',
    'https://registry.example',
  ])('%s is refused', (did) => expect(didWebAddress(did)).toBeUndefined());

  it('names an issuer by host, port and slug', () => {
    expect(didWebOfIssuer('LOCALHOST:4000', 'harbour')).toBe('did:web:localhost%3A4000:i:harbour');
    expect(didWebAddress(didWebOfIssuer('localhost:4000', 'café'))).toBe(
      'https://localhost:4000/i/caf%C3%A9/did.json',
    );
  });
});

describe('the DID document of an issuer', () => {
  const did = 'did:web:registry.example:i:harbour';
  const at = new Date('2026-01-01T00:00:00Z');
  const keyWith = (...states: KeyState[]): IssuerKey => {
    const { publicKeyMultibase } = newSigningKey();
    const history = states.map((state) => ({ state, at, recordedAt: at }));
    return { id: keyIdOf(did, publicKeyMultibase), controller: did, publicKeyMultibase, history };
  };
  const active = keyWith('PRE_PUBLISHED', 'ACTIVE');
  const retired = keyWith('PRE_PUBLISHED', 'ACTIVE', 'RETIRED');
  const compromised = keyWith('PRE_PUBLISHED', 'ACTIVE', 'COMPROMISED');
  const document = didDocumentOf(did, [active, retired, compromised]);

  it('lists every key for ever, and lets all but the compromised assert', () => {
    expect(document.verificationMethod.map(({ id }) => id)).toEqual([active.id, retired.id, compromised.id]);
    expect(document.assertionMethod).toEqual([active.id, retired.id]);
  });

  it('is sound JSON-LD under bundled contexts', async () =>
    expect(await canonicalForm(document)).toMatchObject({ ok: true }));

  it('is read back as the same keys', () => {
    expect(keysInDidDocument(document).map(({ id, assertionMethod }) => [id, assertionMethod])).toEqual([
      [active.id, true],
      [retired.id, true],
      [compromised.id, false],
    ]);
  });

  it('of another maker may use relative ids and embedded methods', () => {
    const { publicKeyMultibase } = newSigningKey();
    const keys = keysInDidDocument({
      id: 'did:web:other.example',
      verificationMethod: [
        { id: '#a', type: 'Multikey', publicKeyMultibase },
        { id: '#rsa', type: 'JsonWebKey' },
      ],
      assertionMethod: [
        '#a',
        {
          id: 'did:web:other.example#b',
          type: 'Multikey',
          controller: 'did:web:other.example',
          publicKeyMultibase,
        },
      ],
    });
    expect(keys.map(({ id, assertionMethod }) => [id, assertionMethod])).toEqual([
      ['did:web:other.example#a', true],
      ['did:web:other.example#b', true],
    ]);
  });
});

describe('keys of several types', () => {
  const did = 'did:web:registry.example:i:harbour';
  const keys = (['EdDSA', 'ES256', 'RS256'] as const).map((algorithm): IssuerKey => {
    const { privateKey: _, ...key } = newSigningKey(algorithm);
    return { id: verificationMethodOf(did, key), controller: did, ...key, history: [] };
  });
  const document = didDocumentOf(did, keys);

  it('are listed as Multikey and JsonWebKey, and never with a private member', async () => {
    expect(
      document.verificationMethod.map(({ type, id }) => `${type} ${id.split('#')[1]?.slice(0, 2)}`),
    ).toEqual([
      'Multikey z6',
      expect.stringMatching(/^JsonWebKey [^z]/),
      'Multikey zD',
      expect.stringMatching(/^JsonWebKey [^z]/),
    ]);
    expect(document.assertionMethod).toEqual(document.verificationMethod.map(({ id }) => id));
    expect(JSON.stringify(document)).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
    expect(await canonicalForm(document)).toMatchObject({ ok: true });
  });

  it('are found under each of their names', () => {
    for (const { id } of document.verificationMethod) expect(listedKey(keys, id)).toBeDefined();
    expect(listedKey(keys, `${did}#other`)).toBeUndefined();
  });

  it('are read out of documents of other makers, in older words too', () => {
    const [ed25519, ec] = keys;
    const raw = readMultikey(ed25519!.publicKeyMultibase!)!;
    const id = 'did:web:other.example';
    const methods: JsonObject[] = [
      {
        id: `${id}#1`,
        type: 'Ed25519VerificationKey2020',
        controller: id,
        publicKeyMultibase: ed25519!.publicKeyMultibase,
      },
      { id: '#2', type: 'Ed25519VerificationKey2018', controller: id, publicKeyBase58: base58Encode(raw) },
      {
        id: '#3',
        type: 'JsonWebKey2020',
        controller: id,
        publicKeyJwk: { ...ec!.publicKeyJwk, kid: 'three' },
      },
      { id: '#4', type: 'JsonWebKey', controller: id, publicKeyJwk: { kty: 'oct', k: 'c2VjcmV0' } },
      { id: '#5', type: 'Multikey', controller: id, publicKeyMultibase: 'z6Mkshort' },
      { id: '#6', type: 'JsonWebKey', controller: id, publicKeyJwk: newSigningKey('ES256').publicKeyJwk },
      { id: '#6', type: 'JsonWebKey', controller: id, publicKeyJwk: newSigningKey('ES256').publicKeyJwk },
    ];
    const [first, ...rest] = methods;
    const read = keysInDidDocument({
      id,
      verificationMethod: rest,
      authentication: [first!],
      assertionMethod: ['#3'],
    });
    expect(read.map((key) => [key.id, readPublicKey(key)?.algorithm, key.assertionMethod])).toEqual([
      [`${id}#2`, 'EdDSA', false],
      [`${id}#3`, 'ES256', true],
      [`${id}#1`, 'EdDSA', false],
    ]);
  });
});

describe('did:key', () => {
  const { publicKeyMultibase } = newSigningKey();
  const did = didKeyOf(publicKeyMultibase);

  it('resolves from its own text', () => {
    expect(resolveDidKey(did)).toMatchObject({ id: did, assertionMethod: [`${did}#${publicKeyMultibase}`] });
    expect(keyInDidKey(`${did}#${publicKeyMultibase}`)).toBe(publicKeyMultibase);
  });

  it('refuses a fragment that names another key, and other curves', () => {
    expect(keyInDidKey(`${did}#${newSigningKey().publicKeyMultibase}`)).toBeUndefined();
    expect(resolveDidKey('did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc')).toBeUndefined();
  });
});

import { canonicalForm } from '../proofs/canonical-form.js';
import { didDocumentOf, keysInDidDocument } from './did-document.js';
import { keyInDidKey, didKeyOf, resolveDidKey } from './did-key.js';
import { didWebAddress, didWebOfIssuer } from './did-web.js';
import type { IssuerKey, KeyState } from './key-history.js';
import { keyIdOf, newSigningKey } from './keys.js';

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

describe('did:key', () => {
  const { publicKeyMultibase } = newSigningKey();
  const did = didKeyOf(publicKeyMultibase);

  it('resolves from its own text', () => {
    expect(resolveDidKey(did)).toMatchObject({ id: did, assertionMethod: [`${did}#${publicKeyMultibase}`] });
    expect(keyInDidKey(`${did}#${publicKeyMultibase}`)).toBe(publicKeyMultibase);
  });

  it('refuses a fragment that names another key, and other curves', () => {
    expect(keyInDidKey(`${did}#${newSigningKey().publicKeyMultibase}`)).toBeUndefined();
    expect(resolveDidKey('did:key:zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76')).toBeUndefined();
  });
});

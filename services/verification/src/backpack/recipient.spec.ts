import { createHash } from 'node:crypto';
import type { ReadCredential } from '@cairn/credentials';
import { factsOf } from './document-facts.js';
import { isAbout } from './recipient.js';

const mira = 'mira@people.example';
const hash = (text: string, algorithm = 'sha256') => `${algorithm}$${createHash(algorithm).update(text).digest('hex')}`;
const badge3 = (credentialSubject: object) => factsOf({ format: 'OB3_LD', document: { issuer: 'did:web:x.example', credentialSubject } as ReadCredential['document'] });
const badge2 = (recipient: object | string, more: object = {}) => factsOf({ format: 'OB2_HOSTED', document: { recipient, ...more } as ReadCredential['document'] });

describe('the recipient of a credential', () => {
  it.each([
    ['a salted hash', badge3({ identifier: [{ type: 'IdentityObject', hashed: true, identityType: 'emailAddress', salt: 'sea', identityHash: hash(`${mira}sea`) }] })],
    ['a hash without salt', badge2({ type: 'email', hashed: true, identity: hash(mira) })],
    ['an old hash', badge2({ type: 'email', hashed: true, salt: 's', identity: hash(`${mira}s`, 'md5') })],
    ['the hash of Open Badges 0.5', badge2(hash(`${mira}s`), { salt: 's' })],
    ['a plain address in capitals', badge2({ type: 'email', hashed: false, identity: 'Mira@People.Example' })],
    ['a mailto address', badge3({ id: 'mailto:mira@people.example' })],
    ['one of several identifiers', badge3({ id: 'did:key:z6Mk', identifier: [{ hashed: false, identityHash: 'S-1' }, { hashed: false, identityHash: mira }] })],
  ])('is the person when it names him by %s', (_how, facts) => {
    expect(isAbout(facts, ['other@people.example', mira])).toBe(true);
    expect(isAbout(facts, ['other@people.example'])).toBe(false);
    expect(isAbout(facts, [])).toBe(false);
  });

  it('is nobody whom the document does not name, and no hash passes for a name', () => {
    expect(isAbout(badge3({ id: 'urn:uuid:1' }), [mira])).toBe(false);
    expect(isAbout(badge3({}), [''])).toBe(false);
    expect(isAbout(badge2({ hashed: true, identity: 'sha256$zz' }), ['sha256$zz'])).toBe(false);
    expect(isAbout(badge2({ hashed: true, identity: hash(mira) }), [hash(mira)])).toBe(false);
  });

  it('is compared letter by letter where it is no e-mail address', () => {
    expect(isAbout(badge3({ id: 'did:example:AbC' }), ['did:example:AbC'])).toBe(true);
    expect(isAbout(badge3({ id: 'did:example:AbC' }), ['did:example:abc'])).toBe(false);
  });
});

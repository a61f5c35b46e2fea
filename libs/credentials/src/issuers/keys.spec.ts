import { createPrivateKey } from 'node:crypto';
import { exportPrivateKey, importPrivateKey, newSigningKey } from './keys.js';
import { readMultikey, writeMultikey } from './multikey.js';

/** RFC 8032 test 1. */
const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
const publicBytes = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');

describe('an Ed25519 signing key', () => {
  it('has the Multikey of its public bytes', () => {
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const { publicKeyMultibase } = importPrivateKey(pkcs8);
    expect(publicKeyMultibase).toMatch(/^z6Mk/);
    expect(Buffer.from(readMultikey(publicKeyMultibase) ?? [])).toEqual(publicBytes);
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

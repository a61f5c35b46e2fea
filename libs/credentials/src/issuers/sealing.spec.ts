import { randomBytes } from 'node:crypto';
import { exportPrivateKey, importPrivateKey, newSigningKey } from './keys.js';
import { seal, SealBroken, unseal } from './sealing.js';

const kek = randomBytes(32);
const binding = { tenantId: 'ten_1', keyId: 'did:web:registry.example:i:a#k1' };
const key = newSigningKey();
const sealed = seal(exportPrivateKey(key), kek, binding);

describe('a sealed private key', () => {
  it('opens for its tenant and key id', () => {
    expect(importPrivateKey(unseal(sealed, kek, binding)).publicKeyMultibase).toBe(key.publicKeyMultibase);
  });

  it('does not contain the key, and never looks the same twice', () => {
    expect(sealed.includes(exportPrivateKey(key).subarray(-32))).toBe(false);
    expect(seal(exportPrivateKey(key), kek, binding).equals(sealed)).toBe(false);
  });

  it.each([
    ['another tenant', () => unseal(sealed, kek, { ...binding, tenantId: 'ten_2' })],
    ['another key id', () => unseal(sealed, kek, { ...binding, keyId: 'other' })],
    [
      'ids that only join to the same text',
      () => unseal(sealed, kek, { tenantId: 'ten_1did', keyId: binding.keyId.slice(3) }),
    ],
    ['another key-encryption key', () => unseal(sealed, randomBytes(32), binding)],
    ['a cut seal', () => unseal(sealed.subarray(0, -1), kek, binding)],
    ['nothing', () => unseal(Buffer.alloc(0), kek, binding)],
  ])('stays shut for %s', (_what, open) => expect(open).toThrow(SealBroken));

  it('stays shut after any one byte changed', () => {
    for (let at = 0; at < sealed.length; at++) {
      const damaged = Buffer.from(sealed);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => unseal(damaged, kek, binding)).toThrow(SealBroken);
    }
  });
});

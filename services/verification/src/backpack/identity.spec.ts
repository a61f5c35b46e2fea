import { identityHash } from './identity.js';

const key = Buffer.alloc(32, 1);
const hash = (issuer: string, id: string | null, digest = 'd', by = key) => identityHash(by, { issuer, id }, digest).toString('hex');

describe('the identity of a credential', () => {
  it('is issuer and id, percent-decoded and trimmed', () => {
    expect(hash(' did:web:x.example', 'https://x.example/a%20b ')).toBe(hash('did:web:x.example', 'https://x.example/a b'));
    expect(hash('did:web:x.example', '100%')).toBe(hash('did:web:x.example', ' 100%'));
    expect(hash('a', 'bc')).not.toBe(hash('ab', 'c'));
    expect(hash('a', 'b')).not.toBe(hash('c', 'b'));
  });

  it('is the bytes where there is no id, and of one backpack alone', () => {
    expect(hash('a', null, 'one')).not.toBe(hash('a', null, 'two'));
    expect(hash('a', 'b', 'one')).toBe(hash('a', 'b', 'two'));
    expect(hash('a', 'b', 'd', Buffer.alloc(32, 2))).not.toBe(hash('a', 'b'));
  });
});

import { pairwiseSubject } from './pairwise-subject.js';

const [secret, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

describe('pairwiseSubject', () => {
  it('names the same earner the same for one issuer, and differently for every other', () => {
    const id = pairwiseSubject(secret, 'issuer-a', 'earner-1');
    expect(pairwiseSubject(secret, 'issuer-a', 'earner-1')).toBe(id);
    expect(pairwiseSubject(secret, 'issuer-b', 'earner-1')).not.toBe(id);
    expect(pairwiseSubject(secret, 'issuer-a', 'earner-2')).not.toBe(id);
  });

  it('cannot be worked out without the secret', () => {
    expect(pairwiseSubject(other, 'issuer-a', 'earner-1')).not.toBe(pairwiseSubject(secret, 'issuer-a', 'earner-1'));
  });

  it('is a UUID of version 8', () => {
    expect(pairwiseSubject(secret, 'a', 'b')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

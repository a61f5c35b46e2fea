import { createHash } from 'node:crypto';
import { STATUS_LIST_LENGTH } from './bitstring.js';
import { indexPermutation } from './index-permutation.js';

const secret = Buffer.alloc(32, 7);

describe('the permutation of status indices', () => {
  const table = indexPermutation(secret);

  it('gives every index exactly once', () => {
    expect(table.length).toBe(STATUS_LIST_LENGTH);
    expect(new Set(table).size).toBe(STATUS_LIST_LENGTH);
    expect(table.reduce((a, b) => Math.max(a, b))).toBe(STATUS_LIST_LENGTH - 1);
  });

  it('never changes for a secret: stored lists depend on it', () => {
    expect(
      createHash('sha256')
        .update(Buffer.from(indexPermutation(secret).buffer))
        .digest('hex'),
    ).toBe('69df2ca3b3851320d4db9b26ae86c64219d5bc1e636d86ae20500e4991f0e4d7');
  });

  it('differs under another secret', () =>
    expect(indexPermutation(Buffer.alloc(32, 8)).subarray(0, 8)).not.toEqual(table.subarray(0, 8)));

  it('keeps neighbours apart: as many within 1,000 as chance gives', () => {
    const near = table.reduce(
      (count, index, at) => (at && Math.abs(index - (table[at - 1] as number)) < 1000 ? count + 1 : count),
      0,
    );
    expect(near).toBeGreaterThan(1600);
    expect(near).toBeLessThan(2400);
  });

  it('is uniform over small lists', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 6000; n++) {
      const order = indexPermutation(createHash('sha256').update(String(n)).digest(), 3).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

import type { LockedEarner } from '../earner/earner.js';
import { checkMerge, checkSplit, stateAfterSplit } from './merge.js';

const record = (id: string, state: LockedEarner['state'], account: string | null = null) => ({ id, state, account });

describe('merging two records', () => {
  test.each([
    ['two that nobody has claimed', record('a', 'PROVISIONAL'), record('b', 'PROVISIONAL'), true],
    ['one that nobody has claimed into a claimed one', record('a', 'PROVISIONAL'), record('b', 'CLAIMED', 'x'), true],
    ['two that the same person has claimed', record('a', 'CLAIMED', 'x'), record('b', 'CLAIMED', 'x'), true],
    ['a claimed one into one that nobody has claimed', record('a', 'CLAIMED', 'x'), record('b', 'PROVISIONAL'), false],
    ['two that different persons have claimed', record('a', 'CLAIMED', 'x'), record('b', 'CLAIMED', 'y'), false],
    ['one with itself', record('a', 'PROVISIONAL'), record('a', 'PROVISIONAL'), false],
    ['one that was merged before', record('a', 'MERGED'), record('b', 'PROVISIONAL'), false],
    ['one into an erased one', record('a', 'PROVISIONAL'), record('b', 'ERASED'), false],
  ])('decides about %s', (_what, from, into, allowed) => {
    expect(checkMerge(from, into).ok).toBe(allowed);
  });

  it('is undone only while the record it went into stands', () => {
    expect(checkSplit(record('a', 'MERGED'), record('b', 'CLAIMED', 'x')).ok).toBe(true);
    expect(checkSplit(record('a', 'MERGED'), record('b', 'MERGED')).ok).toBe(false);
    expect(checkSplit(record('a', 'PROVISIONAL'), undefined).ok).toBe(false);
    expect([stateAfterSplit(record('a', 'MERGED')), stateAfterSplit(record('a', 'MERGED', 'x'))]).toEqual(['PROVISIONAL', 'CLAIMED']);
  });
});

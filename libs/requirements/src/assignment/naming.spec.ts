import { Equivalences } from '../eligibility/equivalences.js';
import type { CountingNode } from '../language/pathway.js';
import { Naming } from './naming.js';

const award = (id: string, achievement: string, acceptEquivalents?: boolean): CountingNode => ({ id, kind: 'award', achievement, acceptEquivalents });
const counting: CountingNode[] = [
  award('a', 'A'),
  award('strictly a', 'A', false),
  { id: 'of two', kind: 'count', atLeast: 2, from: { achievementIn: ['A', 'C'] } },
  { id: 'tagged', kind: 'count', atLeast: 1, from: { tag: 'x' } },
];
const naming = new Naming(counting, new Equivalences([{ of: 'A', accepts: 'B', from: '2025-01-01' }], () => false));
const nodesFor = (...achievements: string[]) => [...naming.nodesFor(achievements)].sort();

describe('the nodes that may count an award', () => {
  it('are those that name its achievement', () => {
    expect(nodesFor('A')).toEqual(['a', 'of two', 'strictly a', 'tagged']);
    expect(nodesFor('C')).toEqual(['of two', 'tagged']);
  });

  it('are also those that name what it may stand for on some day, but for those that accept no equivalent', () => {
    expect(nodesFor('B')).toEqual(['a', 'of two', 'tagged']);
  });

  it('are always those that name none', () => {
    expect(nodesFor('Z')).toEqual(['tagged']);
    expect(nodesFor()).toEqual(['tagged']);
  });

  it('are asked for of several awards at once', () => {
    expect(nodesFor('B', 'C')).toEqual(['a', 'of two', 'tagged']);
  });
});

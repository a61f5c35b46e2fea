import fc from 'fast-check';
import { type ClosurePair, closureOf, stepsOf } from './closure.js';

const sorted = (pairs: readonly ClosurePair[] | undefined) => (pairs ?? []).map((pair) => pair.join(' ')).sort();

describe('the closure of a framework', () => {
  it('has every skill under itself and under all that is above it, by the fewest steps', () => {
    const steps: ClosurePair[] = [
      ['c', 'b', 1],
      ['b', 'a', 1],
      ['c', 'a', 1],
    ];
    expect(sorted(closureOf(['a', 'b', 'c'], steps))).toEqual(['a a 0', 'b a 1', 'b b 0', 'c a 1', 'c b 1', 'c c 0']);
  });

  it('counts an exact match as the same skill, in both directions', () => {
    const match = stepsOf({ kind: 'EXACT_MATCH', from: 'mine', to: 'theirs' });
    const steps: ClosurePair[] = [...match, ['my child', 'mine', 1], ['theirs', 'their parent', 1]];
    expect(sorted(closureOf(['mine', 'my child'], steps))).toEqual([
      'mine mine 0',
      'mine their parent 1',
      'mine theirs 0',
      'my child mine 1',
      'my child my child 0',
      'my child their parent 2',
      'my child theirs 1',
      'theirs mine 0',
      'theirs their parent 1',
      'theirs theirs 0',
    ]);
  });

  it('leaves pairs between skills of others to them, unless the way goes through one of its own', () => {
    const apart: ClosurePair[] = [['x', 'y', 1]];
    expect(sorted(closureOf(['a'], apart))).toEqual(['a a 0']);
    const through: ClosurePair[] = [
      ['x', 'a', 1],
      ['a', 'y', 1],
    ];
    expect(sorted(closureOf(['a'], through))).toEqual(['a a 0', 'a y 1', 'x a 1', 'x y 2']);
  });

  it('reads broader, narrower and part as steps, and nothing into relations', () => {
    const of = (kind: 'PART_OF' | 'BROADER_MATCH' | 'NARROWER_MATCH' | 'RELATED' | 'PREREQUISITE') => stepsOf({ kind, from: 'x', to: 'y' });
    expect([of('PART_OF'), of('BROADER_MATCH'), of('NARROWER_MATCH')]).toEqual([[['x', 'y', 1]], [['x', 'y', 1]], [['y', 'x', 1]]]);
    expect([of('RELATED'), of('PREREQUISITE')]).toEqual([[], []]);
  });

  it('gives up on more pairs than it may have', () => {
    const chain = Array.from({ length: 50 }, (_, at): ClosurePair => [`s${at}`, `s${at + 1}`, 1]);
    expect(closureOf(chain.map(([from]) => from), chain, 500)).toBeUndefined();
  });

  it('is what trying out every way gives, circles included', () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const graph = fc.array(fc.tuple(node, node, fc.constantFrom(0, 1, 2)), { maxLength: 12 });
    fc.assert(
      fc.property(graph, fc.uniqueArray(node, { minLength: 1 }), (steps, own) => {
        expect(sorted(closureOf(own, steps))).toEqual(sorted(byEveryWay(own, steps)));
      }),
      { numRuns: 300 },
    );
  });
});

/** Walks of up to 12 steps, one after another: slow, and plainly right. */
function byEveryWay(own: readonly string[], steps: readonly ClosurePair[]): ClosurePair[] {
  const mine = new Set(own);
  const found = new Map<string, { steps: number; through: boolean }>();
  let walks = [...new Set([...own, ...steps.map(([from]) => from)])].map((start) => ({ start, end: start, steps: 0, through: mine.has(start) }));
  for (let length = 0; length <= 12 && walks.length > 0; length += 1) {
    const fresh = walks.filter(({ start, end, steps: count, through }) => {
      const key = `${start} ${end}`;
      const known = found.get(key) ?? { steps: Infinity, through: false };
      const better = { steps: Math.min(known.steps, count), through: known.through || through };
      found.set(key, better);
      return better.steps !== known.steps || better.through !== known.through;
    });
    walks = fresh.flatMap((walk) => steps.filter(([from]) => from === walk.end).map(([, to, count]) => ({ start: walk.start, end: to, steps: walk.steps + count, through: walk.through || mine.has(to) })));
  }
  return [...found].filter(([, { through }]) => through).map(([key, { steps: count }]): ClosurePair => {
    const [from = '', to = ''] = key.split(' ');
    return [from, to, count];
  });
}

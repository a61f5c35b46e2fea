import { Chance } from '@cairn/metrics/testing';
import { loadSolver, type Solver } from '@cairn/requirements';
import { pinnedGrowth } from './growing-attack.js';

describe('the attack on figures that grow', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver(60);
  });

  /** A count at the ends of two months, of which each publication tells between what it lies. */
  const attacked = (first: readonly [from: number, to: number], second: readonly [from: number, to: number]) => {
    const observation = (observationEnd: string, [from, to]: readonly [number, number], count: number) => ({
      observationEnd,
      queries: [[{ counts: ['pair'], at: observationEnd, from, to }]],
      truth: new Map([['pair', count]]),
    });
    return pinnedGrowth([observation('2024-01-31', first, 12), observation('2024-02-29', second, 17)], { sums: new Map([['pair', ['pair']]]), withGrowth: true }, 10, new Chance(1), solver);
  };

  it('finds the few who came between two publications that tell a count each', () => {
    expect(attacked([12, 12], [17, 17])).toEqual(['["pair","2024-01-31","2024-02-29",5] [5,5]']);
  });

  it('finds nothing where the second leaves ten people open', () => {
    expect(attacked([12, 12], [12, 22])).toEqual([]);
  });
});

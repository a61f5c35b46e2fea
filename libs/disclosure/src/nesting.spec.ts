import { loadSolver, type Solver } from '@cairn/requirements';
import { cellAt, type CellId, flat, joinedLattices, latticeOf, type Lattice } from './lattice.js';
import { withNestings } from './nesting.js';
import { hiddenCells } from './protect.js';

/** One rate over two windows: so many of 200 by the first, and by the second. */
function overTwoWindows(early: number, later: number): Lattice {
  const rate = (window: string, numerator: number) => latticeOf({ dimensions: [(value) => [value], flat], rows: [{ keys: [window, 'a'], numerator, denominator: 200 }, { keys: [window, 'b'], numerator: 60, denominator: 200 }] });
  const lattice = joinedLattices([rate('1', early), rate('2', later)]);
  return withNestings(lattice, [{ inner: ['1', 'a'], outer: ['2', 'a'] }]);
}

describe('rates of which one counts all that another counts', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver();
  });
  const hides = (hidden: ReadonlySet<CellId> | null, window: string) => hidden?.has(cellAt([window, 'a'], 'NUMERATOR'));

  it('are both shown where 10 came between, or nobody', async () => {
    for (const later of [50, 60]) expect(await hiddenCells(overTwoWindows(50, later), solver)).toEqual(new Set());
  });

  it('are not both shown where fewer came between, who could be found by subtracting', async () => {
    const hidden = await hiddenCells(overTwoWindows(50, 54), solver);
    expect([hides(hidden, '1'), hides(hidden, '2')]).toContain(true);
  });

  it('hide the one of the higher rank first', async () => {
    const lattice = overTwoWindows(50, 54);
    const cells = (window: string) => (['NUMERATOR', 'COMPLEMENT', 'DENOMINATOR'] as const).flatMap((measure) => ['a', 'b', '*'].map((key) => cellAt([window, key], measure)));
    const hidden = await hiddenCells({ ...lattice, rank: new Map(cells('2').map((cell) => [cell, 1])) }, solver);
    expect([hides(hidden, '1'), hides(hidden, '2')]).toEqual([false, true]);
  });

  it('are of the same units, or nothing is published', () => {
    expect(() => overTwoWindows(54, 50)).toThrow('do not agree');
  });
});

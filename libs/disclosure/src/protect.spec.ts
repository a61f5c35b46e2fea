import { loadSolver, type Solver } from '@cairn/requirements';
import { spansOf } from './audit.js';
import { widthOf } from './known.js';
import { all, cellAt, type CountTable, flat, latticeOf } from './lattice.js';
import { hiddenCells, knownOf } from './protect.js';
import { chanceFrom, someTable } from './testing/some-table.js';
import { least } from './threshold.js';

const row = (key: string, numerator: number, denominator: number) => ({ keys: [key], numerator, denominator });

/** More by CAIRN_TABLES. */
const tables = Number(process.env['CAIRN_TABLES'] ?? 12);

describe('protecting a table', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver();
  });

  const hiddenIn = (table: CountTable) => hiddenCells(latticeOf(table), solver);

  it('shows everything where nobody could be recognised', async () => {
    expect(await hiddenIn({ dimensions: [flat], rows: [row('a', 20, 50), row('b', 0, 40), row('c', 30, 30)] })).toEqual(new Set());
  });

  it('hides a count of 1 to 9, and a second one with it', async () => {
    const hidden = await hiddenIn({ dimensions: [flat], rows: [row('a', 3, 200), row('b', 50, 100), row('c', 60, 130)] });
    expect(hidden?.has(cellAt(['a'], 'NUMERATOR'))).toBe(true);
    expect(hidden?.has(cellAt(['a'], 'COMPLEMENT'))).toBe(true);
    // The other numerators would give it away, as their sum is shown.
    expect([cellAt(['b'], 'NUMERATOR'), cellAt(['c'], 'NUMERATOR'), cellAt([all], 'NUMERATOR')].some((cell) => hidden?.has(cell))).toBe(true);
    expect(hidden?.has(cellAt(['a'], 'DENOMINATOR'))).toBe(false);
  });

  it('hides a rate of 0 or 1 over fewer than 30', async () => {
    const hidesAt = async (denominator: number) => (await hiddenIn({ dimensions: [flat], rows: [row('a', 0, denominator), row('b', 40, 90), row('c', 50, 99)] }))?.has(cellAt(['a'], 'NUMERATOR'));
    expect([await hidesAt(29), await hidesAt(30)]).toEqual([true, false]);
  });

  it('hides more where hidden parts of a shown whole come to fewer than 10', async () => {
    const hidden = await hiddenIn({ dimensions: [flat], rows: [row('a', 2, 40), row('b', 3, 40), row('c', 11, 40), row('d', 25, 60)] });
    expect(hidden?.has(cellAt(['c'], 'NUMERATOR')) || hidden?.has(cellAt([all], 'NUMERATOR'))).toBe(true);
  });

  it(`leaves no hidden cell within 10 in ${tables} tables of up to three dimensions, whatever is added up`, async () => {
    const chance = chanceFrom(7);
    let dark = 0;
    for (let at = 0; at < tables; at += 1) {
      const lattice = latticeOf(someTable(chance));
      const hidden = (await hiddenCells(lattice, solver)) ?? new Set();
      dark += hidden.size;
      const known = knownOf(lattice, hidden, new Map());
      for (const [cell, span] of await spansOf(lattice, known, hidden, solver, at % 10 === 0 ? Infinity : least)) {
        const count = lattice.counts.get(cell) ?? 0;
        expect({ cell, isWide: widthOf(span) >= least - 1e-6 }).toEqual({ cell, isWide: true });
        if (at % 10 === 0) expect(span.from - 1e-6 <= count && count <= span.to + 1e-6).toBe(true);
      }
    }
    expect(dark).toBeGreaterThan(tables);
  }, 600_000);
});

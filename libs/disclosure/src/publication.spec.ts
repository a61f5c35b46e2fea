import { loadSolver, type Solver } from '@cairn/requirements';
import { spansOf } from './audit.js';
import { exactly, keptFrom, type Span, widthOf } from './known.js';
import { type CellId, type CountTable, flat, latticeOf } from './lattice.js';
import { type Publication, publish, rateAt } from './publication.js';
import { chanceFrom, someTable } from './testing/some-table.js';
import { least } from './threshold.js';

const table = (...rows: [string, number, number][]): CountTable => ({ dimensions: [flat], rows: rows.map(([key, numerator, denominator]) => ({ keys: [key], numerator, denominator })) });
const nothing: Publication = new Map();
/** More by CAIRN_TABLES. */
const pairs = Number(process.env['CAIRN_TABLES'] ?? 10);

describe('publishing a table', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver();
  });
  const first = (rows: CountTable) => publish(latticeOf(rows), '2026-01-31', nothing, solver);
  const next = (rows: CountTable, before: Publication) => publish(latticeOf(rows), '2026-02-28', before, solver);

  it('tells rates with their counts, and bounds of hidden ones', async () => {
    const published = await first(table(['a', 3, 200], ['b', 60, 100], ['c', 90, 180], ['d', 196, 200]));
    expect(rateAt(published, ['a'])).toEqual({ numerator: null, denominator: 200, value: null, bound: '<0.05', asOf: '2026-01-31' });
    expect(rateAt(published, ['d'])).toMatchObject({ value: null, bound: '>0.95' });
    expect(rateAt(published, ['c'])).toMatchObject({ numerator: 90, denominator: 180, value: 0.5, bound: null });
  });

  it('answers alike for a place where nobody is and one of fewer than 10', async () => {
    const published = await first(table(['a', 2, 5], ['b', 60, 100], ['c', 90, 180]));
    expect([rateAt(published, ['a']), rateAt(published, ['nowhere'])]).toEqual([null, null]);
  });

  it('keeps a figure that changed by fewer than 10, with its day, and tells others anew', async () => {
    const before = await first(table(['a', 50, 100], ['b', 60, 100]));
    const after = await next(table(['a', 53, 104], ['b', 80, 130]), before);
    expect(rateAt(after, ['a'])).toMatchObject({ numerator: 50, denominator: 100, asOf: '2026-01-31' });
    expect(rateAt(after, ['b'])).toMatchObject({ numerator: 80, denominator: 130, asOf: '2026-02-28' });
    expect(rateAt(await next(table(['a', 50, 100], ['b', 60, 100]), before), ['a'])).toMatchObject({ numerator: 50, asOf: '2026-02-28' });
  });

  it('tells a rate anew as a whole or not at all, since who knows two of its counts knows the third', async () => {
    const before = await first(table(['a', 50, 100], ['b', 60, 100]));
    // 10 more of the one and 15 more of the other are 5 more of what is left.
    const after = await next(table(['a', 60, 115], ['b', 60, 100]), before);
    expect(rateAt(after, ['a'])).toMatchObject({ numerator: 50, denominator: 100, asOf: '2026-01-31' });
    expect(rateAt(await next(table(['a', 60, 120], ['b', 60, 100]), before), ['a'])).toMatchObject({ numerator: 60, denominator: 120, asOf: '2026-02-28' });
  });

  it('does not show next month what was hidden and has hardly changed', async () => {
    const before = await first(table(['a', 9, 100], ['b', 40, 100], ['c', 60, 100]));
    expect(rateAt(await next(table(['a', 11, 102], ['b', 40, 100], ['c', 60, 100]), before), ['a'])).toMatchObject({ value: null });
    expect(rateAt(await next(table(['a', 30, 150], ['b', 61, 150], ['c', 81, 150]), before), ['a'])).toMatchObject({ value: 30 / 150 });
  });

  it(`pins no hidden cell over two publications, in ${pairs} tables`, async () => {
    const chance = chanceFrom(11);
    let dark = 0;
    for (let at = 0; at < pairs; at += 1) {
      const early = someTable(chance);
      const late = grown(early, chance);
      const [before, lattice] = [await publish(latticeOf(early), '1', nothing, solver), latticeOf(late)];
      const after = await publish(lattice, '2', before, solver);
      const hidden = [...after].filter(([cell, { isHidden }]) => isHidden && lattice.counts.has(cell)).map(([cell]) => cell);
      dark += hidden.length;
      for (const [cell, span] of await spansOf(lattice, rememberedOf(lattice.counts, before, after), hidden, solver, least)) expect([at, cell, widthOf(span) >= least - 1e-6]).toEqual([at, cell, true]);
    }
    expect(dark).toBeGreaterThan(pairs);
  }, 600_000);
});

/** What a reader of both has: what is shown now, and what was shown before and has not changed. */
function rememberedOf(counts: ReadonlyMap<CellId, number>, before: Publication, after: Publication): Map<CellId, Span> {
  const known = new Map<CellId, Span>();
  for (const publication of [before, after])
    for (const [cell, { count, isHidden }] of publication) {
      const change = Math.abs((counts.get(cell) ?? 0) - count);
      if (!isHidden && change < least) known.set(cell, change === 0 ? exactly(count) : keptFrom(count));
    }
  return known;
}

/** The same table some time later: most rows are as they were, some have a few people more or fewer, some many more. */
function grown({ dimensions, rows }: CountTable, chance: () => number): CountTable {
  return {
    dimensions,
    rows: rows.map(({ keys, numerator, denominator }) => {
      const kind = chance();
      const more = kind < 0.6 ? 0 : kind < 0.85 ? Math.floor(chance() * 7) - 2 : 20 + Math.floor(chance() * 30);
      const of = Math.max(numerator, denominator + more);
      return { keys, denominator: of, numerator: Math.min(of, numerator + Math.max(0, Math.floor(chance() * more))) };
    }),
  };
}

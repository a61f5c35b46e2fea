import { type CellId, cellAt, type Lattice, type Place, type Sum } from './lattice.js';

/** Two rates of the same units, of which one counts all that the other counts, and more: a longer window, for one. */
export interface Nesting {
  readonly inner: Place;
  readonly outer: Place;
}

/**
 * The lattice with what the difference of such rates tells: whoever subtracts one from the other knows how many came between.
 * Of `counts` a denominator is the same in both. Throws where the counts are not those of the same units.
 */
export function withNestings(lattice: Lattice, nestings: readonly Nesting[]): Lattice {
  const counts = new Map(lattice.counts);
  const unpublished = new Set(lattice.unpublished);
  const sums: Sum[] = [...lattice.sums];
  const count = (cell: CellId) => counts.get(cell) ?? 0;
  for (const { inner, outer } of nestings) {
    const [early, later] = [cellAt(inner, 'NUMERATOR'), cellAt(outer, 'NUMERATOR')];
    const of = [cellAt(outer, 'DENOMINATOR'), cellAt(inner, 'DENOMINATOR')] as const;
    const between = cellAt([...inner, ...outer], 'NUMERATOR');
    if (count(of[0]) !== count(of[1]) || count(later) < count(early)) throw new Error('figures of the same units do not agree with one another');
    counts.set(between, count(later) - count(early));
    unpublished.add(between);
    sums.push({ whole: of[0], parts: [of[1]] }, { whole: later, parts: [early, between] }, { whole: cellAt(inner, 'COMPLEMENT'), parts: [cellAt(outer, 'COMPLEMENT'), between] });
  }
  return { ...lattice, counts, sums, unpublished };
}

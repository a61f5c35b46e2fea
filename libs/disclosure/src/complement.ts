import type { CellId, Lattice, Sum } from './lattice.js';
import { least, tellsOfFew } from './threshold.js';

/**
 * Hides further cells until no sum gives a hidden one away: a sum has no single hidden member, and the hidden parts of a shown
 * whole come to 10 at least (analytics.md, section 4.2). `hidden` is added to.
 *
 * @param isKnown what was told before and is known for good: hiding it now protects nothing, and it is left alone
 */
export function complement(lattice: Lattice, hidden: Set<CellId>, isKnown: (cell: CellId) => boolean): void {
  const { sums } = lattice;
  const touching = new Map<CellId, Sum[]>();
  for (const sum of sums) for (const cell of membersOf(sum)) touching.set(cell, [...(touching.get(cell) ?? []), sum]);
  const waiting = new Set(sums);
  for (const sum of waiting) {
    waiting.delete(sum);
    for (let next = lacking(sum, lattice, hidden, isKnown); next !== undefined; next = lacking(sum, lattice, hidden, isKnown)) {
      hidden.add(next);
      for (const other of touching.get(next) ?? []) waiting.add(other);
    }
  }
}

/** The cell to hide next for one sum; undefined when it gives nothing away, or nothing is left to hide. */
function lacking(sum: Sum, lattice: Lattice, hidden: ReadonlySet<CellId>, isKnown: (cell: CellId) => boolean): CellId | undefined {
  const { counts } = lattice;
  const members = membersOf(sum);
  const dark = members.filter((cell) => hidden.has(cell));
  if (!dark.some((cell) => tellsOfFew(lattice, cell))) return undefined;
  const parts = sum.parts.filter((cell) => hidden.has(cell));
  const isOpen = !hidden.has(sum.whole);
  const isTold = dark.length === 1 || (isOpen && total(parts, counts) < least);
  return isTold ? cheapest(members.filter((cell) => !hidden.has(cell) && !isKnown(cell)), sum.whole, lattice) : undefined;
}

/** What is published nowhere; of the rest that of the highest rank; of these the smallest part that tells of anybody, else an empty one, or the whole. */
export function cheapest(open: readonly CellId[], whole: CellId | null, { counts, unpublished, rank: ranks }: Lattice): CellId | undefined {
  const count = (cell: CellId) => counts.get(cell) ?? 0;
  const rank = (cell: CellId) => [unpublished?.has(cell) ? 0 : 1, -(ranks?.get(cell) ?? 0), cell === whole ? 2 : count(cell) === 0 ? 1 : 0, count(cell)];
  return open.toSorted((a, b) => compared(rank(a), rank(b)) || (a < b ? -1 : 1))[0];
}

const membersOf = ({ whole, parts }: Sum): CellId[] => [whole, ...parts];

const total = (cells: readonly CellId[], counts: ReadonlyMap<CellId, number>): number => cells.reduce((sum, cell) => sum + (counts.get(cell) ?? 0), 0);

function compared(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

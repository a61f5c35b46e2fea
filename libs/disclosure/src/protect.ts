import type { Solver } from '@cairn/requirements';
import { spansOf } from './audit.js';
import { cheapest, complement } from './complement.js';
import { exactly, type Known, type Span, widthOf } from './known.js';
import { type CellId, cellAt, type Lattice } from './lattice.js';
import { least, primary, tellsOfFew } from './threshold.js';

/** What was published before; left out: nothing was. */
export interface Before {
  /** Cells that stay as they were shown, and between what their counts lie: hiding them now would protect nothing. */
  readonly kept: Known;
  /** Cells that stay hidden. */
  readonly dark: ReadonlySet<CellId>;
}

/** Solvers answer to about as many digits. */
const rounding = 1e-6;

const nothingBefore: Before = { kept: new Map(), dark: new Set() };

/**
 * The cells of a lattice that are not to be shown, so that nobody can tell a hidden count more closely than within 10: small
 * ones, as many more as sums need, and as many more as the audit needs (analytics.md, section 4).
 *
 * @returns null where that cannot be had beside what was published before; a first publication always can
 */
export async function hiddenCells(lattice: Lattice, solver: Solver, { kept, dark }: Before = nothingBefore): Promise<ReadonlySet<CellId> | null> {
  const isKept = (cell: CellId) => kept.has(cell);
  const hidden = new Set([...primary(lattice), ...dark].filter((cell) => !isKept(cell)));
  complement(lattice, hidden, isKept);
  const wide = new Set<CellId>();
  for (;;) {
    // What is wide stays so: the more is hidden, the less is known.
    const open = [...hidden].filter((cell) => !wide.has(cell) && tellsOfFew(lattice, cell));
    const spans = await spansOf(lattice, knownOf(lattice, hidden, kept), open, solver, least);
    const narrow = open.filter((cell) => widthOf(spans.get(cell) ?? exactly(0)) < least - rounding);
    for (const cell of open) if (!narrow.includes(cell)) wide.add(cell);
    if (narrow.length === 0) return hidden;
    const more = narrow.flatMap((cell) => besideOf(lattice, cell, hidden, isKept) ?? []);
    // Nothing is left that could be hidden: of a whole table of few people only the top cell is ever in that place.
    if (more.length === 0) return kept.size === 0 ? hidden : null;
    for (const cell of more) hidden.add(cell);
    complement(lattice, hidden, isKept);
  }
}

/** What is shown, what is kept, and the bounds that are told of hidden rates. */
export function knownOf(lattice: Lattice, hidden: ReadonlySet<CellId>, kept: Known): Known {
  const known = new Map<CellId, Span>();
  for (const [cell, count] of lattice.counts) if (!hidden.has(cell)) known.set(cell, kept.get(cell) ?? exactly(count));
  for (const place of lattice.places) {
    if (hidden.has(cellAt(place, 'DENOMINATOR'))) continue;
    for (const measure of ['NUMERATOR', 'COMPLEMENT'] as const) {
      const cell = cellAt(place, measure);
      // A bound says "fewer than 10", which is as much as may be known.
      if (hidden.has(cell) && (lattice.counts.get(cell) ?? 0) < least) known.set(cell, { from: 0, to: least });
    }
  }
  return known;
}

/** A shown cell in a sum with this one, whose hiding widens what the cell may be. */
function besideOf(lattice: Lattice, cell: CellId, hidden: ReadonlySet<CellId>, isKept: (cell: CellId) => boolean): CellId | undefined {
  const shown = new Set<CellId>();
  for (const { whole, parts } of lattice.sums) {
    const members = [whole, ...parts];
    if (members.includes(cell)) for (const member of members) if (!hidden.has(member) && !isKept(member)) shown.add(member);
  }
  return cheapest([...shown], null, lattice);
}

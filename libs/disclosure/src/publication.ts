import type { Solver } from '@cairn/requirements';
import { type CellId, cellAt, cellsAt, type Lattice, type Place } from './lattice.js';
import { exactly, keptFrom, type Span } from './known.js';
import { hiddenCells } from './protect.js';
import { isSmall, least } from './threshold.js';

/** What was told of a cell: its count, or that it is hidden. Whoever keeps it keeps it from readers. */
export interface ToldCell {
  readonly count: number;
  /** The day of the count. */
  readonly asOf: string;
  readonly isHidden: boolean;
}

/** A publication of one table, all of its cells. */
export type Publication = ReadonlyMap<CellId, ToldCell>;

/**
 * The next publication of a table. A cell is told anew only if it is the same or has changed by 10 at least since it was told
 * last; else it stays as it was, shown or hidden, so that two publications do not tell what one person did between them
 * (analytics.md, section 4.5). A rate stays as a whole. Where what was told leaves no way to hide what has to be hidden by now,
 * the whole publication stays.
 *
 * @param before as it was told last. Of what is unpublished by now: what was told under another name.
 */
export async function publish(lattice: Lattice, asOf: string, before: Publication, solver: Solver): Promise<Publication> {
  const kept = new Map<CellId, Span>();
  const dark = new Set<CellId>();
  const stale = staleCells(lattice, before);
  for (const [cell, { count, isHidden }] of before) {
    if (!lattice.counts.has(cell)) continue;
    const change = changeOf(lattice, cell, count);
    // Of what stays although it has changed by more, readers do not know what it is now.
    if (change >= least) {
      if (stale.has(cell)) dark.add(cell);
    } else if (isHidden) dark.add(cell);
    else kept.set(cell, change === 0 ? exactly(count) : keptFrom(count));
  }
  const hidden = await hiddenCells(lattice, solver, { kept, dark });
  if (!hidden) return before;
  return new Map(
    [...lattice.counts].flatMap(([cell, count]) => {
      if (lattice.unpublished?.has(cell)) return [];
      const isHidden = hidden.has(cell);
      const old = before.get(cell);
      // Of a hidden one the bound is told, which has to be true of the denominator that is told with it.
      const stays = old !== undefined && old.count !== count && (stale.has(cell) || (!isHidden && kept.has(cell)));
      return [[cell, stays ? old : { count, asOf, isHidden }] as const];
    }),
  );
}

const changeOf = ({ counts }: Lattice, cell: CellId, told: number): number => Math.abs((counts.get(cell) ?? 0) - told);

/**
 * Counts of rates that were told and of which one has changed by fewer than 10: who knows two of the three knows the third, and
 * what was said of a hidden one, that it is below 10, was said of the denominator of then.
 */
function staleCells(lattice: Lattice, before: Publication): ReadonlySet<CellId> {
  const stale = lattice.places.map(cellsAt).filter((cells) => {
    const told = cells.map((cell) => before.get(cell));
    // The last one is the denominator.
    return told[2]?.isHidden === false && told.some((one, at) => one !== undefined && isSmall(changeOf(lattice, cells[at] as CellId, one.count)));
  });
  return new Set(stale.flat());
}

/** A rate as somebody sees it who may not see everything. */
export interface ProtectedRate {
  readonly numerator: number | null;
  readonly denominator: number;
  readonly value: number | null;
  /** Below or above what the rate lies, such as `<0.05`; null where it is shown, and where nothing can be said. */
  readonly bound: string | null;
  /** The earliest day of the figures in it. */
  readonly asOf: string;
}

/**
 * The rate at a place; null where not even the denominator is shown. A place where nobody is and one where fewer than 10 are
 * answer alike (analytics.md, section 4.6).
 */
export function rateAt(publication: Publication, place: Place): ProtectedRate | null {
  const told = { denominator: publication.get(cellAt(place, 'DENOMINATOR')), numerator: publication.get(cellAt(place, 'NUMERATOR')), complement: publication.get(cellAt(place, 'COMPLEMENT')) };
  const { denominator, numerator, complement } = told;
  if (!denominator || denominator.isHidden || denominator.count === 0 || !numerator || !complement) return null;
  const of = denominator.count;
  const shown = [denominator, numerator, complement].filter(({ isHidden }) => !isHidden);
  const asOf = shown.map((one) => one.asOf).toSorted()[0] ?? denominator.asOf;
  if (shown.length === 3) return { numerator: numerator.count, denominator: of, value: numerator.count / of, bound: null, asOf };
  return { numerator: null, denominator: of, value: null, bound: boundOf(numerator, complement, of), asOf };
}

/** Fewer than 10 of so many, or all but fewer than 10. */
function boundOf(numerator: ToldCell, complement: ToldCell, of: number): string | null {
  const edge = least / of;
  if (edge >= 1) return null;
  if (numerator.isHidden && numerator.count < least) return `<${rounded(edge)}`;
  return complement.isHidden && complement.count < least ? `>${rounded(1 - edge)}` : null;
}

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

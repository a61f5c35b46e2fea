/** The measures of a rate: the complement is the denominator without the numerator. */
export type Measure = 'NUMERATOR' | 'COMPLEMENT' | 'DENOMINATOR';

const measures: readonly Measure[] = ['NUMERATOR', 'COMPLEMENT', 'DENOMINATOR'];

/** The value of a dimension that stands for all of its values. */
export const all = '*';

/**
 * What a value of a dimension is rolled up to: itself first, `all` last. A month is `['2024-01', '2024-Q1', '*']`, a
 * value without anything above it `['a', '*']`.
 */
export type RollUp = (value: string) => readonly string[];

export const flat: RollUp = (value) => [value, all];

/** Counts of people or of what they did, by the finest values of up to three dimensions. */
export interface CountTable {
  readonly dimensions: readonly RollUp[];
  readonly rows: readonly CountRow[];
}

export interface CountRow {
  /** One value for each dimension. */
  readonly keys: readonly string[];
  readonly numerator: number;
  readonly denominator: number;
}

export type CellId = string & { readonly __cell: true };

/** A place of the cube: a value or a roll-up in each dimension. */
export type Place = readonly string[];

/** A whole that is the sum of its parts. */
export interface Sum {
  readonly whole: CellId;
  readonly parts: readonly CellId[];
}

/** Every count that is published or can be computed from what is, and how they add up (analytics.md, section 4.2). */
export interface Lattice {
  readonly counts: ReadonlyMap<CellId, number>;
  readonly sums: readonly Sum[];
  readonly places: readonly Place[];
  /** What is told nowhere, and can only be computed: it is hidden first, and matters only where it tells of few. */
  readonly unpublished?: ReadonlySet<CellId>;
  /** Where there is a choice, cells of a higher rank are hidden before those of a lower one; left out: 0. */
  readonly rank?: ReadonlyMap<CellId, number>;
}

export const cellAt = (place: Place, measure: Measure): CellId => JSON.stringify([measure, ...place]) as CellId;

/** The counts of a rate. */
export const cellsAt = (place: Place): CellId[] => measures.map((measure) => cellAt(place, measure));

/** The cube over a table: all roll-ups of all its rows. What has no row is nowhere, and counts as nought. */
export function latticeOf({ dimensions, rows }: CountTable): Lattice {
  const counts = new Map<CellId, number>();
  const places = new Map<string, Place>();
  const partsOf = dimensions.map(() => new Map<string, Set<string>>());
  const add = (place: Place, measure: Measure, count: number) => {
    const cell = cellAt(place, measure);
    counts.set(cell, (counts.get(cell) ?? 0) + count);
  };
  for (const { keys, numerator, denominator } of rows) {
    const paths = keys.map((key, at) => dimensions[at]?.(key) ?? [all]);
    paths.forEach((path, at) => {
      path.slice(1).forEach((whole, level) => partsUnder(partsOf[at], whole).add(path[level] ?? all));
    });
    for (const place of product(paths)) {
      places.set(JSON.stringify(place), place);
      add(place, 'NUMERATOR', numerator);
      add(place, 'COMPLEMENT', denominator - numerator);
      add(place, 'DENOMINATOR', denominator);
    }
  }
  return { counts, places: [...places.values()], sums: [...places.values()].flatMap((place) => sumsAt(place, partsOf, counts)) };
}

/** One lattice over several tables of the same units: cells that they share are one, so that none gives away what another hides. */
export function joinedLattices(lattices: readonly Lattice[]): Lattice {
  const places = new Map(lattices.flatMap((lattice) => lattice.places.map((place) => [JSON.stringify(place), place] as const)));
  return {
    counts: new Map(lattices.flatMap(({ counts }) => [...counts])),
    sums: lattices.flatMap(({ sums }) => sums),
    places: [...places.values()],
    unpublished: new Set(lattices.flatMap(({ unpublished }) => [...(unpublished ?? [])])),
    rank: new Map(lattices.flatMap(({ rank }) => [...(rank ?? [])])),
  };
}

function sumsAt(place: Place, partsOf: readonly ReadonlyMap<string, ReadonlySet<string>>[], counts: ReadonlyMap<CellId, number>): Sum[] {
  const rate: Sum = { whole: cellAt(place, 'DENOMINATOR'), parts: [cellAt(place, 'NUMERATOR'), cellAt(place, 'COMPLEMENT')] };
  const rolledUp = place.flatMap((value, at) => {
    const values = [...(partsOf[at]?.get(value) ?? [])];
    if (values.length === 0) return [];
    return measures.map((measure): Sum => ({
      whole: cellAt(place, measure),
      parts: values.map((part) => cellAt(place.with(at, part), measure)).filter((part) => counts.has(part)),
    }));
  });
  return [rate, ...rolledUp];
}

function partsUnder(parts: Map<string, Set<string>> | undefined, whole: string): Set<string> {
  const found = parts?.get(whole) ?? new Set<string>();
  parts?.set(whole, found);
  return found;
}

const product = (paths: readonly (readonly string[])[]): Place[] =>
  paths.reduce<Place[]>((places, path) => places.flatMap((place) => path.map((value) => [...place, value])), [[]]);

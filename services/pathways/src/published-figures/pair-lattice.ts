import { all, cellAt, type CellId, type Lattice, type Place, type Publication } from '@cairn/disclosure';

/** How many earners went from one achievement to another. */
export interface Pair {
  readonly from: string;
  readonly to: string;
  readonly earners: number;
}

export interface PublishedPair extends Pair {
  /** Observation end of the figure: an earlier one where it was kept. */
  readonly observationEnd: string;
}

/** Pairs that are published as one: `from` and `to` are empty. */
export const otherPairs = '';

const everybody = cellAt([all, all], 'NUMERATOR');
const placeOf = ({ from, to }: Pair): Place => [from, to];

/** Pairs and their sum. That a pair is hidden says that few are in it. */
export function latticeOfPairs(pairs: readonly Pair[]): Lattice {
  const parts = pairs.map((pair) => cellAt(placeOf(pair), 'NUMERATOR'));
  const counts = new Map<CellId, number>(pairs.map((pair, at) => [parts[at] as CellId, pair.earners]));
  counts.set(everybody, pairs.reduce((sum, { earners }) => sum + earners, 0));
  // Rather no sum than one pair less.
  return { counts, sums: pairs.length === 0 ? [] : [{ whole: everybody, parts }], places: pairs.map(placeOf), rank: new Map([[everybody, 1]]) };
}

/** Pairs that are shown, and what the others come to where that may be told. */
export function shownPairs({ places }: Lattice, publication: Publication): PublishedPair[] {
  const shown = places.flatMap(([from = '', to = '']): PublishedPair[] => {
    const told = publication.get(cellAt([from, to], 'NUMERATOR'));
    return told && !told.isHidden && told.count > 0 ? [{ from, to, earners: told.count, observationEnd: told.asOf }] : [];
  });
  const whole = publication.get(everybody);
  const others = !whole || whole.isHidden ? 0 : whole.count - shown.reduce((sum, { earners }) => sum + earners, 0);
  return others > 0 && whole ? [...shown, { from: otherPairs, to: otherPairs, earners: others, observationEnd: whole.asOf }] : shown;
}

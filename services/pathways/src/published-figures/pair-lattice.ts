import { all, cellAt, type CellId, type Lattice, least, type Place, type Publication } from '@cairn/disclosure';

/** How many earners went from one achievement to another. */
export interface Pair {
  readonly from: string;
  readonly to: string;
  readonly earners: number;
}

/** Every pair, and the earners whose first two achievements came on one day, which are no pair. */
export interface PairCounts {
  readonly pairs: readonly Pair[];
  readonly sameDay: number;
}

export interface PublishedPair extends Pair {
  /** Observation end of the figure: an earlier one where it was kept. */
  readonly observationEnd: string;
}

/** Pairs that are published as one: `from` and `to` are empty. */
export const otherPairs = '';

const everybody = cellAt([all, all], 'NUMERATOR');
const onOneDay = cellAt(['same day', all], 'NUMERATOR');
const stackers = cellAt(['stackers', all], 'NUMERATOR');
const placeOf = ({ from, to }: Pair): Place => [from, to];

/**
 * Pairs and their sum, and how many earners have a second achievement at all, which M5 tells: less the pairs, they are those of
 * one day. That a pair is hidden says that few are in it.
 */
export function latticeOfPairs({ pairs, sameDay }: PairCounts): Lattice {
  const parts = pairs.map((pair) => cellAt(placeOf(pair), 'NUMERATOR'));
  const sum = pairs.reduce((total, { earners }) => total + earners, 0);
  const counts = new Map<CellId, number>(pairs.map((pair, at) => [parts[at] as CellId, pair.earners]));
  counts.set(everybody, sum).set(onOneDay, sameDay).set(stackers, sum + sameDay);
  const sums = [{ whole: everybody, parts }, { whole: stackers, parts: [everybody, onOneDay] }];
  // Rather no sum than one pair less.
  return { counts, sums: pairs.length === 0 ? [] : sums, places: pairs.map(placeOf), unpublished: new Set([onOneDay]), rank: new Map([[everybody, 1]]) };
}

/** What is told of pairs before any of them is: the denominator of M5. */
export const toldByOthers = ({ counts }: Lattice, asOf: string): Publication => new Map([[stackers, { count: counts.get(stackers) ?? 0, asOf, isHidden: false }]]);

/** Pairs that are shown, and what the others come to where that may be told. */
export function shownPairs({ places }: Lattice, publication: Publication): PublishedPair[] {
  const shown = places.flatMap(([from = '', to = '']): PublishedPair[] => {
    const told = publication.get(cellAt([from, to], 'NUMERATOR'));
    return told && !told.isHidden && told.count > 0 ? [{ from, to, earners: told.count, observationEnd: told.asOf }] : [];
  });
  const whole = publication.get(everybody);
  const others = !whole || whole.isHidden ? 0 : whole.count - shown.reduce((sum, { earners }) => sum + earners, 0);
  // Fewer are what a pair that stayed as it was told has grown by.
  return others >= least && whole ? [...shown, { from: otherPairs, to: otherPairs, earners: others, observationEnd: whole.asOf }] : shown;
}

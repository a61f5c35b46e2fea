import { all, cellAt, type CellId, cellsAt, type CountRow, flat, joinedLattices, type Lattice, latticeOf, type Nesting, type Place, type RollUp, withNestings } from '@cairn/disclosure';
import { finestMost, lastObserved } from './figure-set.js';

/**
 * A rate of a set over one window, as it was counted. A place of it is `[window, cohort, subject, group]`: a quarter, an
 * achievement or pathway or, beneath a pathway, `pathway/version`, and `group=value`.
 */
export interface CountedTable {
  /** Days; 0 without a window. */
  readonly windowDays: number;
  readonly rows: readonly CountedRow[];
  /** Hidden sooner than those of lower ranks. */
  readonly rank: number;
  /** Whether its rows count the same units more than once, so that they do not add up. */
  readonly isApart: boolean;
  /** Whether its quarters are told one by one, and not only all of them together. */
  readonly tellsCohorts: boolean;
}

export interface CountedRow {
  /** `all` in what has none. */
  readonly cohort: string;
  readonly subject: string;
  readonly group: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** All cohorts that were observed for a longer window too. */
const tierOf = (windowDays: number): string => `~${windowDays}`;

/** All cohorts up to a quarter: what was told of all of them when it was the last one. */
const upTo = (quarter: string): string => `<${quarter}`;

/** The last quarter of cohorts that were told of together before; null for what is none. */
export const lastOfEarlier = ([, cohort = all]: Place): string | null => /^<(.+)$/.exec(cohort)?.[1] ?? null;

/** The place under which an earlier total counts by now, given the end of observation of then; null for what is no total of cohorts. */
export function placeOfEarlier(place: Place, observationEnd: string): Place | null {
  const [window = '', cohort = all, ...others] = place;
  if (lastOfEarlier(place) !== null) return place;
  const observed = cohort === all ? window : windowOfTier(cohort);
  return observed === null ? null : [window, upTo(lastObserved(Number(observed), observationEnd)), ...others];
}

/** The longer window of a tier of cohorts; null for a cohort. */
export const windowOfTier = (cohort: string): string | null => /^~(\d+)$/.exec(cohort)?.[1] ?? null;

/** Whether a place is published: of tiers of cohorts only what a curve needs. */
export const isPublic = ([, cohort = all, subject = all, group = all]: Place): boolean => !/^[~<]/.test(cohort) || (windowOfTier(cohort) !== null && subject === all && group === all);

const itself: RollUp = (value) => [value];
const notTold: RollUp = () => [all];
const underAll: RollUp = (value) => (value === all ? [all] : flat(value));
const subjects: RollUp = (value) => (value.includes('/') ? [value, value.split('/')[0] ?? all, all] : underAll(value));

/**
 * Everything of a set that is published or can be computed from what is: the tables of all windows in one, since whoever
 * subtracts a shorter window from a longer one of the same cohorts knows what came between.
 *
 * @param earlier totals that were told before, as `placeOfEarlier` names them: whoever subtracts one from a later one knows the
 *   cohorts between
 */
export function latticeOfTables(tables: readonly CountedTable[], observationEnd: string, earlier: readonly Place[] = []): Lattice {
  const windows = [...new Set(tables.map(({ windowDays }) => windowDays))].sort((a, b) => a - b);
  const lattices = tables.flatMap((table) => {
    const { windowDays } = table;
    const longer = windows.filter((window) => window > windowDays).map((window) => ({ name: tierOf(window), last: lastObserved(window, observationEnd) }));
    const before = new Set(earlier.flatMap((place) => (Number(place[0]) === windowDays ? (lastOfEarlier(place) ?? []) : [])));
    const shorter = [...before].filter((last) => last < lastObserved(windowDays, observationEnd)).map((last) => ({ name: upTo(last), last }));
    // What is told of all quarters together is told of no tier that a longer window makes.
    const tiers = [...(table.tellsCohorts ? longer : []), ...shorter].sort((a, b) => (a.last + a.name < b.last + b.name ? -1 : 1));
    return latticesOf(table, (quarter) => tiers.filter(({ last }) => quarter <= last).map(({ name }) => name));
  });
  const joined = joinedLattices(lattices);
  return withNestings(joined, nestings(joined, windows));
}

/** What tiers a quarter is in, the smallest first. */
type Tiers = (quarter: string) => readonly string[];

function latticesOf(table: CountedTable, tiersOf: Tiers): Lattice[] {
  if (table.isApart) return [rolledUp(table, table.rows, itself, itself)];
  if (!table.tellsCohorts) return [ofTiers(table, tiersOf)];
  const isBySubject = table.rows.some(({ subject }) => subject !== all);
  const cohorts: RollUp = (quarter) => (quarter === all ? [all] : [quarter, ...tiersOf(quarter), all]);
  if (!isBySubject) return [rolledUp(table, table.rows, cohorts, notTold)];
  if (table.rows.length <= finestMost) return [rolledUp(table, table.rows, cohorts, subjects)];
  // Quarters are told apart by nothing else, and what else there is only by the tiers of quarters.
  return [rolledUp(table, table.rows, cohorts, notTold), ofTiers(table, tiersOf)];
}

/** A table of which quarters are told in tiers alone: where there are none, all of them together. */
function ofTiers(table: CountedTable, tiersOf: Tiers): Lattice {
  const hasTiers = table.rows.some(({ cohort }) => tiersOf(cohort).length > 0);
  const tier = (quarter: string): string => (quarter === all || !hasTiers ? all : `~only${tiersOf(quarter)[0] ?? ''}`);
  const pathOf = new Map(table.rows.map(({ cohort }) => [tier(cohort), tier(cohort) === all ? [all] : [tier(cohort), ...tiersOf(cohort), all]]));
  return rolledUp(table, table.rows.map((row) => ({ ...row, cohort: tier(row.cohort) })), (value) => pathOf.get(value) ?? [all], subjects);
}

function rolledUp({ windowDays, rank }: CountedTable, rows: readonly CountedRow[], cohorts: RollUp, ofSubject: RollUp): Lattice {
  const counted = rows.map(({ cohort, subject, group, numerator, denominator }): CountRow => ({ keys: [String(windowDays), cohort, subject, group], numerator, denominator }));
  const lattice = latticeOf({ dimensions: [itself, cohorts, ofSubject, underAll], rows: counted });
  const cells = (isOf: (place: Place) => boolean): CellId[] => lattice.places.filter(isOf).flatMap(cellsAt);
  return {
    ...lattice,
    unpublished: new Set(cells((place) => !isPublic(place))),
    // Totals are worth more than what they are made of.
    rank: new Map(lattice.places.flatMap((place) => cellsAt(place).map((cell) => [cell, rank * place.length + place.filter((value) => value !== all).length] as const))),
  };
}

/** Each rate within that of the next longer window of the same cohorts. */
function nestings({ counts, places }: Lattice, windows: readonly number[]): Nesting[] {
  return places.flatMap((outer) => {
    const [window = '', cohort = all, ...others] = outer;
    // Tiers of other names hold other cohorts in each window.
    if (cohort.startsWith('<') || cohort.startsWith('~only')) return [];
    const shorter = windows.filter((one) => one < Number(window)).toReversed();
    const sameCohort = cohort === all ? tierOf(Number(window)) : cohort;
    const inner = shorter.map((one): Place => [String(one), sameCohort, ...others]).find((place) => counts.has(cellAt(place, 'DENOMINATOR')));
    return inner ? [{ inner, outer }] : [];
  });
}

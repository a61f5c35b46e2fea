import { type Lattice, type Publication, publish } from '@cairn/disclosure';
import type { Solver } from '@cairn/requirements';
import { earlierTotals, remembered, withEarlierTotals } from './figure-cells.js';
import { type CountedTable, latticeOfTables } from './figure-lattice.js';
import { latticeOfPairs, type PairCounts, toldByOthers } from './pair-lattice.js';

export interface NextPublication {
  readonly lattice: Lattice;
  readonly publication: Publication;
  /** What has to be known of it, and of those before, when there is a next one. */
  readonly memory: Publication;
}

/**
 * The publication of a set of rates beside what was told before.
 *
 * @param byCohort whether it counts whole cohorts, of which there are more each time
 * @param before the memory of the last one; empty for the first
 */
export async function nextRates(tables: readonly CountedTable[], byCohort: boolean, observationEnd: string, before: Publication, solver: Solver): Promise<NextPublication> {
  const told = byCohort ? withEarlierTotals(before) : before;
  const lattice = latticeOfTables(tables, observationEnd, byCohort ? earlierTotals(told) : []);
  const publication = await publish(lattice, observationEnd, told, solver);
  return { lattice, publication, memory: byCohort ? remembered(told, publication) : publication };
}

/** The publication of pairs beside what was told before. */
export async function nextPairs(counted: PairCounts, observationEnd: string, before: Publication, solver: Solver): Promise<NextPublication> {
  const lattice = latticeOfPairs(counted);
  const publication = await publish(lattice, observationEnd, new Map([...before, ...toldByOthers(lattice, observationEnd)]), solver);
  return { lattice, publication, memory: publication };
}

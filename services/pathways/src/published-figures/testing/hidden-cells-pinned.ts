import type { Publication } from '@cairn/disclosure';
import { daysBefore, firstOfMonth } from '@cairn/metrics';
import { Chance } from '@cairn/metrics/testing';
import { loadSolver } from '@cairn/requirements';
import { type PublishedCell, shownCells } from '../figure-cells.js';
import { nextRates } from '../next-publication.js';
import { type Observation, pinnedCells } from './attack.js';
import { somePeople, tablesOf } from './some-people.js';

/** Pairs of queries of one world: it is published three times. */
const pairsOfWorld = 25;

export interface Attacked {
  /** Pairs of permitted queries that were joined. */
  readonly pairs: number;
  /** Rates that were hidden, in all publications. */
  readonly hidden: number;
  /** Counts of 1 to 9 that could be told more closely than within 10, with what they can be told as. */
  readonly pinned: readonly string[];
}

/** Publishes worlds that chance makes, and attacks each by pairs of queries, in one publication and across three. */
export async function hiddenCellsPinned(pairs: number, seed = 1): Promise<Attacked> {
  const solver = await loadSolver(60);
  const pinned: string[] = [];
  let [joined, hidden] = [0, 0];
  for (let world = seed; joined < pairs; world += 1) {
    const chance = new Chance(world);
    const people = somePeople(chance);
    const observations: Observation[] = [];
    let memory: Publication = new Map();
    let end = '2023-10-31';
    for (let publication = 0; publication < 3; publication += 1) {
      const truth = tablesOf(people, end);
      const next = await nextRates(truth, true, end, memory, solver);
      const told: PublishedCell[] = shownCells('M1', next.lattice, next.publication);
      observations.push({ observationEnd: end, told, truth });
      hidden += told.filter(({ numerator }) => numerator === null).length;
      memory = next.memory;
      end = monthsLater(end, chance.whole(1, 7));
    }
    const found = await pinnedCells(observations, Math.min(pairsOfWorld, pairs - joined), chance, solver);
    pinned.push(...found.map((cell) => `world ${world}: ${cell}`));
    joined += Math.min(pairsOfWorld, pairs - joined);
  }
  return { pairs: joined, hidden, pinned };
}

/** The end of the month so many months after a month's end. */
function monthsLater(end: string, count: number): string {
  const month = Number(end.slice(0, 4)) * 12 + Number(end.slice(5, 7)) + count;
  return daysBefore(firstOfMonth(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`), 1);
}

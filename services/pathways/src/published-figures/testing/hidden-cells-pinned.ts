import { Chance } from '@cairn/metrics/testing';
import { loadSolver } from '@cairn/requirements';
import { worldAttacks } from './attacked-worlds.js';

/** Metrics whose publication is attacked. */
export type AttackedMetric = keyof typeof worldAttacks;

export interface Attacked {
  /** Pairs of permitted queries that were joined. */
  readonly pairs: number;
  /** Figures that were hidden, in all publications. */
  readonly hidden: number;
  /** Counts of 1 to 9 that could be told more closely than within 10, with what they can be told as. */
  readonly pinned: readonly string[];
}

/** Pairs of queries of one world: it is published three times. */
const pairsOfWorld = 25;

/** Publishes worlds that chance makes, and attacks each by pairs of queries, in one publication and across three. */
export async function hiddenCellsPinned(pairs: number, { metric = 'M1', seed = 1 }: { readonly metric?: AttackedMetric; readonly seed?: number } = {}): Promise<Attacked> {
  const solver = await loadSolver(60);
  const pinned: string[] = [];
  let [joined, hidden] = [0, 0];
  for (let world = seed; joined < pairs; world += 1) {
    const next = Math.min(pairsOfWorld, pairs - joined);
    const attacked = await worldAttacks[metric](new Chance(world), next, solver);
    pinned.push(...attacked.pinned.map((cell) => `world ${world}: ${cell}`));
    hidden += attacked.hidden;
    joined += next;
  }
  return { pairs: joined, hidden, pinned };
}

import { least, type Publication } from '@cairn/disclosure';
import { daysBefore, firstOfMonth } from '@cairn/metrics';
import type { Chance } from '@cairn/metrics/testing';
import type { Solver } from '@cairn/requirements';
import { type PublishedCell, shownCells } from '../figure-cells.js';
import type { CountedTable } from '../figure-lattice.js';
import { nextPairs, type NextPublication, nextRates } from '../next-publication.js';
import { otherPairs, shownPairs } from '../pair-lattice.js';
import { type Observation, pinnedCells } from './attack.js';
import { type GrowingObservation, pinnedGrowth, type ToldSum } from './growing-attack.js';
import { conversionTable, someWays } from './some-funnels.js';
import { pairsOf, someSteps } from './some-pairs.js';
import { completionTables, type Person, someEnrolled, somePeople, stackingTables } from './some-people.js';

/** What became of an attack on one world. */
export interface AttackedWorld {
  /** Figures that were hidden, in all publications. */
  readonly hidden: number;
  readonly pinned: readonly string[];
}

/** Publishes what chance makes three times, and joins so many pairs of queries. */
type WorldAttack = (chance: Chance, pairs: number, solver: Solver) => Promise<AttackedWorld>;

/** Three publications, months apart, each beside what was told before. */
async function publications<Made>(chance: Chance, publish: (observationEnd: string, before: Publication) => Promise<Made & Pick<NextPublication, 'memory'>>): Promise<Made[]> {
  const made: Made[] = [];
  let memory: Publication = new Map();
  let end = '2023-10-31';
  for (let publication = 0; publication < 3; publication += 1) {
    const next = await publish(end, memory);
    made.push(next);
    memory = next.memory;
    end = monthsLater(end, chance.whole(1, 7));
  }
  return made;
}

/** Rates of whole cohorts: each cohort counts in many windows, subjects and groups. */
const ofCohorts =
  (metric: 'M1' | 'M8', people: (chance: Chance) => Person[], tables: (people: readonly Person[], observationEnd: string) => CountedTable[]): WorldAttack =>
  async (chance, pairs, solver) => {
    const those = people(chance);
    const observations = await publications(chance, async (observationEnd, before): Promise<Observation & Pick<NextPublication, 'memory'>> => {
      const truth = tables(those, observationEnd);
      const { lattice, publication, memory } = await nextRates(truth, true, observationEnd, before, solver);
      return { observationEnd, truth, told: shownCells(metric, lattice, publication), memory };
    });
    const hidden = observations.flatMap(({ told }) => told).filter(({ numerator }) => numerator === null).length;
    return { hidden, pinned: pinnedCells(observations, pairs, chance, solver) };
  };

/** Steps of funnels: each query tells all steps of one version, each a rate by itself. */
const ofFunnels: WorldAttack = async (chance, pairs, solver) => {
  const ways = someWays(chance);
  const guarded = new Map<string, string[]>();
  let hidden = 0;
  const observations = await publications(chance, async (observationEnd, before): Promise<GrowingObservation & Pick<NextPublication, 'memory'>> => {
    const table = conversionTable(ways, observationEnd);
    const { lattice, publication, memory } = await nextRates([table], false, observationEnd, before, solver);
    const told = shownCells('M9', lattice, publication);
    hidden += told.filter(({ numerator }) => numerator === null).length;
    const truth = new Map<string, number>();
    for (const { subject, numerator, denominator } of table.rows) {
      truth.set(`went on from ${subject}`, numerator).set(`stayed at ${subject}`, denominator - numerator);
      for (const [name, ...counts] of [['went on'], ['stayed'], ['reached', 'stayed at']]) guarded.set(`${name} ${subject}`, [`went on from ${subject}`, ...counts]);
    }
    return { observationEnd, truth, memory, queries: [...Map.groupBy(told, ({ keys }) => keys[0]).values()].map((cells) => cells.flatMap(toldOfStep)) };
  });
  return { hidden, pinned: pinnedGrowth(observations, { sums: guarded, withGrowth: true }, pairs, chance, solver) };
};

function toldOfStep({ keys, numerator, denominator, bound, observationEnd: at }: PublishedCell): ToldSum[] {
  const [wentOn, stayed] = [`went on from ${keys.join('/')}`, `stayed at ${keys.join('/')}`];
  const told = [{ counts: [wentOn, stayed], at, from: denominator, to: denominator }];
  if (numerator !== null) return [...told, { counts: [wentOn], at, from: numerator, to: numerator }];
  // "Fewer than 10", as everywhere.
  return bound === null ? told : [...told, { counts: [bound.startsWith('<') ? wentOn : stayed], at, from: 0, to: least }];
}

const onOneDay = 'on one day';

/** Pairs of achievements: one query tells all pairs of a publication that are shown, and what the others come to; another, M5, how many have a second achievement. */
const ofPairs: WorldAttack = async (chance, pairs, solver) => {
  const steps = someSteps(chance);
  const known = pairsOf(steps, '9999-12-31').pairs.map(({ from, to }) => `${from} ${to}`);
  let hidden = 0;
  const observations = await publications(chance, async (observationEnd, before): Promise<GrowingObservation & Pick<NextPublication, 'memory'>> => {
    const counted = pairsOf(steps, observationEnd);
    const { lattice, publication, memory } = await nextPairs(counted, observationEnd, before, solver);
    const shown = shownPairs(lattice, publication);
    const apart = shown.filter(({ from }) => from !== otherPairs);
    hidden += lattice.places.length - apart.length;
    const others = shown.find(({ from }) => from === otherPairs);
    const total = shown.reduce((sum, { earners }) => sum + earners, 0);
    const told = [
      ...apart.map(({ from, to, earners, observationEnd: at }): ToldSum => ({ counts: [`${from} ${to}`], at, from: earners, to: earners })),
      ...(others ? [{ counts: known, at: others.observationEnd, from: total, to: total }] : []),
    ];
    const truth = new Map(counted.pairs.map(({ from, to, earners }) => [`${from} ${to}`, earners])).set(onOneDay, counted.sameDay);
    const stackers = [...truth.values()].reduce((sum, count) => sum + count, 0);
    const ofM5: ToldSum = { counts: [...known, onOneDay], at: observationEnd, from: stackers, to: stackers };
    return { observationEnd, memory, queries: [told, [ofM5]], truth };
  });
  // M5 is told anew when it changes by ten, and so tells what pairs that stayed grew by together.
  const guarded = { sums: new Map([...known, onOneDay].map((count) => [count, [count]])), withGrowth: false };
  return { hidden, pinned: pinnedGrowth(observations, guarded, pairs, chance, solver) };
};

/** An attack for each way in which published figures are made; M5, M10, M12 and M13 have fewer tables of the same kinds as M1. */
export const worldAttacks = {
  M1: ofCohorts('M1', somePeople, stackingTables),
  M8: ofCohorts('M8', someEnrolled, completionTables),
  M9: ofFunnels,
  M15: ofPairs,
} as const satisfies Readonly<Record<string, WorldAttack>>;

/** The end of the month so many months after a month's end. */
function monthsLater(end: string, count: number): string {
  const month = Number(end.slice(0, 4)) * 12 + Number(end.slice(5, 7)) + count;
  return daysBefore(firstOfMonth(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`), 1);
}

import { dayAt, dayNumber } from '@cairn/metrics';
import type { Chance } from '@cairn/metrics/testing';
import type { Pair, PairCounts } from '../pair-lattice.js';

/** Somebody who went from one achievement to another, which came on this day: the day of the first, or a later one. */
export interface Step {
  readonly isSameDay: boolean;
  readonly from: string;
  readonly to: string;
  readonly on: string;
}

const start = dayNumber('2022-01-01');

/** Steps of two years between three to six achievements, some of them frequent. */
export function someSteps(chance: Chance): Step[] {
  const achievements = Array.from({ length: chance.whole(3, 6) }, (_, at) => `a${at}`);
  const often = (): number => Math.floor(achievements.length * chance.next() ** 2);
  const sameDayShare = chance.of([0, 0.02, 0.1]);
  return Array.from({ length: chance.whole(60, 500) }, () => {
    const from = often();
    const to = (from + 1 + Math.floor((achievements.length - 1) * chance.next() ** 2)) % achievements.length;
    return { from: achievements[from] ?? '', to: achievements[to] ?? '', on: dayAt(start + chance.whole(0, 1_000)), isSameDay: chance.hits(sameDayShare) };
  });
}

/** The pairs of M15 as they are counted of steps. */
export function pairsOf(steps: readonly Step[], observationEnd: string): PairCounts {
  const [later, atOnce] = [false, true].map((isSameDay) => steps.filter((step) => step.isSameDay === isSameDay && step.on <= observationEnd));
  const places = Map.groupBy(later ?? [], ({ from, to }) => JSON.stringify([from, to]));
  const pairs = Array.from(places, ([place, those]): Pair => {
    const [from = '', to = ''] = JSON.parse(place) as string[];
    return { from, to, earners: those.length };
  });
  return { pairs, sameDay: atOnce?.length ?? 0 };
}

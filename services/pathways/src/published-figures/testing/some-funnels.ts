import { all } from '@cairn/disclosure';
import { dayAt, dayNumber } from '@cairn/metrics';
import type { Chance } from '@cairn/metrics/testing';
import type { CountedRow, CountedTable } from '../figure-lattice.js';

/** Somebody on the way through a version of a pathway: the day of each step; null for one that he never reached. */
export interface Way {
  readonly version: string;
  readonly steps: readonly (string | null)[];
}

const windowDays = 365;
const start = dayNumber('2022-01-01');

/** Ways of two years through two to four versions of two to four steps each; some skip a step, and some take a later one first. */
export function someWays(chance: Chance): Way[] {
  const versions = Array.from({ length: chance.whole(2, 4) }, (_, at) => ({ version: `v${at}`, steps: chance.whole(2, 4) }));
  return Array.from({ length: chance.whole(100, 500) }, () => {
    // The first ones are the most frequent.
    const { version, steps } = versions[Math.min(chance.whole(0, versions.length - 1), chance.whole(0, versions.length - 1))] ?? { version: 'v0', steps: 2 };
    let day = start + chance.whole(0, 730);
    const reached = Array.from({ length: steps }, () => {
      day += chance.hits(0.1) ? -chance.whole(0, 60) : Math.floor(600 * chance.next() ** 2);
      return chance.hits(0.7) ? dayAt(day) : null;
    });
    return { version, steps: reached };
  });
}

/** The table of M9 as it is counted of ways. */
export function conversionTable(ways: readonly Way[], observationEnd: string): CountedTable {
  const until = dayNumber(observationEnd) - windowDays;
  const units = ways.flatMap(({ version, steps }) =>
    steps.flatMap((day, step) => {
      if (day === null || dayNumber(day) > until) return [];
      const next = steps[step + 1] ?? null;
      return [{ subject: `${version}/${step}`, hit: next !== null && dayNumber(next) - dayNumber(day) <= windowDays }];
    }),
  );
  const rows = Array.from(Map.groupBy(units, ({ subject }) => subject), ([subject, those]): CountedRow => ({
    cohort: all,
    subject,
    group: all,
    denominator: those.length,
    numerator: those.filter(({ hit }) => hit).length,
  }));
  return { windowDays, rank: 0, isApart: true, tellsCohorts: false, rows };
}

import { all } from '@cairn/disclosure';
import { dayAt, dayNumber } from '@cairn/metrics';
import type { Chance } from '@cairn/metrics/testing';
import type { CountedRow, CountedTable } from '../figure-lattice.js';
import { lastObserved } from '../figure-set.js';

/** Somebody who began with something on a day; many days later, or never, comes what is counted. */
export interface Person {
  readonly began: string;
  readonly subject: string;
  readonly gap: number | null;
  readonly group: string;
}

const start = dayNumber('2022-01-01');

/** People of two years: some subjects and groups of many, some of few. */
export function somePeople(chance: Chance): Person[] {
  const subjects = Array.from({ length: chance.whole(2, 5) }, (_, at) => `s${at}`);
  const groups = ['(missing)', 'isle', 'north', 'south'].slice(0, chance.whole(2, 4));
  // The first ones of each list are the most frequent.
  const of = (list: readonly string[]): string => list[Math.min(chance.whole(0, list.length - 1), chance.whole(0, list.length - 1))] ?? '';
  return Array.from({ length: chance.whole(150, 900) }, () => {
    const gap = chance.hits(0.45) ? Math.floor(1_000 * chance.next() ** 2) : null;
    return { began: dayAt(start + chance.whole(0, 730)), subject: of(subjects), group: of(groups), gap };
  });
}

/** The tables of M1 as they are counted of people. */
export function tablesOf(people: readonly Person[], observationEnd: string): CountedTable[] {
  const table = (windowDays: number, rank: number, bySubject: boolean, byGroup = false): CountedTable => {
    const places = Map.groupBy(
      people.filter(({ began }) => quarterOf(began) <= lastObserved(windowDays, observationEnd)),
      ({ began, subject, group }) => JSON.stringify([byGroup ? all : quarterOf(began), bySubject ? subject : all, byGroup ? `region=${group}` : all]),
    );
    const rows = Array.from(places, ([place, those]): CountedRow => {
      const [cohort = all, subject = all, group = all] = JSON.parse(place) as string[];
      return { cohort, subject, group, denominator: those.length, numerator: those.filter(({ gap }) => gap !== null && gap <= windowDays).length };
    });
    return { windowDays, rank, isApart: false, rows };
  };
  return [table(365, 0, true), table(730, 1, true), table(90, 2, false), table(180, 3, false), table(365, 1, false, true)];
}

const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

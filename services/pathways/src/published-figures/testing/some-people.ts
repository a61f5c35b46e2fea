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

/** People of two years with a first achievement each: some subjects and groups of many, some of few. */
export const somePeople = (chance: Chance): Person[] => peopleOf(Array.from({ length: chance.whole(2, 5) }, (_, at) => `s${at}`), chance);

/** People of two years who enrolled in pathways, of one to three versions each. */
export const someEnrolled = (chance: Chance): Person[] =>
  peopleOf(Array.from({ length: chance.whole(2, 4) }, (_, pathway) => Array.from({ length: chance.whole(1, 3) }, (_, version) => `p${pathway}/p${pathway}v${version}`)).flat(), chance);

function peopleOf(subjects: readonly string[], chance: Chance): Person[] {
  const groups = ['(missing)', 'isle', 'north', 'south'].slice(0, chance.whole(2, 4));
  // The first ones of each list are the most frequent.
  const of = (list: readonly string[]): string => list[Math.min(chance.whole(0, list.length - 1), chance.whole(0, list.length - 1))] ?? '';
  return Array.from({ length: chance.whole(150, 900) }, () => {
    const gap = chance.hits(0.45) ? Math.floor(1_000 * chance.next() ** 2) : null;
    return { began: dayAt(start + chance.whole(0, 730)), subject: of(subjects), group: of(groups), gap };
  });
}

/** A rate over one window: what somebody counts under beside his quarter, and whether quarters are told one by one. */
interface Rate {
  readonly windowDays: number;
  readonly rank: number;
  readonly tellsCohorts: boolean;
  readonly placeOf: (person: Person) => [subject: string, group: string];
}

const whole: Rate['placeOf'] = () => [all, all];
const byGroup: Rate['placeOf'] = ({ group }) => [all, `region=${group}`];
const bySubject: Rate['placeOf'] = ({ subject }) => [subject, all];
const byPathway: Rate['placeOf'] = ({ subject }) => [subject.split('/')[0] ?? '', all];
const cohorts = (windowDays: number, rank: number, placeOf: Rate['placeOf']): Rate => ({ windowDays, rank, placeOf, tellsCohorts: true });
const together = (windowDays: number, rank: number, placeOf: Rate['placeOf']): Rate => ({ windowDays, rank, placeOf, tellsCohorts: false });

/** The tables of M1 as they are counted of people. */
export const stackingTables = (people: readonly Person[], observationEnd: string): CountedTable[] =>
  tablesOf(people, observationEnd, [cohorts(365, 0, bySubject), cohorts(730, 1, bySubject), cohorts(90, 2, whole), cohorts(180, 3, whole), together(365, 1, byGroup)]);

/** The tables of M8 as they are counted of people. */
export const completionTables = (people: readonly Person[], observationEnd: string): CountedTable[] =>
  tablesOf(people, observationEnd, [cohorts(365, 0, byPathway), cohorts(730, 1, byPathway), together(365, 2, bySubject), together(365, 1, byGroup)]);

function tablesOf(people: readonly Person[], observationEnd: string, rates: readonly Rate[]): CountedTable[] {
  return rates.map(({ windowDays, rank, tellsCohorts, placeOf }) => {
    const observed = people.filter(({ began }) => quarterOf(began) <= lastObserved(windowDays, observationEnd));
    const rows = Array.from(Map.groupBy(observed, (person) => JSON.stringify([quarterOf(person.began), ...placeOf(person)])), ([place, those]): CountedRow => {
      const [cohort = all, subject = all, group = all] = JSON.parse(place) as string[];
      return { cohort, subject, group, denominator: those.length, numerator: those.filter(({ gap }) => gap !== null && gap <= windowDays).length };
    });
    return { windowDays, rank, isApart: false, tellsCohorts, rows };
  });
}

const quarterOf = (day: string): string => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

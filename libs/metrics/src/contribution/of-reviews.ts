import { businessSeconds } from './business-time.js';
import { type Cell, cell, monthOf } from './cell.js';
import type { HeldAttempt, History } from './history.js';

/** The day of what has not come: the last that every calendar has, 9999-12-31. */
export const noDay = 2_932_896;

/** O1 and O2. */
export const ofReviews = ({ attempts }: History): Cell[] => [
  ...attempts.map(ofAttempt),
  ...[...Map.groupBy(attempts, ([chain]) => chain).values()].flatMap(ofChain),
];

const dayOf = (second: number): number => Math.floor(second / 86_400);

/**
 * O2, by the day of the decision: `gap` is the minutes of business until then, `part` the day of the submission and the
 * minute of business, counted from 1970, from which one that is still open waits.
 */
function ofAttempt([, , submitted, decided]: HeldAttempt): Cell {
  const day = dayOf(submitted);
  const from = businessSeconds(submitted);
  const gap = decided === null ? 0 : Math.floor((businessSeconds(decided) - from) / 60);
  return cell('reviewed', monthOf(day), { day: decided === null ? noDay : dayOf(decided), part: `${day} ${Math.ceil(from / 60)}`, gap });
}

/** O1, by the month of the first attempt: from when on the chain is there, decided for good, and passed at once. */
function ofChain(attempts: readonly HeldAttempt[]): Cell[] {
  const began = Math.min(...attempts.map(([, , submitted]) => dayOf(submitted)));
  const first = (isOne: (attempt: HeldAttempt) => boolean) =>
    attempts.reduce((least, attempt) => (attempt[3] !== null && isOne(attempt) ? Math.min(least, dayOf(attempt[3])) : least), Infinity);
  const days: [part: string, day: number][] = [
    ['BEGUN', began],
    ['DECIDED', first(([, , , , outcome]) => outcome === 'granted' || outcome === 'refused')],
    ['PASSED', first(([, number, , , outcome]) => outcome === 'granted' && number === 1)],
  ];
  return days.filter(([, day]) => day < Infinity).map(([part, day]) => cell('firstPass', monthOf(began), { day, part }));
}

import { type Cell, cell, monthOf, quarterOf } from './cell.js';
import type { FirstHeld } from './distinct.js';
import { groupsOn } from './groups.js';
import type { HeldAward, History } from './history.js';

/** M0, M5 and the active share of M13. */
export const ofAwards = (history: History, held: readonly FirstHeld[]): Cell[] => [
  ...history.awards.flatMap((award) => ofAward(history, award)),
  ...ofEarner(history.awards.map(([, , , on]) => on), held),
  ...ofIndependence(history, held),
];

/** Made, and perhaps ended; `gap` of days is the month in which it was made. */
function ofAward({ groups }: History, [, a, , on, ends]: HeldAward): Cell[] {
  const made = monthOf(on);
  const end = ends === null ? null : Math.max(ends, on);
  return groupsOn(groups, on).flatMap((c) => {
    const cells = [cell('awardMonths', made, { a, c, day: made, part: 'MADE' }), cell('awardDays', made, { a, c, day: on, part: 'MADE', gap: made })];
    if (end !== null) cells.push(cell('awardMonths', made, { a, c, day: monthOf(end), part: 'ENDED' }), cell('awardDays', monthOf(end), { a, c, day: end, part: 'ENDED', gap: made }));
    return cells;
  });
}

/** The first day of the earner at all, in each month, in each quarter, and with each achievement: who is counted once. */
function ofEarner(days: readonly number[], held: readonly FirstHeld[]): Cell[] {
  if (days.length === 0) return [];
  const firsts = (part: string, periodOf: (day: number) => number) => [...firstIn(days, periodOf)].map(([period, day]) => cell('earner', period, { day, part }));
  const ofAchievements = held.flatMap(({ achievement: a, on: day }, at) =>
    (at === 0 ? ['FIRST', 'ANY'] : ['ANY']).flatMap((part) => [cell('heldMonths', 0, { a, day: monthOf(day), part }), cell('heldDays', monthOf(day), { a, day, part })]),
  );
  return [...firsts('EVER', () => 0), ...firsts('MONTH', monthOf), ...firsts('QUARTER', quarterOf), ...ofAchievements];
}

function firstIn(days: readonly number[], periodOf: (day: number) => number): Map<number, number> {
  const first = new Map<number, number>();
  for (const day of days) {
    const period = periodOf(day);
    first.set(period, Math.min(first.get(period) ?? day, day));
  }
  return first;
}

/** M5, by cohort of first award: from when on the earner counts, is independent, and is so no longer. */
function ofIndependence({ known, groups }: History, held: readonly FirstHeld[]): Cell[] {
  const [first, second] = held;
  if (!first || !second) return [];
  const isDegree = ({ achievement }: FirstHeld) => known[achievement]?.[2] === 'degree';
  const degree = held.find(isDegree)?.on ?? Infinity;
  const independent = held.filter((one) => !isDegree(one))[1]?.on ?? Infinity;
  const days: [part: string, day: number][] = [['COUNTED', second.on]];
  if (independent < degree) days.push(['BEGAN', independent]);
  if (independent < degree && degree < Infinity) days.push(['ENDED', degree]);
  return groupsOn(groups, first.on).flatMap((c) => days.map(([part, day]) => cell('independent', monthOf(first.on), { c, day, part })));
}

import { type Cell, cell, monthOf } from './cell.js';
import { groupsOn } from './groups.js';
import type { HeldEnrolment, History } from './history.js';

/** M11 and M12. */
export const ofCompletions = (history: History): Cell[] => [...history.enrolments.flatMap((enrolment) => ofCompletion(history, enrolment)), ...ofDoubleUse(history)];

/** By cohort of enrolment; `part`: what is measured, of days the cohort too. */
function ofCompletion({ awards, groups }: History, [a, , , enrolled, , completion]: HeldEnrolment): Cell[] {
  if (!completion) return [];
  const [version, , on, countedAwards] = completion;
  const earned = awards.reduce((sum, [, , , made, , credits]) => (made <= on ? sum + (credits ?? 0) : sum), 0);
  const counted = countedAwards.reduce((sum, [, credits]) => sum + (credits ?? 0), 0);
  const spreads: [what: string, gap: number][] = [
    ['DAYS', on - enrolled],
    ['CREDITS', earned],
    ['EXCESS', earned - counted],
  ];
  const cohort = monthOf(enrolled);
  return groupsOn(groups, enrolled).flatMap((c) =>
    spreads.flatMap(([what, gap]) => [
      cell('finished', cohort, { a, b: version, c, part: what, gap }),
      cell('finishedDays', monthOf(on), { a, b: version, c, day: on, part: `${what} ${cohort}`, gap }),
    ]),
  );
}

/** From when on an award is counted by a completed pathway, and by a second one. */
function ofDoubleUse({ awards, enrolments, groups }: History): Cell[] {
  const firstUse = new Map<string, Map<string, number>>();
  for (const [pathway, , , , , completion] of enrolments) {
    for (const [award] of completion?.[3] ?? []) {
      const uses = firstUse.get(award) ?? new Map<string, number>();
      uses.set(pathway, Math.min(uses.get(pathway) ?? Infinity, completion?.[2] ?? Infinity));
      firstUse.set(award, uses);
    }
  }
  return awards.flatMap(([award, a, , on]) => {
    const days = [...(firstUse.get(award)?.values() ?? [])].sort((x, y) => x - y).map((day) => Math.max(day, on));
    const parts = [['COUNTED', days[0]], ['TWICE', days[1]]] as const;
    return groupsOn(groups, on).flatMap((c) => parts.flatMap(([part, day]) => (day === undefined ? [] : [cell('doubleUse', monthOf(day), { a, c, day, part })])));
  });
}

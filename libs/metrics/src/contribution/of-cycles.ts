import { type Cell, cell, monthOf } from './cell.js';
import { groupsOn } from './groups.js';
import type { HeldCycle, History } from './history.js';

/** Renewal and lapse of M13, by the month in which the cycle ended; `gap` is the day on which it did, `day` the one from which it counts. */
export function ofCycles(history: History): Cell[] {
  const awards = new Map(history.awards.map(([award, achievement, , on]) => [award, { achievement, on }]));
  return history.cycles.flatMap((cycle) => {
    const award = awards.get(cycle[0]);
    return award ? ofCycle(history, cycle, award) : [];
  });
}

function ofCycle({ groups }: History, [, , end, graceEnd, met]: HeldCycle, { achievement: a, on }: { readonly achievement: string; readonly on: number }): Cell[] {
  const ended = Math.max(end, on);
  const over = Math.max(graceEnd, ended);
  const days: [part: string, day: number][] = [
    ['ENDED', ended],
    ['GRACE_OVER', over],
  ];
  if (met === null || met >= graceEnd) days.push(['LAPSED', over]);
  else if (met < end) days.push(['RENEWED', ended]);
  else days.push(['IN_GRACE', Math.max(met, ended)]);
  return groupsOn(groups, end).flatMap((c) => days.map(([part, day]) => cell('cycles', monthOf(end), { a, c, day, part, gap: end })));
}

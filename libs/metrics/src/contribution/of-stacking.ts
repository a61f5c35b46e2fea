import { type Cell, cell, monthOf } from './cell.js';
import type { FirstHeld } from './distinct.js';
import { gapClass, never } from './gap.js';
import { groupsOn } from './groups.js';
import type { History } from './history.js';
import { stackClass } from './stack-class.js';

/** M1 to M4, M6, M7 and O3: the first achievement and the second. */
export function ofStacking(history: History, [first, second]: readonly FirstHeld[]): Cell[] {
  if (!first) return [];
  const { achievement: a, on } = first;
  const period = monthOf(on);
  const gap = second ? second.on - on : never;
  const designed = second ? designedOn(history, a, second.achievement) : null;
  const isDesigned = second !== undefined && designed !== null && designed <= second.on;
  const part = second ? partOf(history, a, second.achievement, isDesigned) : '';
  const cells = groupsOn(history.groups, on).flatMap((c) => [
    cell('stackMonthsByFirst', period, { a, c, part, gap: gapClass(gap) }),
    cell('stackDays', period, { a, c, day: on, part, gap }),
    // Rare: the completion came after what it gave. It counts from its own day on.
    ...(designed === null || isDesigned ? [] : [cell('designed', monthOf(designed), { a, c, day: designed, part: String(on), gap })]),
  ]);
  cells.push(cell('stackMonths', period, { part, gap: gapClass(gap) }));
  if (!second) return [...cells, cell('open', period, { day: on })];
  return [...cells, cell('next', period, { gap }), cell('nextDays', monthOf(second.on), { day: second.on, gap })];
}

/** Class, and what else a stack may be: `DESIGNED` (M6) and `ELSEWHERE` (O3), parted by blanks. */
function partOf({ known }: History, first: string, second: string, isDesigned: boolean): string {
  const [x, y] = [known[first], known[second]];
  const words: string[] = [stackClass(x, y)];
  if (isDesigned) words.push('DESIGNED');
  if (x && y && x[3] !== y[3]) words.push('ELSEWHERE');
  return words.join(' ');
}

/** The first day on which the first achievement is among those counted by a completion that gave the second; null for none. */
function designedOn({ awards, enrolments }: History, first: string, second: string): number | null {
  const days = enrolments.flatMap(([, , , , , completion]) => {
    if (completion?.[1] !== second) return [];
    const counted = new Set(completion[3].map(([award]) => award));
    return awards.flatMap(([award, achievement, , on]) => (achievement === first && counted.has(award) ? [Math.max(on, completion[2])] : []));
  });
  return days.length === 0 ? null : Math.min(...days);
}

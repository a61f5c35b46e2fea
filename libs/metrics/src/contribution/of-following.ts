import { type Cell, cell, monthOf } from './cell.js';
import type { FirstHeld } from './distinct.js';
import { gapClass, never } from './gap.js';

/** M15 and O4: from each achievement to the next one. */
export function ofFollowing(held: readonly FirstHeld[]): Cell[] {
  return held.flatMap(({ achievement: a, on }, at) => {
    const next = held[at + 1];
    const gap = next ? next.on - on : never;
    const followed = [cell('followedMonths', monthOf(on), { a, gap: gapClass(gap) }), cell('followedDays', monthOf(on), { a, day: on, gap })];
    if (!next) return followed;
    const sameDay = gap === 0 ? 'SAME_DAY' : 'LATER';
    const parts = at === 0 ? [`FIRST ${sameDay}`, `ANY ${sameDay}`] : [`ANY ${sameDay}`];
    const edges = parts.flatMap((part) => [
      cell('edge', 0, { a, b: next.achievement, part }),
      cell('edgeDays', monthOf(next.on), { a, b: next.achievement, day: next.on, part }),
    ]);
    return [...followed, ...edges];
  });
}

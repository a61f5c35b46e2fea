import { type Cell, cell, monthOf } from './cell.js';
import { groupsOn } from './groups.js';
import type { History } from './history.js';

/** M16: of awards that others verified `gap` is how often. All others count as what they are: awards made. */
export function ofPull({ awards, pulls, groups }: History): Cell[] {
  const made = new Map(awards.map(([award, achievement, , on]) => [award, { a: achievement, on }]));
  return pulls.flatMap(([award, gap]) => {
    const of = made.get(award);
    if (!of || gap === 0) return [];
    const { a, on } = of;
    return groupsOn(groups, on).flatMap((c) => [cell('pullMonths', monthOf(on), { a, c, gap }), cell('pullDays', monthOf(on), { a, c, day: on, gap })]);
  });
}

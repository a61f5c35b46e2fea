import { type Cell, cell, monthOf } from './cell.js';
import { gapClass, never } from './gap.js';
import { groupsOn } from './groups.js';
import type { HeldEnrolment, HeldGroup, History } from './history.js';

/** M8, M9, and the days on which an enrolment could be seen (M10). */
export const ofEnrolments = ({ enrolments, groups }: History): Cell[] =>
  enrolments.flatMap((enrolment) => [
    ...groupsOn(groups, enrolment[3]).flatMap((c) => ofCompletion(enrolment, c)),
    ...ofSteps(enrolment, groups),
    cell('seen', 0, { day: enrolment[3] }),
  ]);

/**
 * By the version that governs: that of the completion, else the one that was joined. `part`: days to completion, days to
 * withdrawal; of months the classes of these days. Before a completion under another version the joined one governed:
 * `governedLater` tells of it, the day of enrolment and the version that governs since then too.
 */
function ofCompletion([a, , joined, on, left, completion]: HeldEnrolment, c: string): Cell[] {
  const b = completion?.[0] ?? joined;
  const done = completion ? completion[2] - on : never;
  const gone = left === null ? never : left - on;
  const month = monthOf(on);
  const cells = [
    cell('enrolmentMonths', 0, { a, b, c, day: month, part: `${done < 0 ? 'BEFORE' : gapClass(done)} ${gapClass(gone)}` }),
    cell('enrolmentDays', month, { a, b, c, day: on, part: `${done < 0 ? 'BEFORE' : done} ${gone}` }),
  ];
  if (!completion || b === joined) return cells;
  return [...cells, cell('governedLater', monthOf(completion[2]), { a, b: joined, c, day: completion[2], part: `${on} ${gone} ${b}` })];
}

/** `part`: the step. The step after the last is never reached; whoever had reached the next one by then has a gap of 0. */
function ofSteps([a, , joined, , , completion, steps]: HeldEnrolment, groups: readonly HeldGroup[]): Cell[] {
  const b = completion?.[0] ?? joined;
  const reached = new Map(steps);
  return steps.flatMap(([step, on]) => {
    const next = reached.get(step + 1);
    const gap = next === undefined ? never : Math.max(next - on, 0);
    return groupsOn(groups, on).flatMap((c) => {
      const cells = [
        cell('stepMonths', 0, { a, b, c, day: monthOf(on), part: String(step), gap: gapClass(gap) }),
        cell('stepDays', monthOf(on), { a, b, c, day: on, part: String(step), gap }),
      ];
      if (!completion || b === joined) return cells;
      return [...cells, cell('stepsGovernedLater', monthOf(completion[2]), { a, b: joined, c, day: completion[2], part: `${on} ${step} ${b}`, gap })];
    });
  });
}

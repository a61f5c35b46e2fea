import { type Cell, cell, monthOf } from './cell.js';
import { gapClass, never } from './gap.js';
import { groupsOn } from './groups.js';
import type { History } from './history.js';

/** M10: what follows the first enrolment, by basis. */
export function ofPersistence({ enrolments, awards, groups }: History): Cell[] {
  if (enrolments.length === 0) return [];
  const start = Math.min(...enrolments.map(([, , , on]) => on));
  const issuers = new Set(enrolments.filter(([, , , on]) => on === start).map(([, issuer]) => issuer));
  const after = (days: readonly number[]) => days.filter((day) => day > start).reduce((least, day) => Math.min(least, day - start), never);
  const again = after(enrolments.map(([, , , on]) => on));
  const gaps: [part: string, gap: number][] = [
    ['ENROLMENT', again],
    ['ENROLMENT_OR_AWARD', Math.min(again, after(awards.map(([, , , on]) => on)))],
    ['SAME_ISSUER', after(enrolments.filter(([, issuer]) => issuers.has(issuer)).map(([, , , on]) => on))],
  ];
  const period = monthOf(start);
  return groupsOn(groups, start).flatMap((c) =>
    gaps.flatMap(([part, gap]) => [
      cell('persistenceMonths', period, { c, part, gap: gapClass(gap) }),
      cell('persistenceDays', period, { c, day: start, part, gap }),
    ]),
  );
}

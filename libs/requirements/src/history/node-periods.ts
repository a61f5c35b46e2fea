import type { CivilDate } from '../civil-date.js';
import type { Walk } from './walk.js';

/** When a node was satisfied as if it were the only requirement of the version that governed, up to the day asked about. */
export interface NodePeriods {
  /** Each [from, until). */
  readonly periods: readonly { readonly from: CivilDate; readonly until: CivilDate | null }[];
  /** Whether every day was decided: one that was not counts as one on which the node did not hold. */
  readonly isDecided: boolean;
}

export function nodePeriods({ days }: Pick<Walk, 'days'>, id: string): NodePeriods {
  const periods: { from: CivilDate; until: CivilDate | null }[] = [];
  let isDecided = true;
  for (const { today, judged } of days) {
    const node = judged?.day.rules.nodes.get(id);
    const found = node && judged!.day.assignments.judge.of(node);
    const holds = found?.alone === true;
    if (found && !holds && !found.exact) isDecided = false;
    const open = periods.at(-1)?.until === null ? periods.at(-1) : undefined;
    if (holds && !open) periods.push({ from: today, until: null });
    if (!holds && open) open.until = today;
  }
  return { periods, isDecided };
}

/** The first of these days; cheaper than the periods, since nothing is judged after it, and requirements are mostly known. */
export function firstDay({ days, last }: Walk, id: string): CivilDate | null {
  const known = last?.heldSince;
  if (known && last.rules.roots.some((root) => root.id === id) && days.every(({ judged }) => judged?.rules === last.rules)) return known.get(id) ?? null;
  for (const { today, judged } of days) {
    const node = judged?.rules.nodes.get(id);
    if (node !== undefined && judged!.day.assignments.judge.of(node).alone) return today;
  }
  return null;
}

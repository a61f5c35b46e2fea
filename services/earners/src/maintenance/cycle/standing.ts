import { addDuration, type Cycle } from '@cairn/requirements';
import { windowOpens } from '../../award/award-renewal.js';
import type { KeepingRule } from '../rule/keeping-rule.js';

/** How the maintenance of an award stands. MISSED can still be made good; LAPSED cannot. */
export type KeepingState = 'CURRENT' | 'DUE' | 'IN_GRACE' | 'MISSED' | 'LAPSED';

/** What follows from the cycles of an award on a day. */
export interface Standing {
  readonly state: KeepingState;
  /** Cycles from the first on without one that is open or missed: as many terms have been earned beyond the first. */
  readonly settled: number;
  /** First day of the window in which the cycle that is due has to be met; null when none is. */
  readonly opensOn: string | null;
  /** First day on which it is missed, its grace included. */
  readonly dueBy: string | null;
  /** First day on which a missed cycle can no longer be made good. */
  readonly lapsesOn: string | null;
  /** Next day on which time itself changes something; null when it never will. */
  readonly nextOn: string | null;
}

const isMet = ({ state }: Cycle): boolean => state === 'MET' || state === 'MET_IN_GRACE' || state === 'REINSTATED';

/** @param day civil day on which the cycles were judged */
export function standingOf(rule: KeepingRule, cycles: readonly Cycle[], day: string): Standing {
  const first = cycles.findIndex((cycle) => !isMet(cycle) && !(rule.shortfall === 'NOTICE' && cycle.state === 'MISSED'));
  const due = cycles[first];
  const last = cycles.at(-1);
  if (!due) return { state: 'CURRENT', settled: cycles.length, opensOn: null, dueBy: null, lapsesOn: null, nextOn: last?.end ?? null };
  const graceEnd = after(due.end, rule.grace);
  const lapsesOn = after(graceEnd, rule.reinstateWithin);
  const opensOn = windowOpens(due.start, due.end, rule.window);
  const state = due.state === 'MISSED' ? (day >= lapsesOn ? 'LAPSED' : 'MISSED') : due.state === 'GRACE' ? 'IN_GRACE' : day >= opensOn ? 'DUE' : 'CURRENT';
  const days = [due.end, graceEnd, lapsesOn, last?.end ?? due.end].filter((one) => one > day).sort();
  return { state, settled: first, opensOn, dueBy: graceEnd, lapsesOn, nextOn: state === 'LAPSED' ? null : (days[0] ?? null) };
}

const after = (day: string, duration: string | null): string => (duration === null ? day : addDuration(day, duration));

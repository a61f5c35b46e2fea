import { addDuration } from '../duration.js';
import type { CivilDate } from '../civil-date.js';
import type { AwardFact } from '../facts/facts.js';
import type { Maintenance } from '../language/pathway.js';
import { hundredths } from '../assignment/amount.js';

export type CycleState = 'OPEN' | 'MET' | 'GRACE' | 'MET_IN_GRACE' | 'MISSED' | 'REINSTATED';

/** One cycle of a maintenance rule as it stands on a day. Amounts in hundredths where the node is a sum. */
export interface Cycle {
  /** Kind of the node: amounts of a `sum` are hundredths. */
  readonly kind: string;
  readonly start: CivilDate;
  readonly end: CivilDate;
  readonly state: CycleState;
  readonly have: number;
  readonly need: number;
  readonly metOn: CivilDate | null;
  readonly carriedIn: number;
  readonly carriedOut: number;
  /** Ids of the awards and entries that belong to it, those of a late cycle with it. */
  readonly items: readonly string[];
}

/** What the node of a cycle says of some items: its figure after caps, and whether it holds with what was carried in. */
export interface CycleVerdict {
  readonly have: number;
  readonly need: number;
  readonly holds: boolean;
  /** It holds, or it was decided that it does not. */
  readonly exact: boolean;
}

export interface CycleJudge {
  of(items: readonly AwardFact[], cycle: { readonly start: CivilDate; readonly end: CivilDate }, carriedIn: number): CycleVerdict;
}

/** A rule with more cycles than this, of a day for years, is not followed to its end; that is told. */
export const mostCycles = 2_000;

/** Cycles that no later item can change, with what they took of the items of later cycles. */
export interface ClosedCycles {
  readonly cycles: readonly Cycle[];
  readonly taken: ReadonlySet<string>;
}

export const noCycles: ClosedCycles = { cycles: [], taken: new Set() };

/**
 * Every cycle begun by `day`, each boundary computed from the anchor (section 7). Items of a late cycle are tried in order,
 * and belong to it only if it is met by them. More items never satisfy less, so the day on which a node is met is halved for.
 *
 * @param items by day and id
 * @param before cycles found on an earlier day on which the same items counted
 */
export function cyclesOn(rule: Maintenance, anchor: CivilDate, day: CivilDate, items: readonly AwardFact[], judge: CycleJudge, before: ClosedCycles = noCycles): { readonly all: Cycle[]; readonly closed: ClosedCycles; readonly isCut: boolean } {
  const known = items.slice(0, firstFrom(items, nextOf(day)));
  const taken = new Set(before.taken);
  const all = [...before.cycles];
  let closed = before;
  for (let at = all.length, carriedIn = all.at(-1)?.carriedOut ?? 0; ; at += 1) {
    const start = addDuration(anchor, rule.cycle, at);
    const end = addDuration(anchor, rule.cycle, at + 1);
    if (start > day || end <= start) return { all, closed, isCut: false };
    if (at >= mostCycles) return { all, closed, isCut: true };
    const cycle = { start, end };
    const own = between(known, start, end).filter(({ id }) => !taken.has(id));
    const holds = (tried: readonly AwardFact[]) => judge.of(tried, cycle, carriedIn).holds;
    let counted = own;
    let metOn = firstMet(own, start, holds);
    const lateUntil = lateEnd(rule, end);
    if (metOn === null && day >= end) {
      const late = between(known, end, lateUntil).filter(({ id }) => !taken.has(id));
      const needed = fewest(late.length, (count) => holds([...own, ...late.slice(0, count)]));
      if (needed !== null) {
        const tried = late.slice(0, needed);
        for (const { id } of tried) taken.add(id);
        counted = [...own, ...tried];
        metOn = tried.at(-1)!.issuedOn;
      }
    }
    const { have, need } = judge.of(counted, cycle, carriedIn);
    const carriedOut = carriesOut(rule, have, need, carriedIn);
    all.push({ kind: rule.node.kind, ...cycle, state: stateOf(rule, end, metOn, day), have: have + carriedIn, need, metOn, carriedIn, carriedOut, items: counted.map(({ id }) => id) });
    carriedIn = carriedOut;
    if (closed.cycles.length === at && end <= day && (metOn !== null || lateUntil <= day)) closed = { cycles: all.slice(), taken: new Set(taken) };
  }
}

/** The first day on which the items up to it suffice; the start if none is needed. */
function firstMet(items: readonly AwardFact[], start: CivilDate, holds: (items: readonly AwardFact[]) => boolean): CivilDate | null {
  if (holds([])) return start;
  const days = [...new Set(items.map(({ issuedOn }) => issuedOn))];
  const needed = fewest(days.length, (count) => holds(items.slice(0, firstFrom(items, nextOf(days[count - 1]!)))));
  return needed === null ? null : days[needed - 1]!;
}

/** The smallest count from 1 up that suffices, where whatever suffices still does with more; null when all do not. */
function fewest(most: number, suffices: (count: number) => boolean): number | null {
  if (most === 0 || !suffices(most)) return null;
  let [tooFew, enough] = [0, most];
  while (enough - tooFew > 1) {
    const middle = (tooFew + enough) >> 1;
    if (suffices(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

/** Late items are dated before this: grace added to the end, then `reinstateWithin` to that. */
function lateEnd({ grace, reinstateWithin }: Maintenance, end: CivilDate): CivilDate {
  const graceEnd = grace === undefined ? end : addDuration(end, grace);
  return reinstateWithin === undefined ? graceEnd : addDuration(graceEnd, reinstateWithin);
}

const between = (items: readonly AwardFact[], from: CivilDate, until: CivilDate): AwardFact[] => items.slice(firstFrom(items, from), firstFrom(items, until));

/** The position of the first item dated on or after a day. */
function firstFrom(items: readonly AwardFact[], day: CivilDate): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.issuedOn < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sorts behind every item of the day and before those of the next. */
const nextOf = (day: CivilDate): string => `${day}~`;

/** Of a sum: its own amount less what it still needed after what was carried in, up to `atMost`, never below 0. */
function carriesOut({ carryOver, node }: Maintenance, own: number, need: number, carriedIn: number): number {
  if (!carryOver || node.kind !== 'sum') return 0;
  return Math.max(0, Math.min(hundredths(carryOver.atMost), own - Math.max(0, need - carriedIn)));
}

function stateOf({ grace }: Maintenance, end: CivilDate, metOn: CivilDate | null, day: CivilDate): CycleState {
  const graceEnd = grace === undefined ? end : addDuration(end, grace);
  if (metOn !== null) return metOn < end ? 'MET' : metOn < graceEnd ? 'MET_IN_GRACE' : 'REINSTATED';
  if (day < end) return 'OPEN';
  return day < graceEnd ? 'GRACE' : 'MISSED';
}

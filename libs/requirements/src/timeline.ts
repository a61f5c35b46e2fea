import type { CivilDate } from './civil-date.js';
import type { Plan } from './plan.js';
import type { Facts } from './evaluation.js';
import { isValid, type Holding } from './holding.js';
import { startTally, type Tally } from './tally.js';

/** The history of one earner in one version up to `asOf` (S10). */
export interface Timeline {
  readonly completedOn: CivilDate | null;
  readonly intervals: { readonly from: CivilDate; until: CivilDate | null }[];
  /** Per requirement of the plan: the first satisfied day. */
  readonly reachedOn: (CivilDate | null)[];
  /** The nodes as they are at the end of `asOf`. */
  readonly tally: Tally;
}

/** Stands for "before every date" in an evaluation without enrolment. */
export const BEFORE_ALL_DAYS: CivilDate = '';

/**
 * Walks the breakpoints from the day the version begins to govern. `holdings` has, per group of the plan, the awards
 * that may count. Null: the version does not govern the earner on `asOf` (section 7).
 */
export function timelineOf(
  plan: Plan,
  facts: Facts,
  holdings: readonly (readonly Holding[])[],
): Timeline | null {
  const window = governedDays(plan, facts);
  if (!window || facts.asOf < window.from) return null;
  const tally = startTally(plan);
  const reachedOn: (CivilDate | null)[] = plan.requirements.map(() => null);
  const intervals: Timeline['intervals'] = [];
  let completedOn: CivilDate | null = null;

  const recount = (group: number, day: CivilDate): void => {
    const awards = holdings[group]!;
    for (const leaf of plan.groups[group]!) {
      const rule = plan.nodes[leaf]!.rule!;
      tally.setLeaf(
        leaf,
        awards.some((award) => isValid(award, rule, day, completedOn)),
      );
    }
  };
  const closeDay = (day: CivilDate): void => {
    // On and after withdrawal no completion and no step can be reached; an earlier completion keeps its state.
    if (completedOn === null && window.completableUntil !== null && day >= window.completableUntil) return;
    const satisfied = tally.satisfied();
    for (let step = 0; step < reachedOn.length; step++)
      if (reachedOn[step] === null && tally.isMet(plan.requirements[step]!)) reachedOn[step] = day;
    const open = intervals.at(-1)?.until === null ? intervals.at(-1) : undefined;
    if (satisfied === plan.requirements.length) {
      completedOn ??= day;
      if (!open) intervals.push({ from: day, until: null });
    } else if (open) open.until = day;
  };

  for (let group = 0; group < holdings.length; group++)
    if (holdings[group]!.length > 0) recount(group, window.from);
  closeDay(window.from);
  const breakpoints = breakpointsOf(holdings, window.from, facts.asOf);
  for (let at = 0; at < breakpoints.length;) {
    const { day } = breakpoints[at]!;
    if (completedOn === null && window.until !== null && day >= window.until) break;
    for (; at < breakpoints.length && breakpoints[at]!.day === day; at++)
      recount(breakpoints[at]!.group, day);
    closeDay(day);
  }
  // From completion on the completing version governs for good; before it, only while the version is open.
  if (completedOn === null && window.until !== null && facts.asOf >= window.until) return null;
  return { completedOn, intervals, reachedOn, tally };
}

/** The days on which this version governs before completion: [from, until), and until when it can be completed. */
function governedDays(
  plan: Plan,
  { enrolment }: Facts,
): { from: CivilDate; until: CivilDate | null; completableUntil: CivilDate | null } | null {
  const window = enrolment
    ? {
        from: enrolment.enrolledOn,
        until: plan.teachOutUntil,
        completableUntil: enrolment.withdrawnOn ?? null,
      }
    : { from: plan.enrolFrom ?? BEFORE_ALL_DAYS, until: plan.enrolUntil, completableUntil: null };
  if (!enrolment && plan.enrolmentRequired) return null;
  return window.until !== null && window.until <= window.from ? null : window;
}

/** The days in (from, asOf] on which the validity of an award may change, in order, each with the group concerned. */
function breakpointsOf(
  holdings: readonly (readonly Holding[])[],
  from: CivilDate,
  asOf: CivilDate,
): { day: CivilDate; group: number }[] {
  const breakpoints: { day: CivilDate; group: number }[] = [];
  holdings.forEach((awards, group) => {
    const add = (day: CivilDate | null): void => {
      if (day !== null && day > from && day <= asOf) breakpoints.push({ day, group });
    };
    for (const award of awards) {
      add(award.issuedOn);
      add(award.expiresOn);
      add(award.revokedOn);
      for (const suspension of award.suspensions) {
        add(suspension.from);
        add(suspension.until);
      }
    }
  });
  return breakpoints.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

import type { CivilDate } from '../civil-date.js';
import type { EarnerFacts } from '../facts/facts.js';
import type { Question } from '../question.js';
import { Budget } from '../assignment/budget.js';
import { breakpoints, completionDays } from './breakpoints.js';
import { Course, type Judged } from './course.js';
import { governedBy } from './governing.js';
import { isVacuous } from './vacuous.js';
import type { VersionRules } from './version-rules.js';

export type { Judged } from './course.js';

/** The first day there is: stands for "before every date" where nobody is enrolled. */
export const FIRST_DAY: CivilDate = '0000-01-01';

/** Of what may be spent on solving, so much is kept for the day asked about. */
const ofLastDay = 0.3;

/** The history of one earner in one pathway up to a day (S10). */
export interface Walk {
  readonly completedOn: CivilDate | null;
  readonly completingVersion: VersionRules | null;
  /** Every current period: [from, until). */
  readonly intervals: readonly { readonly from: CivilDate; readonly until: CivilDate | null }[];
  /** Every breakpoint up to `asOf`, in order, under the version that governs it; null when none does. */
  readonly days: readonly { readonly today: CivilDate; readonly judged: Judged | null }[];
  /** The day asked about, under the version that governs it; null when none does. */
  readonly last: Judged | null;
  /** No day that mattered was left undecided. */
  readonly exact: boolean;
  /** The first day after `asOf` on which the answer may differ although nothing new becomes known. */
  readonly nextDay: CivilDate | null;
  /** What all of its days may spend on solving, also when they are asked more later. */
  readonly budget: Budget;
}

export function walk(question: Question): Walk {
  const { versions, facts, asOf } = question;
  const start = facts.enrolment?.enrolledOn ?? FIRST_DAY;
  const budget = new Budget(question.solver);
  budget.renew(1 - ofLastDay);
  const limited = { ...question, solver: budget };
  const courses = versions.map((rules) => new Course(rules, limited));
  const points = breakpoints(question, courses);
  const governing = governedBy(versions, facts.enrolment);
  const courseOf = (rules: VersionRules): Course => courses[versions.indexOf(rules)]!;
  let days = upTo(asOf, start, [start, asOf, ...points]);
  const judged: { readonly today: CivilDate; readonly judged: Judged | null }[] = [];
  const intervals: { from: CivilDate; until: CivilDate | null }[] = [];
  let completed: { readonly on: CivilDate; readonly by: Course } | null = null;
  let exact = true;
  for (let at = 0; at < days.length; at += 1) {
    const today = days[at]!;
    if (today === asOf) budget.renew(ofLastDay);
    let last: Judged | null = completed ? completed.by.on(today, completed.on) : judge(governing(today).map(courseOf), today);
    if (last) {
      if (last.isComplete === null) exact = false;
      const satisfied = last.isComplete === true;
      // What holds with nothing has held for ever where nobody is enrolled: there is no day of completion (S11).
      if (!completed && satisfied && !isWithdrawn(facts, today) && (facts.enrolment !== null || !isVacuous(last.rules, question, today))) {
        const rules: VersionRules = last.rules;
        completed = { on: today, by: courseOf(rules) };
        // Days that depend on the completion are known only now.
        const more = [...completionDays(rules, today, asOf)];
        points.push(...more);
        if (more.length > 0) days = upTo(asOf, start, [...days, ...more]);
        last = completed.by.on(today, today);
      }
      const current = completed !== null && satisfied && isMaintained(last);
      const open = intervals.at(-1)?.until === null ? intervals.at(-1) : undefined;
      if (current && !open) intervals.push({ from: today, until: null });
      if (!current && open) open.until = today;
    }
    judged.push({ today, judged: last });
  }
  const last = judged.at(-1)?.judged ?? null;
  let nextDay: CivilDate | null = null;
  for (const day of points) if (day > asOf && day >= start && (nextDay === null || day < nextDay)) nextDay = day;
  return { completedOn: completed?.on ?? null, completingVersion: completed?.by.rules ?? null, intervals, days: judged, last, exact: exact && courses.every(({ isExact }) => isExact), nextDay, budget };
}

const before = (a: CivilDate, b: CivilDate): number => (a < b ? -1 : a > b ? 1 : 0);

/** In order, each once. */
function upTo(asOf: CivilDate, start: CivilDate, days: readonly CivilDate[]): CivilDate[] {
  const inOrder = days.filter((day) => day >= start && day <= asOf).sort(before);
  return inOrder.filter((day, at) => at === 0 || day !== inOrder[at - 1]);
}

/** The base if it is satisfied, else the lowest satisfied version, else the base. */
function judge(governing: readonly Course[], today: CivilDate): Judged | null {
  let base: Judged | null = null;
  for (const course of governing) {
    const judged = course.on(today, null);
    if (judged.isComplete) return judged;
    base ??= judged;
  }
  return base;
}

function isMaintained(judged: Judged | null): boolean {
  const rule = judged?.rules.pathway.maintenance;
  return !rule || Boolean(judged?.day.isMaintained(rule));
}

export const isWithdrawn = ({ enrolment }: EarnerFacts, day: CivilDate): boolean => {
  const withdrawnOn = enrolment?.withdrawnOn ?? null;
  return withdrawnOn !== null && withdrawnOn <= day;
};

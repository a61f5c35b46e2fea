import type { NextStep } from '@cairn/requirements';

/** A step towards the pathway of one enrolment. */
export interface EnrolmentStep extends NextStep {
  readonly enrolment: string;
}

/** Steps of several enrolments in one order: what is due first, then what completes most, then what costs least; else as they were. */
export function rankedSteps(steps: readonly EnrolmentStep[]): EnrolmentStep[] {
  return steps
    .map((step, at) => ({ step, at }))
    .sort(({ step: a, at }, { step: b, at: other }) => byDay(a, b) || Number(b.completesPathway) - Number(a.completesPathway) || b.completes - a.completes || b.completesNodes - a.completesNodes || effort(a) - effort(b) || at - other)
    .map(({ step }) => step);
}

const never = '9999-12-31';
const byDay = ({ dueOn: a }: NextStep, { dueOn: b }: NextStep): number => ((a ?? never) < (b ?? never) ? -1 : (a ?? never) > (b ?? never) ? 1 : 0);
/** What is not known comes last; finite, so that it can be subtracted. */
const effort = ({ effortMinutes }: NextStep): number => effortMinutes ?? Number.MAX_SAFE_INTEGER;

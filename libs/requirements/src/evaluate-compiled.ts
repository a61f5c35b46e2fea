import type { Plan } from './plan.js';
import type { Evaluation, Facts, PathwayState } from './evaluation.js';
import { explainNodes } from './explain.js';
import { knownBy, type Holding } from './holding.js';
import { BEFORE_ALL_DAYS, timelineOf, type Timeline } from './timeline.js';

/** The whole answer for one earner: history, figures, nodes. */
export function evaluateCompiled(plan: Plan, facts: Facts): Evaluation {
  const holdings = holdingsByGroup(plan, facts);
  const timeline = timelineOf(plan, facts, holdings);
  if (!timeline) return notGoverned(plan, facts);
  const satisfied = timeline.tally.satisfied();
  const last = timeline.intervals.at(-1);
  const complete = last?.until === null;
  // Only what is satisfied with nothing can be complete before all days; it has no days then (S11).
  const dated = timeline.completedOn !== BEFORE_ALL_DAYS;
  // Written out: an object spread costs more than the whole evaluation of a small pathway.
  return {
    pathway: plan.pathway,
    asOf: facts.asOf,
    knownAsOf: facts.knownAsOf ?? null,
    governingVersion: plan.version,
    complete,
    state: stateOf(plan, facts, timeline, complete, satisfied),
    completedOn: dated ? timeline.completedOn : null,
    currentSince: dated && complete ? last.from : null,
    lapsedOn: dated && last && !complete ? last.until : null,
    intervals: dated ? timeline.intervals : [],
    satisfied,
    total: plan.requirements.length,
    vacuous: plan.vacuous,
    exact: true,
    method: 'linear',
    steps: plan.requirements.map((at, step) => ({
      requirement: plan.nodes[at]!.id,
      reachedOn: timeline.reachedOn[step] || null,
    })),
    nodes: explainNodes(plan, timeline, holdings, facts.asOf),
  };
}

function notGoverned(plan: Plan, facts: Facts): Evaluation {
  return {
    pathway: plan.pathway,
    asOf: facts.asOf,
    knownAsOf: facts.knownAsOf ?? null,
    governingVersion: null,
    complete: false,
    state: isWithdrawn(facts) ? 'WITHDRAWN' : 'NOT_STARTED',
    completedOn: null,
    currentSince: null,
    lapsedOn: null,
    intervals: [],
    satisfied: 0,
    total: 0,
    vacuous: false,
    exact: true,
    method: 'linear',
    steps: [],
    nodes: [],
  };
}

function stateOf(
  plan: Plan,
  facts: Facts,
  timeline: Timeline,
  complete: boolean,
  satisfied: number,
): PathwayState {
  if (complete) return 'COMPLETE';
  if (timeline.completedOn !== null) return 'LAPSED';
  if (isWithdrawn(facts)) return 'WITHDRAWN';
  const counting = (leaf: number) => timeline.tally.isMet(leaf);
  return satisfied === 0 && !plan.groups.some((leaves) => leaves.some(counting))
    ? 'NOT_STARTED'
    : 'IN_PROGRESS';
}

function isWithdrawn({ enrolment, asOf }: Facts): boolean {
  return enrolment?.withdrawnOn != null && enrolment.withdrawnOn <= asOf;
}

/** The known awards (S3) of each achievement the pathway names, prior ones left out where the policy says so. */
function holdingsByGroup(plan: Plan, facts: Facts): Holding[][] {
  const groups: Holding[][] = plan.groups.map(() => []);
  const known = knownBy(facts.knownAsOf);
  const earliest = plan.priorAwardsIgnored ? facts.enrolment?.enrolledOn : undefined;
  for (const award of facts.awards) {
    const group = plan.groupOf.get(award.achievement);
    if (group === undefined || !known(award)) continue;
    if (earliest === undefined || award.issuedOn >= earliest) groups[group]!.push(award);
  }
  for (const group of groups) if (group.length > 1) group.sort(byIssueThenId);
  return groups;
}

function byIssueThenId(a: Holding, b: Holding): number {
  if (a.issuedOn !== b.issuedOn) return a.issuedOn < b.issuedOn ? -1 : 1;
  return a.award < b.award ? -1 : a.award > b.award ? 1 : 0;
}

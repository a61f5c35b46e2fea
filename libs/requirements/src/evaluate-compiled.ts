import type { Plan } from './plan.js';
import type { Evaluation, Facts, PathwayState } from './evaluation.js';
import { explainNodes } from './explain.js';
import { knownBy, type Holding } from './holding.js';
import { BEFORE_ALL_DAYS, timelineOf, type Timeline } from './timeline.js';

/** The whole answer for one earner: history, figures, nodes. */
export function evaluateCompiled(plan: Plan, facts: Facts): Evaluation {
  const holdings = holdingsByGroup(plan, facts);
  const timeline = timelineOf(plan, facts, holdings);
  const asked = { pathway: plan.pathway, asOf: facts.asOf, knownAsOf: facts.knownAsOf ?? null };
  if (!timeline) return { ...asked, ...notGoverned, state: isWithdrawn(facts) ? 'WITHDRAWN' : 'NOT_STARTED' };

  const satisfied = timeline.tally.satisfied();
  const nodes = explainNodes(plan, timeline, holdings, facts.asOf);
  return {
    ...asked,
    governingVersion: plan.version,
    ...historyOf(timeline),
    state: stateOf(plan, facts, timeline, satisfied),
    satisfied,
    total: plan.requirements.length,
    vacuous: plan.vacuous,
    exact: true,
    method: 'linear',
    steps: plan.requirements.map((at, step) => ({
      requirement: plan.nodes[at]!.id,
      reachedOn: timeline.reachedOn[step] || null,
    })),
    nodes,
  };
}

const notGoverned = {
  governingVersion: null,
  complete: false,
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
} as const;

/** Only what is satisfied with nothing can be complete before all days; it has no days then (S11). */
function historyOf({
  completedOn,
  intervals,
}: Timeline): Pick<Evaluation, 'complete' | 'completedOn' | 'currentSince' | 'lapsedOn' | 'intervals'> {
  const complete = intervals.at(-1)?.until === null;
  if (completedOn === BEFORE_ALL_DAYS)
    return { complete, completedOn: null, currentSince: null, lapsedOn: null, intervals: [] };
  const last = intervals.at(-1);
  return {
    complete,
    completedOn,
    currentSince: complete ? (last?.from ?? null) : null,
    lapsedOn: complete ? null : (last?.until ?? null),
    intervals,
  };
}

function stateOf(
  plan: Plan,
  facts: Facts,
  { completedOn, intervals, tally }: Timeline,
  satisfied: number,
): PathwayState {
  if (completedOn !== null) return intervals.at(-1)?.until === null ? 'COMPLETE' : 'LAPSED';
  if (isWithdrawn(facts)) return 'WITHDRAWN';
  return satisfied === 0 && !plan.groups.flat().some((leaf) => tally.isMet(leaf))
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

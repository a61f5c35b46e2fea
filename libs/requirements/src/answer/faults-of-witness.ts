import { AssignmentModel } from '../assignment/assignment-model.js';
import { hundredths } from '../assignment/amount.js';
import { thresholdOf } from '../assignment/threshold.js';
import { addDuration } from '../duration.js';
import { amountOf } from '../eligibility/award-view.js';
import type { Day } from '../history/day.js';
import type { Edge, Node } from '../language/pathway.js';
import { countedIn, descend, isCounting, isSumOf } from '../language/tree.js';
import type { Witness } from './draft.js';
import { openNode } from './open-node.js';

/** What is wrong with a witness by S7, said without the model that made it but for the constraints inside one counting node. */
export function faultsOfWitness(day: Day, witness: Witness, satisfied: number): string[] {
  const { roots } = day.assignments;
  const chosen = roots.filter(({ id }) => witness.chosen.has(id)).length;
  return [
    ...(chosen === satisfied ? [] : [`${chosen} requirements are chosen, not ${satisfied}`]),
    ...roots.flatMap((root) => [...descend(root, true)]).flatMap((node) => faultsAt(node, day, witness)),
    ...faultsOfSharing(day, witness),
    ...day.assignments.edges.flatMap((edge) => faultsOfOrder(edge, day, witness)),
  ];
}

function faultsAt(node: Node, day: Day, { chosen, held, pairs }: Witness): string[] {
  const { situation } = day;
  const counted = pairs.get(node.id) ?? [];
  const holds = chosen.has(node.id) || held.has(node.id);
  if (isCounting(node)) {
    const eligible = new Set(situation.pairsAt(node).map(({ view }) => view.award.id));
    if (counted.some(({ view }) => !eligible.has(view.award.id))) return [`${node.id} counts what is not eligible`];
  }
  if (counted.length > 0 || (holds && (isCounting(node) || isSumOf(node)))) return isFeasible(node, day, { chosen, held, pairs }, holds) ? [] : [`${node.id} breaks its constraints`];
  if (!('of' in node)) return holds && !situation.holds(node) && !situation.isWaived(node) ? [`${node.id} does not hold`] : [];
  const children = countedIn(node.of);
  const beneath = children.filter(({ id }) => chosen.has(id));
  if (!chosen.has(node.id)) return beneath.length > 0 ? [`${node.id} is not chosen, but something beneath it is`] : [];
  const need = thresholdOf(node, situation);
  const nothing = situation.isWaived(node) && children.every((child) => [...descend(child, true)].every(({ id }) => !chosen.has(id)));
  return beneath.length === need || isSumOf(node) || nothing ? [] : [`${node.id} has ${beneath.length} chosen children, not ${need}`];
}

/** Whether a node can count just what it counts: identities, units, threshold, caps, floors, groups and repeats. */
function isFeasible(node: Node, { situation, assignments }: Day, { chosen, held, pairs }: Witness, holds: boolean): boolean {
  const of = holds ? node : openNode(node);
  const { model, pairs: ways, chosen: choices } = new AssignmentModel([of], situation, { sharing: assignments.sharing, edges: [], limits: [] });
  for (const { id } of descend(of, true)) {
    const holdsHere = id === node.id ? (pairs.get(id)?.length ?? 0) > 0 || holds : chosen.has(id) || held.has(id);
    model.equal([[1, choices.get(id)!]], holdsHere ? 1 : 0);
    const counted = new Set((pairs.get(id) ?? []).map(({ view }) => view.award.id));
    for (const { view } of new Set((ways.get(id) ?? []).map(({ pair }) => pair)))
      model.equal((ways.get(id) ?? []).filter(({ pair }) => pair.view === view).map(({ variable }) => [1, variable] as const), counted.has(view.award.id) ? 1 : 0);
  }
  return model.maximise([], assignments.solver).status !== 'INFEASIBLE';
}

/** Section 6, unit by unit, over everything that is counted. */
function faultsOfSharing({ assignments: { sharing, limits }, situation: { judging } }: Day, { pairs }: Witness): string[] {
  const { policy } = judging;
  const counted = [...pairs].flatMap(([node, list]) => list.map(({ unit, view }) => ({ node, unit, view })));
  const shared: number[] = [];
  const faults: string[] = [];
  for (const unit of new Set(counted.map((one) => one.unit))) {
    const here = counted.filter((one) => one.unit === unit);
    const clashes = here.flatMap((a, at) => here.slice(at + 1).filter((b) => a.node !== b.node && sharing.conflict(a.node, b.node)).map((b) => [a.node, b.node] as const));
    for (const [a, b] of clashes) if (!sharing.allowed(a, b)) faults.push(`${unit} is counted at ${a} and ${b}`);
    if (clashes.length > 0) shared.push(policy.maxSharedMeasure ? Math.max(...here.map(({ view }) => amountOf(view, policy.maxSharedMeasure!.measure, policy))) : 0);
  }
  if (policy.maxSharedAwards !== undefined && shared.length > policy.maxSharedAwards) faults.push(`${shared.length} units are shared`);
  if (policy.maxSharedMeasure && shared.reduce((sum, one) => sum + one, 0) > hundredths(policy.maxSharedMeasure.atMost)) faults.push('too much is shared');
  for (const { awards, atMost } of limits) if (new Set(counted.flatMap(({ view }) => (awards.has(view.award.id) ? [view.award.id] : []))).size > atMost) faults.push('too many awards of another pathway count');
  return faults;
}

function faultsOfOrder({ before, after, mode, within }: Edge, { rules }: Day, { chosen, pairs }: Witness): string[] {
  if (!chosen.has(after)) return [];
  if (!chosen.has(before)) return [`${after} is chosen without ${before}`];
  const days = (id: string) => [...descend(rules.nodes.get(id)!, true)].flatMap((node) => (pairs.get(node.id) ?? []).map(({ view }) => view.award.issuedOn));
  const fits = (early: string, late: string): boolean => {
    if (mode === 'strictlyAfter') return early < late;
    if (mode === 'onOrAfter') return early <= late;
    const [first, last] = [early, late].sort() as [string, string];
    return within === undefined || last <= addDuration(first, within);
  };
  return days(before).every((early) => days(after).every((late) => fits(early, late))) ? [] : [`${after} comes too early after ${before}`];
}

import type { Day } from '../history/day.js';
import type { Cycle } from '../history/cycles.js';
import type { Maintenance } from '../language/pathway.js';
import { addDuration } from '../duration.js';
import { descend } from '../language/tree.js';
import type { NextStep } from './next-steps.js';

/** What maintenance asks by a day: of every rule the first cycle that is neither met nor past help. */
export function dueSteps(day: Day): NextStep[] {
  const { maintenance } = day.rules.pathway;
  const inside = day.rules.roots.flatMap((root) => [...descend(root, true)].flatMap((node) => (node.kind === 'maintain' ? [{ rule: node, requirement: root.id }] : [])));
  const rules: readonly { readonly rule: Maintenance; readonly requirement: string | null }[] = [...(maintenance ? [{ rule: maintenance, requirement: null }] : []), ...inside];
  return rules.flatMap(({ rule, requirement }) => {
    const due = day.cyclesOf(rule).find(({ state }) => state === 'OPEN' || state === 'GRACE' || state === 'MISSED');
    return due ? [stepOf(rule, due, requirement)] : [];
  }).sort((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1));
}

function stepOf(rule: Maintenance, { state, end, have, need }: Cycle, requirement: string | null): NextStep {
  const { node, grace, reinstateWithin } = rule;
  const graceEnd = grace === undefined ? end : addDuration(end, grace);
  const last = reinstateWithin === undefined ? graceEnd : addDuration(graceEnd, reinstateWithin);
  const lacking = Math.max(0, need - have);
  return {
    ...{ node: node.id, requirement, reason: state === 'MISSED' ? 'CYCLE_MISSED' : 'MISSING', achievements: node.kind === 'award' ? [node.achievement] : [] },
    missing: node.kind === 'sum' ? { amount: lacking / 100, unit: node.measure, of: 'from' in node ? node.from : null, by: null } : node.kind === 'count' ? { amount: lacking, unit: 'awards', of: node.from, by: null } : null,
    ...{ pathway: null, attestedBy: null, completes: 0, completesNodes: 0, completesPathway: false, after: [], effortMinutes: null, price: null },
    dueOn: state === 'OPEN' ? end : state === 'GRACE' ? graceEnd : last,
  };
}

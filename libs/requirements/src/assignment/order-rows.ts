import { addDuration } from '../duration.js';
import type { CivilDate } from '../civil-date.js';
import type { Edge } from '../language/pathway.js';
import type { PairVariable } from './assignment-model.js';
import type { LinearModel, Term, Variable } from './linear-model.js';

/** Section 5: if `after` is chosen, so is `before`, and the days of their counted awards fit. */
export function addEdge(model: LinearModel, edge: Edge, chosen: ReadonlyMap<string, Variable>, beneath: (id: string) => readonly PairVariable[]): void {
  const [before, after] = [chosen.get(edge.before), chosen.get(edge.after)];
  if (before === undefined || after === undefined) return;
  model.implies(after, before);
  if (edge.mode === 'corequisite') return edge.within === undefined ? undefined : addWithin(model, edge.within, beneath(edge.before), beneath(edge.after));
  const strictly = edge.mode === 'strictlyAfter';
  const earlier = byDay(beneath(edge.before));
  const later = byDay(beneath(edge.after));
  if (earlier.length === 0 || later.length === 0) return;
  // From the last day back: whether some award of `before` is counted on the day or after it.
  let onOrAfter: Variable | null = null;
  let at = earlier.length - 1;
  for (const [day, ways] of [...later].reverse()) {
    for (; at >= 0 && (strictly ? earlier[at]![0] >= day : earlier[at]![0] > day); at -= 1) {
      const any = model.amount(1);
      if (onOrAfter !== null) model.implies(onOrAfter, any);
      for (const { variable } of earlier[at]![1]) model.implies(variable, any);
      onOrAfter = any;
    }
    if (onOrAfter !== null) for (const { variable } of ways) model.atMost([[1, variable], [1, onOrAfter]], 1);
  }
}

function addWithin(model: LinearModel, within: string, some: readonly PairVariable[], others: readonly PairVariable[]): void {
  for (const a of some)
    for (const b of others) {
      const [first, last] = [a.pair.view.award.issuedOn, b.pair.view.award.issuedOn].sort() as [CivilDate, CivilDate];
      if (last > addDuration(first, within)) model.atMost([[1, a.variable], [1, b.variable]] as Term[], 1);
    }
}

function byDay(ways: readonly PairVariable[]): [CivilDate, PairVariable[]][] {
  return [...Map.groupBy(ways, ({ pair }) => pair.view.award.issuedOn)].sort(([a], [b]) => (a < b ? -1 : 1));
}

import type { Cycle } from '../history/cycles.js';
import type { Day } from '../history/day.js';
import type { Maintenance, Pathway } from '../language/pathway.js';
import { allNodes } from '../language/tree.js';

/** The rule whose cycles are shown: the pathway's maintenance, else its only `maintain` node. */
export function shownRule(pathway: Pick<Pathway, 'requirements' | 'maintenance'>): Maintenance | null {
  if (pathway.maintenance) return pathway.maintenance;
  const [only, ...more] = [...allNodes(pathway)].flatMap((node) => (node.kind === 'maintain' ? [node] : []));
  return only && more.length === 0 ? only : null;
}

export function cyclesShown(day: Day): readonly Cycle[] {
  const rule = shownRule(day.rules.pathway);
  return rule ? day.cyclesOf(rule) : [];
}

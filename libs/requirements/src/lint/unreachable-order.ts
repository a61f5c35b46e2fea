import type { Edge, Pathway } from '../language/pathway.js';
import { countedIn, descend, edgesOf } from '../language/tree.js';
import { conceivableDays } from './conceivable/days.js';
import { Imagined } from './conceivable/satisfiable.js';
import { achievementsAround } from './conceivable/supply.js';
import type { LintContext } from './context.js';
import { type LintFinding, warning } from './finding.js';

/** Edges judged for one definition; each costs up to two solves. */
const edgesMax = 50;

/**
 * UNREACHABLE_ORDER: an edge between two nodes that can both be satisfied, but on no days that it allows. Each edge is
 * judged by itself; whether edges contradict one another is CYCLE.
 *
 * @param pathway relaxed: see `relaxed`
 */
export function unreachableOrder(pathway: Pathway, { catalogue, world, solver }: LintContext): LintFinding[] {
  // Where no rule changes from one day to another, every order is possible.
  if (conceivableDays(pathway, [], achievementsAround(pathway, catalogue), world).length === 1) return [];
  const nodes = new Map(countedIn(pathway.requirements).flatMap((root) => [...descend(root, true)].map((node) => [node.id, node] as const)));
  const isPossible = (edge: Edge, order: readonly Edge[]): boolean | null => {
    const requirements = [nodes.get(edge.before)!, nodes.get(edge.after)!];
    return Imagined.of({ ...pathway, requirements, order, policy: { ...pathway.policy, sharing: 'shared', exclusivityGroups: [] } }, catalogue, world, solver)?.canSatisfy(requirements) ?? null;
  };
  return edgesOf(pathway)
    .slice(0, edgesMax)
    .flatMap((edge) => {
      if (edge.mode === 'corequisite' && edge.within === undefined) return [];
      const isDead = isPossible(edge, [edge]) === false && isPossible(edge, []) === true;
      return isDead ? [warning('UNREACHABLE_ORDER', [edge.before, edge.after], `On no days that ${edge.mode} allows can both ${edge.before} and ${edge.after} be satisfied.`)] : [];
    });
}

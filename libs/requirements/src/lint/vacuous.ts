import type { EarnerFacts } from '../facts/facts.js';
import { Day } from '../history/day.js';
import { rulesOf } from '../history/version-rules.js';
import type { Node, Pathway } from '../language/pathway.js';
import { placedNodes } from '../language/places.js';
import { countedIn, edgesOf } from '../language/tree.js';
import { holdsWithNothing } from '../language/with-nothing.js';
import { boundedSolver } from './bounded-solver.js';
import type { LintContext } from './context.js';
import { error, type LintFinding, warning } from './finding.js';

/** VACUOUS: satisfied with nothing, so that a badge for it would be everybody's (S11). */
export function vacuous(pathway: Pathway, context: LintContext): LintFinding[] {
  const nodes = [...placedNodes(pathway)].map(({ part }) => part);
  const found: LintFinding[] = [];
  if (countedIn(pathway.requirements).every(isVacuousNode) && (edgesOf(pathway).length === 0 || areChosenWithNothing(pathway, context))) {
    const awards = pathway.completion || nodes.some(({ milestone }) => milestone);
    found.push((awards ? error : warning)('VACUOUS', [], 'The pathway is satisfied with nothing.'));
  }
  for (const node of nodes) if (node.milestone && isVacuousNode(node)) found.push(error('VACUOUS', [node.id], `${node.id} is satisfied with nothing, and everybody would be awarded its milestone.`));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const { id, node, achievement } of pathway.offRamps ?? []) {
    const meant = 'ref' in node ? byId.get(node.ref) : node;
    if (achievement !== undefined && meant && isVacuousNode(meant)) found.push(error('VACUOUS', [meant.id], `The exit ${id} is reached with nothing, and everybody who leaves would be awarded its badge.`));
  }
  return found;
}

/** An edge can ask for what is chosen by nobody, such as a child of none of some. */
function areChosenWithNothing(pathway: Pathway, { world, solver }: LintContext): boolean {
  const facts: EarnerFacts = { enrolment: null, awards: [], attestations: [], exceptions: [], others: new Map() };
  const rules = rulesOf(pathway, world);
  return new Day(rules, { facts, world, solver: boundedSolver(solver) }, '9999-12-31', null).assignments.together().bounds.atLeast === rules.roots.length;
}

/** A rule of maintenance is kept as long as no cycle has ended. */
export const isVacuousNode = (node: Node): boolean => holdsWithNothing(node, ({ anchor }) => anchor.on === 'enrolment' || anchor.on === 'date');

import type { Pathway } from '../language/pathway.js';
import { placedNodes } from '../language/places.js';
import { relaxed } from './conceivable/relaxed.js';
import { Imagined } from './conceivable/satisfiable.js';
import { isBounded } from './bounded.js';
import { boundedSolver } from './bounded-solver.js';
import type { LintContext } from './context.js';
import { declarations } from './declarations.js';
import { electives } from './electives.js';
import type { LintCode, LintFinding } from './finding.js';
import { orderCycles } from './order-cycle.js';
import { pathwayCycles, selfFeeding } from './pathway-cycle.js';
import { redundant } from './redundant.js';
import { references } from './references.js';
import { teachOut } from './teach-out.js';
import { thresholds } from './thresholds.js';
import { unreachableOrder } from './unreachable-order.js';
import { unsatisfiable } from './unsatisfiable.js';
import { vacuous } from './vacuous.js';

/** Beside these it is not said what could be satisfied: the definition does not say what it asks. */
const unclear: ReadonlySet<LintCode> = new Set(['CYCLE', 'DUPLICATE_ID', 'UNKNOWN_REFERENCE']);

/**
 * Everything wrong or doubtful with a definition before it is published (pathways.md section 10), errors first. What would
 * take a solver too long to prove is not claimed.
 */
export function lintPathway(pathway: Pathway, context: LintContext): LintFinding[] {
  const declared = declarations(pathway);
  // Without a policy nothing else can be judged.
  if (declared.some(({ code }) => code === 'SHARING_UNDECLARED')) return declared;
  const nodes = [...placedNodes(pathway)].map(({ part }) => part);
  const found = [
    ...declared,
    ...references(pathway, context),
    ...thresholds(nodes),
    ...vacuous(pathway, context),
    ...orderCycles(pathway),
    ...pathwayCycles(pathway, context),
    ...selfFeeding(pathway, context),
    ...electives(pathway, context),
    ...teachOut(pathway, context),
    ...redundant(pathway),
  ];
  if (!found.some(({ code }) => unclear.has(code))) found.push(...satisfaction(pathway, context));
  return found.sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
}

function satisfaction(pathway: Pathway, context: LintContext): LintFinding[] {
  const asked = relaxed(pathway, (selector) => isBounded(selector, context));
  const solver = boundedSolver(context.solver);
  const imagined = Imagined.of(asked, context.catalogue, context.world, solver);
  return [...(imagined ? unsatisfiable(asked, imagined) : []), ...unreachableOrder(asked, { ...context, solver })];
}

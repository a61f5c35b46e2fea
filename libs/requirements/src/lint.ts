import { countedChildren, holdsWithNothing, needOf } from './plan.js';
import type { PathwayDefinition, PathwayNode } from './definition.js';
import { waysTo, type PublishedPathway } from './lint-cycle.js';

export type LintCode =
  | 'CYCLE'
  | 'DUPLICATE_ID'
  | 'EMPTY_ALL'
  | 'EMPTY_ANY'
  | 'N_TOO_LARGE'
  | 'N_ZERO'
  | 'RETIRED_ACHIEVEMENT'
  | 'SELF_FEEDING'
  | 'SHARING_UNDECLARED'
  | 'UNKNOWN_REFERENCE'
  | 'UNSATISFIABLE'
  | 'VACUOUS';

export interface LintFinding {
  readonly code: LintCode;
  /** An error refuses publication. */
  readonly level: 'error' | 'warning';
  /** Ids of the nodes concerned; empty for the pathway itself. */
  readonly nodes: readonly string[];
  readonly message: string;
}

export interface LintContext {
  /** Default: every achievement is published. */
  readonly knownAchievements?: (achievement: string) => 'published' | 'retired' | 'draft' | 'unknown';
  /** The other published pathways; an entry with the id of this pathway (an earlier version) is passed over. */
  readonly pathwayCompletions?: Iterable<PublishedPathway>;
}

/** Everything wrong or doubtful with a definition before it is published (pathways.md section 10), errors first. */
export function lintDefinition(definition: PathwayDefinition, context: LintContext = {}): LintFinding[] {
  const nodes = definition.requirements.flatMap(flatten);
  const findings = [
    ...sharing(definition),
    ...duplicates(nodes),
    ...references(definition, nodes, context),
    ...selfFeeding(definition, nodes),
    ...cycle(definition, nodes, context),
    ...nodes.flatMap(thresholds),
    ...vacuous(definition),
  ];
  const unclear = findings.some(
    ({ code }) => code === 'CYCLE' || code === 'DUPLICATE_ID' || code === 'UNKNOWN_REFERENCE',
  );
  if (!unclear) findings.push(...unsatisfiable(definition));
  return findings.sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
}

function flatten(node: PathwayNode): PathwayNode[] {
  return node.kind === 'award' ? [node] : [node, ...node.of.flatMap(flatten)];
}

/** A definition that was not parsed may come without it: sharing is declared, never guessed. */
function sharing(definition: PathwayDefinition): LintFinding[] {
  const policy: { sharing?: unknown } | undefined = definition.policy;
  return policy?.sharing === undefined
    ? [error('SHARING_UNDECLARED', [], 'policy.sharing is not declared')]
    : [];
}

function duplicates(nodes: readonly PathwayNode[]): LintFinding[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { id } of nodes) (seen.has(id) ? twice : seen).add(id);
  return [...twice].map((id) => error('DUPLICATE_ID', [id], `several nodes have the id ${id}`));
}

function references(
  definition: PathwayDefinition,
  nodes: readonly PathwayNode[],
  context: LintContext,
): LintFinding[] {
  const users = new Map<string, string[]>();
  for (const node of nodes)
    if (node.kind === 'award') users.set(node.achievement, [...(users.get(node.achievement) ?? []), node.id]);
  const completes = definition.completion?.achievement;
  if (completes !== undefined && !users.has(completes)) users.set(completes, []);
  const findings = [...users].flatMap(([achievement, ids]) => {
    const state = context.knownAchievements?.(achievement) ?? 'published';
    if (state === 'retired')
      return [warning('RETIRED_ACHIEVEMENT', ids, `${achievement} can no longer be earned`)];
    if (state === 'draft') return [error('UNKNOWN_REFERENCE', ids, `${achievement} is not published yet`)];
    return state === 'unknown'
      ? [error('UNKNOWN_REFERENCE', ids, `there is no achievement ${achievement}`)]
      : [];
  });
  const known = new Set(nodes.map(({ id }) => id));
  const edges = (definition.order ?? [])
    .flatMap(({ before, after }) => [before, after])
    .filter((id) => !known.has(id));
  return [
    ...findings,
    ...edges.map((id) => error('UNKNOWN_REFERENCE', [id], `an order edge names ${id}, which is no node`)),
  ];
}

function selfFeeding(definition: PathwayDefinition, nodes: readonly PathwayNode[]): LintFinding[] {
  const own = definition.completion?.achievement;
  const feeding = nodes
    .filter((node) => node.kind === 'award' && node.achievement === own)
    .map(({ id }) => id);
  return feeding.length > 0
    ? [error('SELF_FEEDING', feeding, `the pathway counts ${own}, which its own completion awards`)]
    : [];
}

function cycle(
  definition: PathwayDefinition,
  nodes: readonly PathwayNode[],
  context: LintContext,
): LintFinding[] {
  const completes = definition.completion?.achievement;
  if (completes === undefined) return [];
  const others = [...(context.pathwayCompletions ?? [])].filter(({ pathway }) => pathway !== definition.id);
  const wayFrom = waysTo(completes, others);
  return nodes.flatMap((node) => {
    const through =
      node.kind === 'award' && node.achievement !== completes ? wayFrom(node.achievement) : null;
    return through
      ? [error('CYCLE', [node.id], `${completes} would be needed for itself, through ${through.join(', ')}`)]
      : [];
  });
}

function thresholds(node: PathwayNode): LintFinding[] {
  if (node.kind === 'award') return [];
  const children = countedChildren(node).length;
  if (node.kind === 'any')
    return children === 0 ? [error('EMPTY_ANY', [node.id], 'any of nothing is never satisfied')] : [];
  if (node.kind === 'all')
    return children === 0 ? [warning('EMPTY_ALL', [node.id], 'all of nothing is always satisfied')] : [];
  if (node.n <= 0) return [warning('N_ZERO', [node.id], `${node.n} of ${children} is always satisfied`)];
  return node.n > children ? [error('N_TOO_LARGE', [node.id], `asks for ${node.n} of ${children}`)] : [];
}

function vacuous(definition: PathwayDefinition): LintFinding[] {
  const counted = definition.requirements.filter((node) => node.optional !== true);
  if (!counted.every(holdsWithNothing)) return [];
  const level = definition.completion ? 'error' : 'warning';
  return [{ code: 'VACUOUS', level, nodes: [], message: 'the pathway is satisfied with nothing' }];
}

/** With one award of every achievement, all of which may be shared: what is still unsatisfied never can be. */
function unsatisfiable(definition: PathwayDefinition): LintFinding[] {
  const counted = definition.requirements.filter((node) => node.optional !== true);
  const causes = counted.filter((node) => !satisfiable(node)).flatMap(causesOf);
  return causes.length > 0 ? [error('UNSATISFIABLE', causes, 'no set of awards satisfies the pathway')] : [];
}

function satisfiable(node: PathwayNode): boolean {
  return node.kind === 'award' || countedChildren(node).filter(satisfiable).length >= needOf(node);
}

/** The deepest nodes that make `node` impossible. */
function causesOf(node: PathwayNode): string[] {
  if (node.kind === 'award') return [];
  const beneath = countedChildren(node)
    .filter((child) => !satisfiable(child))
    .flatMap(causesOf);
  return beneath.length > 0 ? beneath : [node.id];
}

const error = (code: LintCode, nodes: readonly string[], message: string): LintFinding => ({
  code,
  level: 'error',
  nodes,
  message,
});
const warning = (code: LintCode, nodes: readonly string[], message: string): LintFinding => ({
  code,
  level: 'warning',
  nodes,
  message,
});

import type { Edge, Node, Policy } from '../../language/pathway.js';
import { countedIn, descend, isCounting, isSumOf } from '../../language/tree.js';
import { isPlain } from '../plain.js';
import { hundredths } from '../amount.js';

/** Requirements in flat form: a parent always stands before its children. */
export interface LinearPlan {
  readonly nodes: readonly LinearNode[];
  /** How many requirements there are. */
  readonly total: number;
  /** Positions of the leaves. */
  readonly leaves: readonly number[];
}

export interface LinearNode {
  readonly node: Node;
  /** Position of the parent; -1 for a requirement. */
  readonly parent: number;
  /** How many children must hold; of a leaf its threshold, hundredths for a sum. */
  readonly need: number;
}

interface Asked {
  readonly roots: readonly Node[];
  readonly edges: readonly Edge[];
  readonly policy: Policy;
  readonly isMaintained: boolean;
  readonly hasEquivalences: boolean;
}

/**
 * Whether requirements are counted bottom up with certainty, whatever is held (section 11: shared, any nesting, nothing that
 * interacts): no two counting nodes conflict, no edge binds, nothing is maintained, no other pathway limits what is counted,
 * metadata are those of the award, no node has constraints, and where equivalences give a choice of identity every node
 * counts one award only. Null otherwise: then the general way is taken.
 */
export function linearPlanOf({ roots, edges, policy, isMaintained, hasEquivalences }: Asked): LinearPlan | null {
  if (edges.length > 0 || isMaintained || policy.metadata === 'latest' || policy.crossPathway?.length || policy.exclusivityGroups?.length) return null;
  const all = roots.flatMap((root) => [...descend(root, true)]);
  const counting = all.filter(isCounting);
  if (policy.sharing === 'exclusive' && counting.length > 1) return null;
  if (policy.sharing === 'exclusiveSums' && counting.filter(({ kind }) => kind === 'sum').length > 1) return null;
  if (hasEquivalences && counting.some(({ kind }) => kind !== 'award')) return null;
  if (all.some((node) => node.kind === 'maintain' || isSumOf(node) || (isCounting(node) && !isPlain(node)))) return null;
  const nodes: LinearNode[] = [];
  for (const root of roots) enter(root, -1, nodes);
  return { nodes, total: roots.length, leaves: nodes.flatMap(({ node }, at) => ('of' in node ? [] : [at])) };
}

function enter(node: Node, parent: number, nodes: LinearNode[]): void {
  const at = nodes.push({ node, parent, need: needOf(node) }) - 1;
  if ('of' in node) for (const child of countedIn(node.of)) enter(child, at, nodes);
}

function needOf(node: Node): number {
  if (node.kind === 'all') return countedIn(node.of).length;
  if (node.kind === 'nOf') return node.n;
  if (node.kind === 'sum') return hundredths(node.atLeast);
  return node.kind === 'count' ? node.atLeast : 1;
}

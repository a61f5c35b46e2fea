import type { CountingNode, Edge, Node, Pathway, SumOf } from './pathway.js';

export const isEdge = (part: Node | Edge): part is Edge => 'before' in part && 'after' in part;

/** The nodes among the parts of a list; edges are constraints, not children. */
export const nodesIn = (parts: readonly (Node | Edge)[]): Node[] => parts.filter((part): part is Node => !isEdge(part));

/** The children that count: `optional` ones are shown and evaluated alone. */
export const countedIn = (parts: readonly (Node | Edge)[]): Node[] => nodesIn(parts).filter(({ optional }) => optional !== true);

export function childrenOf(node: Node): Node[] {
  return 'of' in node ? nodesIn(node.of) : [];
}

export const isSumOf = (node: Node): node is SumOf => node.kind === 'sum' && 'of' in node;

/** Counts awards itself: `award`, `count`, and `sum` with `from`. */
export const isCounting = (node: Node): node is CountingNode => node.kind === 'award' || node.kind === 'count' || (node.kind === 'sum' && !('of' in node));

/** A node and all beneath it, a parent before its children; what a `maintain` node asks of a cycle is not beneath it. */
export function* descend(node: Node, counted = false): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) if (!counted || child.optional !== true) yield* descend(child, counted);
}

/** Every node of a definition, without exits and maintenance. */
export function* allNodes(pathway: Pick<Pathway, 'requirements'>): Generator<Node> {
  for (const node of nodesIn(pathway.requirements)) yield* descend(node);
}

/**
 * What a definition asks, tree by tree: its requirements; then the exits and what cycles ask, wherever it stands, which are
 * judged apart under the same policy.
 */
export function treesOf({ requirements, offRamps, maintenance }: Pick<Pathway, 'requirements' | 'offRamps' | 'maintenance'>): Node[] {
  const trees = nodesIn(requirements);
  for (const { node } of offRamps ?? []) if (!('ref' in node)) trees.push(node);
  if (maintenance) trees.push(maintenance.node);
  // The list grows while it is walked: a cycle may ask for what has cycles of its own.
  for (let at = 0; at < trees.length; at += 1) for (const node of descend(trees[at]!)) if (node.kind === 'maintain') trees.push(node.node);
  return trees;
}

/** Every node that counts or decides anything, those of exits and of cycles included. */
export function* everyNode(pathway: Pick<Pathway, 'requirements' | 'offRamps' | 'maintenance'>): Generator<Node> {
  for (const tree of treesOf(pathway)) yield* descend(tree);
}

/** The edges that bind: of `order` and of every list of nodes; `advice` and those that touch an optional node are left out. */
export function edgesOf(pathway: Pathway): Edge[] {
  const written = [...(pathway.order ?? []), ...edgesIn(pathway.requirements)].filter(({ mode }) => mode !== 'advice');
  if (written.length === 0) return written;
  const binding = new Set<string>();
  for (const node of countedIn(pathway.requirements)) for (const one of descend(node, true)) binding.add(one.id);
  return written.filter(({ before, after }) => binding.has(before) && binding.has(after));
}

function edgesIn(parts: readonly (Node | Edge)[]): Edge[] {
  return parts.flatMap((part) => (isEdge(part) ? [part] : 'of' in part ? edgesIn(part.of) : []));
}

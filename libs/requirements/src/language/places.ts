import type { Edge, Node, Pathway } from './pathway.js';
import { isEdge } from './tree.js';

/** A node with where it stands in the document. */
export interface Placed<T = Node> {
  readonly part: T;
  readonly path: readonly string[];
  /** Whether it is asked of a cycle. */
  readonly inCycle: boolean;
}

/** Every node wherever it stands: requirements, what cycles ask, exits; a parent before its children. */
export function* placedNodes(pathway: Pick<Pathway, 'requirements' | 'maintenance' | 'offRamps'>): Generator<Placed> {
  for (const placed of placedParts(pathway)) if (!isEdge(placed.part)) yield placed as Placed;
}

/** Every edge: of `order` and of every list of nodes. */
export function* placedEdges(pathway: Pick<Pathway, 'order' | 'requirements' | 'maintenance' | 'offRamps'>): Generator<Placed<Edge>> {
  for (const [at, part] of (pathway.order ?? []).entries()) yield { part, path: ['order', String(at)], inCycle: false };
  for (const placed of placedParts(pathway)) if (isEdge(placed.part)) yield placed as Placed<Edge>;
}

function* placedParts({ requirements, maintenance, offRamps = [] }: Pick<Pathway, 'requirements' | 'maintenance' | 'offRamps'>): Generator<Placed<Node | Edge>> {
  for (const [at, part] of requirements.entries()) yield* beneath(part, ['requirements', String(at)], false);
  if (maintenance) yield* beneath(maintenance.node, ['maintenance', 'node'], true);
  for (const [at, { node }] of offRamps.entries()) if (!('ref' in node)) yield* beneath(node, ['offRamps', String(at), 'node'], false);
}

function* beneath(part: Node | Edge, path: readonly string[], inCycle: boolean): Generator<Placed<Node | Edge>> {
  yield { part, path, inCycle };
  if (isEdge(part)) return;
  if ('of' in part) for (const [at, child] of part.of.entries()) yield* beneath(child, [...path, 'of', String(at)], inCycle);
  if (part.kind === 'maintain') yield* beneath(part.node, [...path, 'node'], true);
}

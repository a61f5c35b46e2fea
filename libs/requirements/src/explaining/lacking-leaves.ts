import type { Day } from '../history/day.js';
import type { Node } from '../language/pathway.js';
import { countedIn } from '../language/tree.js';
import type { NodeExplanation } from './explain.js';

/** A leaf whose satisfaction would help. */
export interface Lacking {
  readonly node: Node;
  /** The top-level requirement at or above it. */
  readonly root: string;
  readonly explained: NodeExplanation;
  /** How many leaves its requirement lacks in all. */
  readonly siblings: number;
}

/** The leaves beneath requirements that are not satisfied, without those beneath a choice that is made; in declared order. */
export function lackingLeaves(day: Day, explained: readonly NodeExplanation[]): Lacking[] {
  const nodes = new Map(explained.map((node) => [node.id, node]));
  return day.rules.roots.flatMap((root) => {
    const leaves = lackingAt(root, nodes);
    return leaves.map(({ node, explained: why }) => ({ node, root: root.id, explained: why, siblings: leaves.length }));
  });
}

function lackingAt(node: Node, nodes: ReadonlyMap<string, NodeExplanation>): { readonly node: Node; readonly explained: NodeExplanation }[] {
  const explained = nodes.get(node.id);
  if (!explained) return [];
  if ('of' in node) return explained.blocking !== null || explained.state === 'UNDECIDED' ? countedIn(node.of).flatMap((child) => lackingAt(child, nodes)) : [];
  return explained.blocking === null ? [] : [{ node, explained }];
}

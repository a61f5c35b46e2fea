import type { Node } from '@cairn/requirements';
import type { Edge } from '../report/edge.js';

const isNode = (part: Node | Edge): part is Node => !('before' in part);
const childrenOf = (node: Node): readonly Node[] => ('of' in node ? node.of.filter(isNode) : []);

/** A node and what is above it, the requirement first; null when it is in none of them. */
export function pathTo(requirements: readonly Node[], id: string): readonly Node[] | null {
  for (const node of requirements) {
    if (node.id === id) return [node];
    const below = pathTo(childrenOf(node), id);
    if (below) return [node, ...below];
  }
  return null;
}

/** Whether one is chosen whenever the other is: what is above it, and not above the other, lets nothing be left out. */
export function isChosenWith(requirements: readonly Node[], id: string, other: string): boolean {
  const path = pathTo(requirements, id);
  const beside = pathTo(requirements, other);
  if (!path || !beside) return false;
  const forks = path.findIndex((node, at) => beside[at]?.id !== node.id);
  const from = forks <= 0 ? 0 : forks - 1;
  return path.slice(from, -1).every((node, at) => node.kind === 'all' || (at === 0 && forks > 0 && forks >= path.length));
}

/** One is above the other, or they are the same. */
export const isAbove = (requirements: readonly Node[], one: string, other: string): boolean => pathTo(requirements, other)?.some(({ id }) => id === one) ?? false;

/** The same trees with one node replaced. */
export function replaced(nodes: readonly Node[], id: string, by: (node: Node) => Node): Node[] {
  return nodes.map((node) => {
    if (node.id === id) return by(node);
    return 'of' in node ? ({ ...node, of: replaced(node.of.filter(isNode), id, by) } as Node) : node;
  });
}

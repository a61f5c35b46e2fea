import type { Node } from '../language/pathway.js';

/** A node that counts what it can: bound by caps, group caps, `repeat` and sharing, not by threshold, floors and group spread (section 9, `units`). */
export function openNode<T extends Node>(node: T): T {
  if (node.kind !== 'count' && node.kind !== 'sum') return node;
  const { floors: _floors, distinctGroupsAtLeast: _spread, ...rest } = node;
  return { ...rest, atLeast: 0 } as T;
}

import type { Maintain, Node } from './pathway.js';
import { countedIn } from './tree.js';

/**
 * Whether a node is chosen without an award, entry, attestation, exception or other pathway, edges left aside (S11).
 *
 * @param isKept whether a rule of maintenance is kept with nothing: that goes by the day
 */
export function holdsWithNothing(node: Node, isKept: (rule: Maintain) => boolean): boolean {
  switch (node.kind) {
    case 'all':
      return countedIn(node.of).every((child) => holdsWithNothing(child, isKept));
    case 'any':
      return countedIn(node.of).some((child) => holdsWithNothing(child, isKept));
    case 'nOf':
      return countedIn(node.of).filter((child) => holdsWithNothing(child, isKept)).length >= node.n;
    case 'count':
    case 'sum':
      return node.atLeast <= 0;
    case 'maintain':
      return isKept(node);
    default:
      return false;
  }
}

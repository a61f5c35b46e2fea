import type { Node } from '../language/pathway.js';
import { countedIn } from '../language/tree.js';
import type { Situation } from './situation.js';

/** What a node needs, as exceptions reduce it: hundredths for a sum, children for a group, else 1. */
export function thresholdOf(node: Node, situation: Situation): number {
  switch (node.kind) {
    case 'count':
    case 'sum':
      return situation.needOf(node, node.atLeast);
    case 'all':
      return countedIn(node.of).length;
    case 'nOf':
      return situation.needOf(node, node.n);
    default:
      return 1;
  }
}

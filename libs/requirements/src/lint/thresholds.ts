import type { Node } from '../language/pathway.js';
import { countedIn } from '../language/tree.js';
import { error, type LintFinding, warning } from './finding.js';

/** EMPTY_ANY, N_TOO_LARGE, EMPTY_ALL, N_ZERO: counts that nothing can reach, or everything does. */
export function thresholds(nodes: readonly Node[]): LintFinding[] {
  return nodes.flatMap((node) => {
    switch (node.kind) {
      case 'any':
        return countedIn(node.of).length === 0 ? [error('EMPTY_ANY', [node.id], 'Any of nothing is never satisfied.')] : [];
      case 'all':
        return countedIn(node.of).length === 0 ? [warning('EMPTY_ALL', [node.id], 'All of nothing is always satisfied.')] : [];
      case 'nOf': {
        const children = countedIn(node.of).length;
        if (node.n <= 0) return [warning('N_ZERO', [node.id], `${node.n} of ${children} is always satisfied.`)];
        return node.n > children ? [error('N_TOO_LARGE', [node.id], `It asks for ${node.n} of ${children}.`)] : [];
      }
      default:
        return [];
    }
  });
}

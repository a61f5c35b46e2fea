import type { Edge, Node } from '../language/pathway.js';
import { descend, isCounting } from '../language/tree.js';
import type { Sharing } from './sharing.js';
import type { CrossLimit } from './sharing-rows.js';
import type { Situation } from './situation.js';
import { Wanted } from './wanted.js';

/** Requirements that have to be judged together. */
export interface Component {
  readonly roots: readonly Node[];
  /** Whether counting bottom up could be wrong about it. */
  readonly entangled: boolean;
}

/** Splits requirements into those joined by a unit that two conflicting nodes want, by an edge, or by a limit (section 11, step 2). */
export function componentsOf(roots: readonly Node[], situation: Situation, sharing: Sharing, edges: readonly Edge[], limits: readonly CrossLimit[]): Component[] {
  // Nothing can join them.
  if (sharing.isFree && edges.length === 0 && limits.length === 0) return roots.map((root) => ({ roots: [root], entangled: false }));
  const groups = roots.map((_, at) => at);
  const find = (at: number): number => (groups[at] === at ? at : (groups[at] = find(groups[at]!)));
  const entangled = new Set<number>();
  const tangle = (a: number, b: number): void => {
    entangled.add(a).add(b);
    groups[find(a)] = find(b);
  };
  const rootOf = new Map<string, number>();
  const wanted = new Wanted(sharing, tangle);
  roots.forEach((root, at) => {
    for (const node of descend(root, true)) {
      rootOf.set(node.id, at);
      if (!isCounting(node)) continue;
      if (!sharing.isFree) wanted.add(node.id, at, situation.pairsAt(node));
      if (limits.some(({ awards }) => situation.pairsAt(node).some(({ view }) => awards.has(view.award.id)))) entangled.add(at);
    }
  });
  for (const { before, after } of edges) {
    const [a, b] = [rootOf.get(before), rootOf.get(after)];
    if (a !== undefined && b !== undefined) tangle(a, b);
  }
  // A limit on what is shared, here or with another pathway, is one for all.
  if (sharing.isLimited || limits.length > 0) {
    const [first, ...rest] = [...entangled];
    for (const at of rest) groups[find(at)] = find(first!);
  }
  const components = new Map<number, { roots: Node[]; entangled: boolean }>();
  roots.forEach((root, at) => {
    const component = components.get(find(at));
    if (component) component.roots.push(root);
    else components.set(find(at), { roots: [root], entangled: false });
    if (entangled.has(at)) components.get(find(at))!.entangled = true;
  });
  return [...components.values()];
}

import { allCounted, choices, inOrder, type Instance } from '../../assignment/testing/exhaustive.js';
import { descend } from '../../language/tree.js';

/** An assignment: its chosen requirements and what each counts; `parts` are its chosen nodes and its pairs. */
export interface Found {
  readonly chosen: readonly string[];
  readonly counted: Readonly<Record<string, readonly string[]>>;
  readonly parts: ReadonlySet<string>;
}

/** The assignments that attain `satisfied` to which nothing can be added, found by trying all. */
export function maximalAssignments(instance: Instance, satisfied: number): Found[] {
  const { roots, situation, edges } = instance;
  const found = new Map<string, Found>();
  for (const counted of allCounted(instance)) {
    for (const chosen of choices(roots, counted, situation)) {
      const which = roots.filter(({ id }) => chosen.has(id));
      if (which.length !== satisfied || !inOrder(edges, chosen, counted, roots)) continue;
      const beneath = (root: (typeof roots)[number]) => new Set([...descend(root, true)].map(({ id }) => id));
      const byRoot = Object.fromEntries(which.map((root) => [root.id, [...new Set(counted.filter(({ pair }) => beneath(root).has(pair.node.id)).map(({ pair }) => pair.view.award.id))].sort()]));
      const parts = new Set([...chosen, ...counted.map(({ pair }) => `${pair.node.id} ${pair.view.award.id}`)]);
      found.set([...parts].sort().join(), { chosen: which.map(({ id }) => id), counted: byRoot, parts });
    }
  }
  const all = [...found.values()];
  return all.filter(({ parts }) => !all.some((other) => other.parts.size > parts.size && [...parts].every((part) => other.parts.has(part))));
}

/**
 * The rule of the open Badgr server, written down again from `apps/pathway/completionspec.py` of concentricsky/badgr-server
 * step by step, reports and all, and from nothing of ours: the model that outcomes are compared with.
 */
export interface CompletionSpec {
  readonly '@type': 'ElementJunction' | 'BadgeJunction';
  readonly junctionConfig: { readonly '@type': 'Conjunction' | 'Disjunction'; readonly requiredNumber: number | null };
  readonly elements?: readonly string[];
  readonly badges?: readonly string[];
}

export interface TreeNode {
  readonly id: string;
  readonly spec: CompletionSpec | null;
  readonly children: ReadonlyMap<string, TreeNode>;
}

export interface Completion {
  readonly element: string;
  completed: boolean;
}

/** `check_completions(tree, instances)`: instances are assertions that are not revoked, told by their badge. */
export function checkCompletions(tree: TreeNode, instances: readonly string[]): Completion[] {
  const completions: Completion[] = [];
  const recurse = (node: TreeNode): void => {
    const completion: Completion = { element: node.id, completed: false };
    const { spec } = node;
    if (spec?.['@type'] === 'ElementJunction') {
      const named = new Set(spec.elements);
      for (const id of named) {
        const child = node.children.get(id);
        if (child) recurse(child);
      }
      for (const [id, child] of node.children) if (!named.has(id)) recurse(child);
      let count = 0;
      for (const id of named) for (const report of completions) if (report.element === id && report.completed) count += 1;
      if (count >= requiredNumber(spec)) completion.completed = true;
    }
    if (spec?.['@type'] === 'BadgeJunction') {
      const named = new Set(spec.badges);
      const completedBadges = instances.filter((badge) => named.has(badge));
      if (spec.junctionConfig['@type'] === 'Disjunction') {
        if (completedBadges.length >= requiredNumber(spec)) completion.completed = true;
      } else if ([...named].every((badge) => completedBadges.includes(badge))) completion.completed = true;
    }
    completions.push(completion);
  };
  recurse(tree);
  return completions;
}

/** `parse_obj`: a conjunction requires as many as are named. */
function requiredNumber({ junctionConfig, elements, badges }: CompletionSpec): number {
  if (junctionConfig['@type'] === 'Disjunction') return junctionConfig.requiredNumber ?? Number.NaN;
  return (elements ?? badges ?? []).length;
}

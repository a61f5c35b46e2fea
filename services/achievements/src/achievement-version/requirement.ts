import type { RequirementText } from '@cairn/events';
import type { RequirementKind } from '../schema.types.js';

/** A leaf says what has to be done; ALL, ANY and AT_LEAST combine the requirements in `of`. */
export type Requirement = RequirementText;

const operators: readonly RequirementKind[] = ['ALL', 'ANY', 'AT_LEAST'];

export const isOperator = ({ kind }: { readonly kind: RequirementKind }): boolean => operators.includes(kind);

/** The leaves of a tree, in order; none of none. */
export const leavesOf = (tree: Requirement | null): readonly Requirement[] => {
  if (tree === null) return [];
  return isOperator(tree) ? tree.of.flatMap(leavesOf) : [tree];
};

/** A leaf and where it stands. */
export interface PlacedLeaf {
  readonly leaf: Requirement;
  readonly path: readonly string[];
}

/** The leaves of a tree with their paths, in order. */
export const placedLeaves = (tree: Requirement | null, path: readonly string[] = ['version', 'requirement']): readonly PlacedLeaf[] => {
  if (tree === null) return [];
  if (!isOperator(tree)) return [{ leaf: tree, path }];
  return tree.of.flatMap((part, index) => placedLeaves(part, [...path, 'of', String(index)]));
};

/** F1: whether every way through the tree passes an assessment. */
export function isAlwaysAssessed(tree: Requirement | null): boolean {
  if (tree === null) return false;
  const failing = tree.of.filter((part) => !isAlwaysAssessed(part)).length;
  switch (tree.kind) {
    case 'ALL':
      return failing < tree.of.length;
    case 'ANY':
      return failing === 0;
    case 'AT_LEAST':
      return failing < (tree.atLeast ?? 0);
    default:
      return tree.assessed;
  }
}

/** Whether a leaf is the statement of somebody in this role, for example a supervisor. */
export const isAttestedBy = (role: string, { kind, attestorRole }: Requirement): boolean =>
  kind === 'ATTESTATION' && attestorRole?.toLowerCase() === role;

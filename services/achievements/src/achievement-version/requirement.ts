import { type Refusal, refusal } from '@cairn/access';
import type { RequirementInput, RequirementKind } from '../schema.types.js';
import type { Requirement } from './achievement-version.js';
import { textFault } from './text-fault.js';

const operators: readonly RequirementKind[] = ['ALL', 'ANY', 'AT_LEAST'];
export const requirementDepthMax = 8;
export const requirementPartsMax = 50;

const isOperator = ({ kind }: { readonly kind: RequirementKind }): boolean => operators.includes(kind);

/** The leaves of a tree, in order; none of none. */
export const leavesOf = (tree: Requirement | null): readonly Requirement[] => {
  if (tree === null) return [];
  return isOperator(tree) ? tree.of.flatMap(leavesOf) : [tree];
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

/** Every fault in the form of a tree, each with its path. Depth and breadth are bounded here, so that later walks are. */
export function requirementFaults(tree: RequirementInput, path: readonly string[], depth = 1): Refusal[] {
  const invalid = (message: string, ...at: string[]) => refusal('INVALID_VALUE', message, ...path, ...at);
  if (depth > requirementDepthMax) return [invalid(`Requirements are at most ${requirementDepthMax} levels deep.`)];
  const parts = tree.of ?? [];
  if (!isOperator(tree)) {
    return [
      ...(tree.title === null || tree.title === undefined
        ? [refusal('FIELD_MISSING', 'State what has to be done.', ...path, 'title')]
        : textFault(tree.title, 300, [...path, 'title'])),
      ...(parts.length > 0 ? [invalid('Only ALL, ANY and AT_LEAST have parts.', 'of')] : []),
      ...(isGiven(tree.atLeast) ? [invalid('Only AT_LEAST says how many.', 'atLeast')] : []),
    ];
  }
  if (parts.length < 1 || parts.length > requirementPartsMax) {
    return [invalid(`An operator has 1 to ${requirementPartsMax} parts.`, 'of')];
  }
  return [
    ...(isGiven(tree.title) ? [invalid('An operator has no title; its parts have.', 'title')] : []),
    ...(tree.assessed ? [invalid('An operator is not assessed; its parts are.', 'assessed')] : []),
    ...atLeastFaults(tree, parts.length, invalid),
    ...parts.flatMap((part, index) => requirementFaults(part, [...path, 'of', String(index)], depth + 1)),
  ];
}

function atLeastFaults(
  { kind, atLeast }: RequirementInput,
  parts: number,
  invalid: (message: string, ...at: string[]) => Refusal,
): Refusal[] {
  if (kind !== 'AT_LEAST') return isGiven(atLeast) ? [invalid('Only AT_LEAST says how many.', 'atLeast')] : [];
  if (isGiven(atLeast) && atLeast >= 1 && atLeast <= parts) return [];
  return [invalid(`AT_LEAST asks for 1 to ${parts} of its ${parts} parts.`, 'atLeast')];
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** The tree with every member stated, so that equal requirements have equal hashes. */
export const toRequirement = (tree: RequirementInput): Requirement => ({
  kind: tree.kind,
  title: tree.title?.trim() ?? null,
  assessed: tree.assessed ?? false,
  atLeast: tree.atLeast ?? null,
  of: (tree.of ?? []).map(toRequirement),
});

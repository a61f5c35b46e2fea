import type { RequirementText } from '@cairn/events';

type Evidence = NonNullable<RequirementText['evidence']>;

/** A requirement that asks for evidence: a part of a submission. */
export interface AskedPart extends Evidence {
  readonly key: string;
  readonly title: string | null;
  readonly description: string | null;
  /** Whether it has to be filed on every way through the tree. */
  readonly mandatory: boolean;
}

/** The parts that a version asks for, in the order of its tree. */
export function partsOf(tree: RequirementText | null): AskedPart[] {
  return tree === null ? [] : leaves(tree, true);
}

/**
 * Parts that are missing when these were filed: every one under ALL, and of alternatives (ANY, AT_LEAST) all that were not
 * filed, when too few were. What asks for no evidence is not for a filing to show;
 * an attestation counts as filed once it was given.
 */
export function missingParts(tree: RequirementText | null, filed: ReadonlySet<string>): string[] {
  return tree === null ? [] : missing(tree, filed);
}

function leaves(node: RequirementText, mandatory: boolean): AskedPart[] {
  const { key, title, description, evidence } = node;
  if (key !== null && evidence) return [{ key, title, description, mandatory, ...evidence }];
  const needed = neededOf(node);
  return node.of.flatMap((child) => leaves(child, mandatory && needed === node.of.length));
}

function missing(node: RequirementText, filed: ReadonlySet<string>): string[] {
  if (node.of.length === 0) return (node.evidence || node.kind === 'ATTESTATION') && node.key !== null && !filed.has(node.key) ? [node.key] : [];
  const lacking = node.of.map((child) => missing(child, filed)).filter((keys) => keys.length > 0);
  return node.of.length - lacking.length >= neededOf(node) ? [] : lacking.flat();
}

/** How many of its requirements an operator needs. */
function neededOf({ kind, atLeast, of }: RequirementText): number {
  if (kind === 'ANY') return Math.min(1, of.length);
  return kind === 'AT_LEAST' ? Math.min(atLeast ?? of.length, of.length) : of.length;
}

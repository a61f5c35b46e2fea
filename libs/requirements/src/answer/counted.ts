import type { Node } from '../language/pathway.js';
import { descend } from '../language/tree.js';
import type { Witness } from './draft.js';

/** Requirement -> the awards that the witness counts at or beneath it. */
export function countedByRequirement(roots: readonly Node[], witness: Witness): ReadonlyMap<string, readonly string[]> {
  return new Map(roots.map((root) => [root.id, countedBeneath(root, witness)]));
}

/** The awards that the witness counts at or beneath a node, each once. */
export function countedBeneath(node: Node, { pairs }: Witness): readonly string[] {
  return [...new Set([...descend(node, true)].flatMap(({ id }) => (pairs.get(id) ?? []).map(({ view }) => view.award.id)))];
}

import type { Pathway } from '../language/pathway.js';
import { placedNodes } from '../language/places.js';
import { error, type LintFinding } from './finding.js';

/** SHARING_UNDECLARED and DUPLICATE_ID, for definitions that were not read by `parsePathway`; CIRCULAR_ANCHOR. */
export function declarations(pathway: Pathway): LintFinding[] {
  const policy: { readonly sharing?: unknown } | undefined = pathway.policy;
  const nodes = [...placedNodes(pathway)].map(({ part }) => part);
  const [seen, twice] = [new Set<string>(), new Set<string>()];
  for (const { id } of nodes) (seen.has(id) ? twice : seen).add(id);
  return [
    ...(policy?.sharing === undefined ? [error('SHARING_UNDECLARED', [], 'It is not declared whether one award may count at several nodes: policy.sharing.')] : []),
    ...[...twice].map((id) => error('DUPLICATE_ID', [id], `Several nodes have the id ${id}.`)),
    ...nodes.flatMap((node) =>
      node.kind === 'maintain' && node.anchor.on === 'completion' ? [error('CIRCULAR_ANCHOR', [node.id], 'Its cycles begin with the completion that it is needed for: anchor it elsewhere, or make it the maintenance of the pathway.')] : [],
    ),
  ];
}

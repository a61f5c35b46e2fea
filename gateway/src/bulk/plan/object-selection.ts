import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { type FoundConnection, responseName } from './connections-in.js';
import { PlanFault } from './plan-fault.js';
import type { PlainSelection } from './without-fragments.js';

/** What is told of a page beside its objects; figures of the list and cursors are not written. */
const ofThePage = new Set(['pageInfo', 'totalCount', '__typename']);

/** What a connection asks of its objects, in `nodes` or in `edges { node }`. Throws PlanFault for anything else that would be lost. */
export function objectSelection({ field, path }: FoundConnection): SelectionSetNode {
  const selections = (field.selectionSet?.selections as readonly PlainSelection[]).flatMap((part) => ofObjects(part, path));
  if (selections.length === 0) throw new PlanFault('BULK_QUERY_INVALID', `\`${path.join('.')}\` selects nothing of its objects: write \`nodes { … }\`.`);
  return { kind: Kind.SELECTION_SET, selections };
}

function ofObjects(part: PlainSelection, path: readonly string[]): readonly PlainSelection[] {
  if (part.kind === Kind.INLINE_FRAGMENT) return within(part).flatMap((one) => ofObjects(one, path));
  if (ofThePage.has(part.name.value)) return [];
  if (part.name.value === 'nodes' && !part.alias) return within(part);
  if (part.name.value !== 'edges' || part.alias) throw lost(part, path);
  return within(part).flatMap((edge) => ofEdges(edge, path));
}

function ofEdges(edge: PlainSelection, path: readonly string[]): readonly PlainSelection[] {
  if (edge.kind === Kind.INLINE_FRAGMENT) return within(edge).flatMap((one) => ofEdges(one, path));
  if (edge.name.value === 'cursor' || edge.name.value === '__typename') return [];
  if (edge.name.value !== 'node' || edge.alias) throw lost(edge, path);
  return within(edge);
}

const within = ({ selectionSet }: PlainSelection): readonly PlainSelection[] => (selectionSet?.selections ?? []) as readonly PlainSelection[];

const lost = (field: FieldNode, path: readonly string[]): PlanFault =>
  new PlanFault('BULK_QUERY_INVALID', `\`${responseName(field)}\` of \`${path.join('.')}\` is not written: of a connection ask for \`nodes\` or for \`edges { node }\`.`);

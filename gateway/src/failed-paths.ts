import { type FieldNode, Kind, parse, type SelectionSetNode } from 'graphql';

/** Where in a subgraph's answer something is missing. */
export type FailedPath = readonly (string | number)[];

/**
 * The places that stay null when a fetch has no answer: each root field, or for a fetch of entities the first field of
 * the first entity (one error for a fetch, not one for each of its entities).
 */
export function failedPaths(query: string): FailedPath[] {
  const [operation] = parse(query, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [[]];
  return fieldsOf(operation.selectionSet).map((field) =>
    field.name.value === '_entities' ? ['_entities', 0, ...firstFieldOf(field)] : [responseName(field)],
  );
}

function firstFieldOf(field: FieldNode): string[] {
  const first = field.selectionSet && fieldsOf(field.selectionSet).find((inner) => inner.name.value !== '__typename');
  return first ? [responseName(first)] : [];
}

function fieldsOf(selectionSet: SelectionSetNode): FieldNode[] {
  return selectionSet.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsOf(selection.selectionSet) : [];
  });
}

const responseName = (field: FieldNode): string => field.alias?.value ?? field.name.value;

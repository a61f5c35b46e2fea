import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const known = new WeakMap<OperationDefinitionNode, ReadonlySet<string>>();

/** Names of the fields at the root of an operation, those in fragments included; read from its document once. */
export function rootNames(operation: OperationDefinitionNode, fragments: Fragments): ReadonlySet<string> {
  let names = known.get(operation);
  if (!names) known.set(operation, (names = new Set(namesIn(operation.selectionSet, fragments, new Set()))));
  return names;
}

function namesIn({ selections }: SelectionSetNode, fragments: Fragments, seen: Set<string>): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return namesIn(selection.selectionSet, fragments, seen);
    const fragment = seen.has(selection.name.value) ? undefined : fragments.get(selection.name.value);
    seen.add(selection.name.value);
    return fragment ? namesIn(fragment.selectionSet, fragments, seen) : [];
  });
}

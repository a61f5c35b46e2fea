import { type FieldNode, Kind, type SelectionSetNode, type ValidationContext } from 'graphql';

/** How many fields that `counts` stand at the root of an operation, those in fragments included, each use again. */
export function rootFields(selectionSet: SelectionSetNode, context: ValidationContext, counts: (field: FieldNode) => boolean): number {
  const ofFragment = new Map<string, number>();
  const count = (within: SelectionSetNode): number => {
    let fields = 0;
    for (const selection of within.selections) {
      if (selection.kind === Kind.FIELD) fields += counts(selection) ? 1 : 0;
      else if (selection.kind === Kind.INLINE_FRAGMENT) fields += count(selection.selectionSet);
      else fields += countFragment(selection.name.value);
    }
    return fields;
  };
  const countFragment = (name: string): number => {
    const known = ofFragment.get(name);
    if (known !== undefined) return known;
    // A fragment within itself counts nothing; another rule refuses it.
    ofFragment.set(name, 0);
    const fragment = context.getFragment(name);
    const fields = fragment ? count(fragment.selectionSet) : 0;
    ofFragment.set(name, fields);
    return fields;
  };
  return count(selectionSet);
}

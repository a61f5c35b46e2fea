import { type FieldNode, type FragmentDefinitionNode, type InlineFragmentNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { PlanFault } from './plan-fault.js';

/** Selections after spreads have been written out. */
export type PlainSelection = FieldNode | InlineFragmentNode;

const selectionsMax = 2_000;

/** Writes fragments out where they are spread, so that each place in a query stands for itself. Throws PlanFault beyond 2,000 selections. */
export function withoutFragments(selectionSet: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): SelectionSetNode {
  let count = 0;
  const plain = (selection: SelectionNode): PlainSelection => {
    count += 1;
    if (count > selectionsMax) throw new PlanFault('BULK_QUERY_INVALID', `At most ${selectionsMax.toLocaleString('en')} selections, each use of a fragment counted.`);
    if (selection.kind === Kind.FIELD) return selection.selectionSet ? { ...selection, selectionSet: within(selection.selectionSet) } : selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) return { ...selection, selectionSet: within(selection.selectionSet) };
    const fragment = fragments.get(selection.name.value);
    if (!fragment) throw new Error(`the fragment ${selection.name.value} is not there, although the document is valid`);
    return { kind: Kind.INLINE_FRAGMENT, typeCondition: fragment.typeCondition, directives: selection.directives, selectionSet: within(fragment.selectionSet) };
  };
  const within = (set: SelectionSetNode): SelectionSetNode => ({ ...set, selections: set.selections.map(plain) });
  return within(selectionSet);
}

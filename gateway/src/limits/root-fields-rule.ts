import { type ASTVisitor, Kind, type SelectionSetNode, type ValidationContext } from 'graphql';
import { limitExceeded } from '../refused.js';
import { limits } from './limits.js';

/** At most 20 fields at the root of an operation, those in fragments included, each use again. */
export function rootFieldsRule(context: ValidationContext): ASTVisitor {
  const ofFragment = new Map<string, number>();
  const count = (selectionSet: SelectionSetNode): number => {
    let fields = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) fields += 1;
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
  return {
    OperationDefinition(operation) {
      if (count(operation.selectionSet) > limits.rootFields) {
        context.reportError(limitExceeded(`At most ${limits.rootFields} fields at the root of an operation.`));
      }
      return false;
    },
  };
}

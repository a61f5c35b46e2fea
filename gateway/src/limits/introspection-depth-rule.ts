import { type ASTVisitor, Kind, type SelectionSetNode, type ValidationContext } from 'graphql';
import { limitExceeded } from '../refused.js';
import { limits } from './limits.js';

/** The limit of depth is for data; introspection is deeper by nature and has its own. */
export function introspectionDepthRule(context: ValidationContext): ASTVisitor {
  const ofFragment = new Map<string, number>();
  const depth = ({ selections }: SelectionSetNode): number =>
    selections.reduce((deepest, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return Math.max(deepest, depthOfFragment(selection.name.value));
      const levels = selection.kind === Kind.FIELD ? 1 : 0;
      return Math.max(deepest, levels + (selection.selectionSet ? depth(selection.selectionSet) : 0));
    }, 0);
  const depthOfFragment = (name: string): number => {
    const known = ofFragment.get(name);
    if (known !== undefined) return known;
    // A fragment within itself is refused by another rule.
    ofFragment.set(name, 0);
    const fragment = context.getFragment(name);
    const levels = fragment ? depth(fragment.selectionSet) : 0;
    ofFragment.set(name, levels);
    return levels;
  };
  return {
    Field({ name, selectionSet }) {
      if (name.value !== '__schema' && name.value !== '__type') return undefined;
      if (selectionSet && 1 + depth(selectionSet) > limits.introspectionDepth) {
        context.reportError(limitExceeded(`At most ${limits.introspectionDepth} levels of introspection.`));
      }
      return false;
    },
  };
}

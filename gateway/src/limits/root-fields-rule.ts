import type { ASTVisitor, ValidationContext } from 'graphql';
import { limitExceeded } from '../refused.js';
import { limits } from './limits.js';
import { rootFields } from './root-fields.js';

/** At most 20 fields at the root of an operation. */
export function rootFieldsRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition({ selectionSet }) {
      if (rootFields(selectionSet, context, () => true) > limits.rootFields) {
        context.reportError(limitExceeded(`At most ${limits.rootFields} fields at the root of an operation.`));
      }
      return false;
    },
  };
}

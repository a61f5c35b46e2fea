import type { ASTVisitor, ValidationContext } from 'graphql';
import { limitExceeded } from '../refused.js';
import { limits } from './limits.js';
import { rootFields } from './root-fields.js';

/** Fields by which a secret or a proof could be guessed: what proves, claims, signs in or takes up an invitation. */
export const isSensitive = (field: string): boolean => /^(verify|claim|signIn|confirm|redeem|accept\w*Invitation)/.test(field);

/** At most 5 uses of sensitive fields in an operation: aliases would repeat them past every limit by request. */
export function sensitiveFieldsRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition({ selectionSet }) {
      if (rootFields(selectionSet, context, ({ name }) => isSensitive(name.value)) > limits.sensitiveFields) {
        context.reportError(limitExceeded(`At most ${limits.sensitiveFields} uses of fields that verify or claim in an operation.`));
      }
      return false;
    },
  };
}

import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';

/** No name in a document may be `__proto__`: results and plans are kept in objects (regression of a gateway advisory of 2026). */
export function noPrototypeNames(context: ValidationContext): ASTVisitor {
  return {
    Name(node) {
      if (node.value === '__proto__') context.reportError(new GraphQLError('`__proto__` is no name here.', { nodes: node }));
    },
  };
}

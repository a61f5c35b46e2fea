import { execute, type ExecutionResult, GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { CheckedDocument } from './documents.js';
import type { Contract } from './contracts.js';
import { rootNames } from './root-names.js';

const introspective = new Set(['__schema', '__type']);

/**
 * Answers an operation that asks for the schema, with the schema of its contract: the planner knows the whole graph only.
 * Undefined when the operation asks for data alone; a mixture is refused.
 */
export function introspection(
  { document, fragments }: CheckedDocument,
  operation: OperationDefinitionNode,
  variableValues: Readonly<Record<string, unknown>>,
  { schema, introspection: allowed }: Contract,
): ExecutionResult | undefined {
  const fields = rootNames(operation, fragments);
  if (!fields.has('__schema') && !fields.has('__type')) return undefined;
  if (!allowed) return refusedAs('FORBIDDEN', 'Introspection is off here.');
  if ([...fields].some((name) => !introspective.has(name) && name !== '__typename')) {
    return refusedAs('BAD_USER_INPUT', 'Ask for the schema in an operation of its own.');
  }
  return execute({ schema, document, operationName: operation.name?.value, variableValues }) as ExecutionResult;
}

const refusedAs = (code: string, message: string): ExecutionResult => ({ errors: [new GraphQLError(message, { extensions: { code } })] });

import { execute, type ExecutionResult, type FragmentDefinitionNode, GraphQLError, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { CheckedDocument } from './documents.js';
import type { Contract } from './contracts.js';

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
  const fields = new Set(rootFields(operation.selectionSet, fragments));
  if (![...introspective].some((name) => fields.has(name))) return undefined;
  if (!allowed) return refusedAs('FORBIDDEN', 'Introspection is off here.');
  if ([...fields].some((name) => !introspective.has(name) && name !== '__typename')) {
    return refusedAs('BAD_USER_INPUT', 'Ask for the schema in an operation of its own.');
  }
  return execute({ schema, document, operationName: operation.name?.value, variableValues }) as ExecutionResult;
}

/** Names of the fields at the root; validation has refused fragments within themselves. */
function rootFields({ selections }: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    const within = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return within ? rootFields(within.selectionSet, fragments) : [];
  });
}

const refusedAs = (code: string, message: string): ExecutionResult => ({ errors: [new GraphQLError(message, { extensions: { code } })] });

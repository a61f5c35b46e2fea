import { type BulkQueryFault, bulkQueryKey, type ContractName } from '@cairn/access';
import { type FieldNode, getArgumentValues, type GraphQLSchema, getVariableValues, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { CheckedDocument } from '../documents.js';
import { rootNames } from '../root-names.js';
import type { BulkFormat } from './plan/bulk-plan.js';
import type { BulkPlans } from './plan/bulk-plans.js';

const mutation = 'runBulkQuery';

/** An operation that may ask for queries to be run in the background. */
export interface Asking {
  readonly checked: CheckedDocument;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly contract: ContractName;
}

/**
 * What speaks against the queries that an operation asks to be run in the background, for the statement to the service that
 * queues them, which has no schema to judge them by; undefined when it asks for none.
 */
export function faultsOfAskedQueries(
  { checked: { fragments }, operation, variables, contract }: Asking,
  schema: GraphQLSchema,
  plans: BulkPlans,
): Readonly<Record<string, readonly BulkQueryFault[]>> | undefined {
  if (!rootNames(operation, fragments).has(mutation)) return undefined;
  const field = schema.getMutationType()?.getFields()[mutation];
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (!field || !coerced) return undefined;
  return Object.fromEntries(
    asked(operation.selectionSet, fragments).map((node) => {
      const { input } = getArgumentValues(field, node, coerced) as { readonly input: { readonly query: string; readonly format: BulkFormat } };
      const plan = plans.of(contract, input.query, input.format);
      return [bulkQueryKey(input.format, input.query), 'stages' in plan ? [] : plan];
    }),
  );
}

function asked({ selections }: SelectionSetNode, fragments: CheckedDocument['fragments']): FieldNode[] {
  return selections.flatMap((one) => {
    if (one.kind === Kind.FIELD) return one.name.value === mutation ? [one] : [];
    const inside = one.kind === Kind.INLINE_FRAGMENT ? one.selectionSet : fragments.get(one.name.value)?.selectionSet;
    return inside ? asked(inside, fragments) : [];
  });
}

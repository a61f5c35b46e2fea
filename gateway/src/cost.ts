import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  typeFromAST,
  valueFromAST,
} from 'graphql';
import { limits } from './limits/limits.js';
import { Refused } from './refused.js';

type Variables = Readonly<Record<string, unknown>>;

/** The operation whose answer is measured. `variables` are coerced: defaults written in the operation count. */
export interface Measured {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
}

/**
 * Objects the answer could hold at most, by multiplication of page sizes (api.md section 3, nodes per answer). Fragments
 * and aliases count at each use, fields under `@skip` and `@include` as present. `first` and `ids` multiply; other lists
 * are bounded by their owner and count once.
 *
 * Throws BAD_USER_INPUT for a `first` or `ids` outside 1 to 100, COST_EXCEEDED above 25,000 nodes.
 */
export function checkCost(measured: Measured): number {
  const { schema, operation } = measured;
  const root = schema.getRootType(operation.operation);
  const nodes = root ? new NodeCount(measured).of(operation.selectionSet, root, 1) : 0;
  if (nodes > limits.nodes) {
    throw new Refused(400, 'COST_EXCEEDED', `The answer could hold ${nodes.toLocaleString('en')} nodes; at most 25,000 are allowed.`);
  }
  return nodes;
}

class NodeCount {
  private readonly ofFragment = new Map<string, number>();

  constructor(private readonly measured: Measured) {}

  /** @param page size of the connection that the selection is in; its `edges` and `nodes` are that many */
  of(selectionSet: SelectionSetNode, parent: GraphQLNamedType, page: number): number {
    let nodes = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) nodes += this.ofField(selection, parent, page);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) nodes += this.ofSpread(selection.name.value, page);
      else {
        const type = selection.typeCondition ? typeFromAST(this.measured.schema, selection.typeCondition) : parent;
        if (type) nodes += this.of(selection.selectionSet, type, page);
      }
    }
    return nodes;
  }

  /** Measured once for each page size, so that nested fragments cannot make the measuring itself expensive. */
  private ofSpread(name: string, page: number): number {
    const key = `${page} ${name}`;
    let nodes = this.ofFragment.get(key);
    if (nodes === undefined) {
      const fragment = this.measured.fragments.get(name);
      const type = fragment && typeFromAST(this.measured.schema, fragment.typeCondition);
      nodes = type ? this.of(fragment.selectionSet, type, page) : 0;
      this.ofFragment.set(key, nodes);
    }
    return nodes;
  }

  private ofField(field: FieldNode, parent: GraphQLNamedType, page: number): number {
    const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
    // Introspection has its own rule of depth.
    if (!definition || !('args' in definition)) return 0;
    const first = this.pageSize(field, definition);
    const type = getNamedType(definition.type);
    if (!isCompositeType(type) || !field.selectionSet) return 0;
    const many = isListType(getNullableType(definition.type));
    const times = many ? Math.max(first ?? 1, isPagePart.has(field.name.value) ? page : 1) : 1;
    return times * (1 + this.of(field.selectionSet, type, many ? 1 : (first ?? 1)));
  }

  /** `first`, or the number of `ids`; undefined for a field that has neither. */
  private pageSize(field: FieldNode, definition: GraphQLField<unknown, unknown>): number | undefined {
    for (const argument of definition.args) {
      if (argument.name !== 'first' && argument.name !== 'ids') continue;
      const node = field.arguments?.find(({ name }) => name.value === argument.name);
      const value = node ? valueFromAST(node.value, argument.type, this.measured.variables) : argument.defaultValue;
      const size = Array.isArray(value) ? value.length : value;
      if (typeof size !== 'number' || size > limits.pageSize || (argument.name === 'first' && size < 1)) {
        throw new Refused(400, 'BAD_USER_INPUT', `\`${argument.name}\` of \`${field.name.value}\` is 1 to 100.`);
      }
      return size;
    }
    return undefined;
  }
}

const isPagePart = new Set(['edges', 'nodes']);

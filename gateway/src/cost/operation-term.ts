import {
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';
import { limits } from '../limits/limits.js';
import type { Prices } from './prices.js';
import { argumentSizes } from './sizes.js';
import { constant, type Size, Sum, type Term } from './term.js';

/** Where selections are read. */
export interface Surroundings {
  readonly schema: GraphQLSchema;
  readonly prices: Prices;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * What the answer of an operation can cost at most, by multiplication of page sizes (api.md section 3). Fragments and
 * aliases count at each use, fields under `@skip` and `@include` as present. `first` and `ids` multiply, other lists by
 * what the schema assumes of them.
 *
 * Throws BAD_USER_INPUT for `first`, `ids` or input lists out of bounds.
 */
export function operationTerm(operation: OperationDefinitionNode, around: Surroundings): Term {
  const root = around.schema.getRootType(operation.operation);
  return root ? new Reading(around, operation.operation === OperationTypeNode.MUTATION).of(operation.selectionSet, root, undefined) : constant(0, 0);
}

class Reading {
  private readonly ofFragment = new Map<string, Map<Size | undefined, Term>>();

  constructor(
    private readonly around: Surroundings,
    private readonly mutates: boolean,
  ) {}

  /** @param page size of the connection that the selection is in; its `edges` and `nodes` are that many */
  of(selectionSet: SelectionSetNode, parent: GraphQLNamedType, page: Size | undefined): Term {
    const sum = new Sum();
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) this.addField(sum, selection, parent, page);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) sum.add(1, this.ofSpread(selection.name.value, page));
      else {
        const type = selection.typeCondition ? typeFromAST(this.around.schema, selection.typeCondition) : parent;
        if (type) sum.add(1, this.of(selection.selectionSet, type, page));
      }
    }
    return sum.term;
  }

  /** Once for each page size, so that nested fragments cannot make the reading itself expensive. */
  private ofSpread(name: string, page: Size | undefined): Term {
    let terms = this.ofFragment.get(name);
    if (!terms) this.ofFragment.set(name, (terms = new Map()));
    let term = terms.get(page);
    if (!term) {
      const fragment = this.around.fragments.get(name);
      const type = fragment && typeFromAST(this.around.schema, fragment.typeCondition);
      term = type ? this.of(fragment.selectionSet, type, page) : constant(0, 0);
      terms.set(page, term);
    }
    return term;
  }

  private addField(sum: Sum, field: FieldNode, parent: GraphQLNamedType, page: Size | undefined): void {
    const { prices, schema } = this.around;
    const name = field.name.value;
    if (name === '__schema' || name === '__type') return sum.add(limits.introspectionPoints, constant(1, 0));
    const definition = 'getFields' in parent ? parent.getFields()[name] : undefined;
    if (!definition || !('args' in definition)) return;
    const own = argumentSizes(field, definition);
    const changes = this.mutates && parent === schema.getMutationType();
    sum.add(own.items, changes ? constant(1, 0) : constant(0, 0));
    const type = getNamedType(definition.type);
    const object = isCompositeType(type) && field.selectionSet;
    const points = changes ? limits.mutationPoints : (prices.ofField(parent.name, name) ?? (object ? prices.ofObject(type) : 0));
    const many = isListType(getNullableType(definition.type));
    const times = !many || !object ? 1 : (own.page ?? (isPagePart.has(name) && page !== undefined ? page : prices.listSize(parent.name, name)));
    const each = new Sum();
    each.add(1, constant(points, object ? 1 : 0));
    if (field.selectionSet && object) each.add(1, this.of(field.selectionSet, type, many ? undefined : own.page));
    sum.add(times, each.term);
  }
}

const isPagePart = new Set(['edges', 'nodes']);

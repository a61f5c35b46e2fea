import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parseType,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { FoundConnection } from './connections-in.js';
import type { PlainSelection } from './without-fragments.js';

/** Response name of a page's own `pageInfo`; one underscore more than anybody writes by chance. */
export const PAGE = 'bulk__page';

export interface Page {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** `query ($first: Int!, $inner: Int!, $after: Cursor)` over one connection of the query. */
export const firstPage = (connection: FoundConnection, objects: SelectionSetNode): Page =>
  pageOf([], selected([standing(connection, paged(connection.field, 'first', 'after', objects))]));

/** `query ($id: ID!, $first: Int!, $inner: Int!, $after: Cursor)`: goes on with a connection inside one object. */
export function innerPage(parentType: string, connection: FoundConnection, objects: SelectionSetNode): Page {
  const within: PlainSelection = {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: named(parentType) },
    selectionSet: selected([standing(connection, paged(connection.field, 'first', 'after', objects))]),
  };
  const node: FieldNode = { kind: Kind.FIELD, name: named('node'), arguments: [argument('id', 'id')], selectionSet: selected([within]) };
  return pageOf([variable('id', 'ID!')], selected([node]));
}

/** The objects of a connection with the connections inside them paged by `$inner`, and with their `id`. */
export function withInner(objects: SelectionSetNode, inner: readonly { readonly connection: FoundConnection; readonly objects: SelectionSetNode }[]): SelectionSetNode {
  if (inner.length === 0) return objects;
  const changed = new Map(inner.map(({ connection, objects: own }) => [connection.field, paged(connection.field, 'inner', null, own)]));
  const walk = (set: SelectionSetNode): SelectionSetNode =>
    selected(
      (set.selections as readonly PlainSelection[]).map((one): PlainSelection => {
        const other = one.kind === Kind.FIELD ? changed.get(one) : undefined;
        return other ?? (one.selectionSet ? ({ ...one, selectionSet: walk(one.selectionSet) } as PlainSelection) : one);
      }),
    );
  const { selections } = walk(objects);
  const hasId = selections.some((one) => one.kind === Kind.FIELD && one.name.value === 'id' && !one.alias);
  return selected(hasId ? (selections as readonly PlainSelection[]) : [{ kind: Kind.FIELD, name: named('id') }, ...(selections as readonly PlainSelection[])]);
}

function pageOf(more: readonly VariableDefinitionNode[], selectionSet: SelectionSetNode): Page {
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    name: named('BulkPage'),
    variableDefinitions: [...more, variable('first', 'Int!'), variable('inner', 'Int! = 1'), variable('after', 'Cursor')].filter(({ variable: { name } }) => uses(selectionSet, name.value)),
    selectionSet,
  };
  return { document: { kind: Kind.DOCUMENT, definitions: [operation] }, operation };
}

function paged(field: FieldNode, first: string, after: string | null, objects: SelectionSetNode): FieldNode {
  const others = (field.arguments ?? []).filter(({ name }) => name.value !== 'first' && name.value !== 'after');
  const page: FieldNode = {
    kind: Kind.FIELD,
    alias: named(PAGE),
    name: named('pageInfo'),
    selectionSet: selected(['hasNextPage', 'endCursor'].map((name) => ({ kind: Kind.FIELD, name: named(name) }))),
  };
  const nodes: FieldNode = { kind: Kind.FIELD, name: named('nodes'), selectionSet: objects };
  return { ...field, arguments: [...others, argument('first', first), ...(after ? [argument('after', after)] : [])], selectionSet: selected([nodes, page]) };
}

/** A field among all that stands around it. */
const standing = ({ around }: FoundConnection, field: FieldNode): PlainSelection =>
  around.reduceRight<PlainSelection>((inside, outer) => ({ ...outer, selectionSet: selected([inside]) }) as PlainSelection, field);

const uses = (set: SelectionSetNode, name: string): boolean =>
  (set.selections as readonly PlainSelection[]).some(
    (one) =>
      (one.kind === Kind.FIELD && (one.arguments ?? []).some(({ value }) => value.kind === Kind.VARIABLE && value.name.value === name)) ||
      (one.selectionSet !== undefined && uses(one.selectionSet, name)),
  );

const named = (value: string) => ({ kind: Kind.NAME, value }) as const;
const selected = (selections: readonly PlainSelection[]): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections: [...selections] });
const argument = (name: string, of: string): ArgumentNode => ({ kind: Kind.ARGUMENT, name: named(name), value: { kind: Kind.VARIABLE, name: named(of) } });

function variable(name: string, type: string): VariableDefinitionNode {
  const [of = '', defaultValue] = type.split(' = ');
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: named(name) },
    type: parseType(of, { noLocation: true }),
    ...(defaultValue === undefined ? {} : { defaultValue: { kind: Kind.INT, value: defaultValue } }),
  };
}

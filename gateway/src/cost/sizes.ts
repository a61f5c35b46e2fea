import {
  type ArgumentNode,
  type FieldNode,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  Kind,
  type ValueNode,
  valueFromAST,
} from 'graphql';
import { limits } from '../limits/limits.js';
import { Refused } from '../refused.js';
import type { Size, Variables } from './term.js';

/** What the arguments of one use of a field say of sizes. */
export interface ArgumentSizes {
  /** `first`, or the number of `ids`; undefined for a field that has neither. */
  readonly page: Size | undefined;
  /** Items of all its input lists, those inside input objects included. */
  readonly items: Size;
}

/** Throws BAD_USER_INPUT for sizes out of bounds, at once where the document says them, else when the size is asked for. */
export function argumentSizes(field: FieldNode, definition: GraphQLField<unknown, unknown>): ArgumentSizes {
  let page: Size | undefined;
  const items: Size[] = [];
  for (const argument of definition.args) {
    const node = field.arguments?.find(({ name }) => name.value === argument.name);
    if (argument.name === 'first' || argument.name === 'ids') page ??= sizeFrom(argument, node, (value) => pageSize(value, argument.name, field));
    else if (node && mayHoldList(argument.type)) items.push(sizeFrom(argument, node, (value) => itemsIn(value, argument.type, field)));
  }
  return { page, items: total(items) };
}

function sizeFrom(argument: GraphQLArgument, node: ArgumentNode | undefined, read: (value: unknown) => number): Size {
  const valueFor = (variables: Variables) => (node ? (valueFromAST(node.value, argument.type, variables) ?? argument.defaultValue) : argument.defaultValue);
  return node && hasVariable(node.value) ? (variables) => read(valueFor(variables)) : read(valueFor({}));
}

function pageSize(value: unknown, argument: string, field: FieldNode): number {
  const size = Array.isArray(value) ? value.length : value;
  if (typeof size === 'number' && size <= limits.pageSize && (size >= 1 || argument === 'ids')) return size;
  throw new Refused(400, 'BAD_USER_INPUT', `\`${argument}\` of \`${field.name.value}\` is 1 to ${limits.pageSize}.`);
}

function itemsIn(value: unknown, type: GraphQLInputType, field: FieldNode): number {
  const inner = getNullableType(type);
  if (isListType(inner) && Array.isArray(value)) {
    if (value.length > limits.inputList) {
      throw new Refused(400, 'BAD_USER_INPUT', `A list in the input of \`${field.name.value}\` has at most ${limits.inputList} items.`);
    }
    return value.reduce<number>((items, item) => items + 1 + itemsIn(item, inner.ofType as GraphQLInputType, field), 0);
  }
  if (!isInputObjectType(inner) || typeof value !== 'object' || value === null) return 0;
  const members = inner.getFields();
  return Object.entries(value).reduce((items, [name, member]) => {
    const of = members[name];
    return of ? items + itemsIn(member, of.type, field) : items;
  }, 0);
}

const knownToHoldList = new WeakMap<GraphQLInputType, boolean>();

/** Whether a value of the type can have a list in it. */
function mayHoldList(type: GraphQLInputType): boolean {
  const inner = getNullableType(type);
  if (isListType(inner)) return true;
  if (!isInputObjectType(inner)) return false;
  let holds = knownToHoldList.get(inner);
  if (holds === undefined) {
    // Types may hold themselves; what decides is then another member.
    knownToHoldList.set(inner, false);
    holds = Object.values(inner.getFields()).some((member) => mayHoldList(member.type));
    knownToHoldList.set(inner, holds);
  }
  return holds;
}

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true;
  if (value.kind === Kind.LIST) return value.values.some(hasVariable);
  return value.kind === Kind.OBJECT && value.fields.some((member) => hasVariable(member.value));
}

function total(sizes: readonly Size[]): Size {
  const told = sizes.filter((size) => typeof size === 'number').reduce((sum, size) => sum + size, 0);
  const asked = sizes.filter((size) => typeof size !== 'number');
  return asked.length === 0 ? told : (variables) => asked.reduce((sum, size) => sum + size(variables), told);
}

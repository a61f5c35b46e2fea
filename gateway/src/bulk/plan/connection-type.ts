import { getNamedType, getNullableType, type GraphQLField, type GraphQLNamedType, type GraphQLObjectType, isInterfaceType, isListType, isObjectType } from 'graphql';

/** A type that is paged through: it has `pageInfo` and `nodes`. */
export interface ConnectionType {
  readonly type: GraphQLObjectType;
  /** Type of its objects. */
  readonly node: GraphQLNamedType;
}

/** What a field that is paged leads to; undefined for any other field. */
export function connectionOf(field: GraphQLField<unknown, unknown>): ConnectionType | undefined {
  const type = getNullableType(field.type);
  if (!isObjectType(type) || !field.args.some(({ name }) => name === 'first') || !field.args.some(({ name }) => name === 'after')) return undefined;
  const { nodes, pageInfo } = type.getFields();
  return nodes && pageInfo ? { type, node: getNamedType(nodes.type) } : undefined;
}

/** The field of that name; undefined for `__typename` and on unions, which have no other. */
export const fieldOf = (type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;

export const isList = (field: GraphQLField<unknown, unknown>): boolean => isListType(getNullableType(field.type));

/** Whether an object of the type can be found again by `node(id:)`. */
export const hasNodeId = (type: GraphQLNamedType): boolean => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node');

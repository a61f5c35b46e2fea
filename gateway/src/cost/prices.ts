import { type ConstDirectiveNode, type FieldDefinitionNode, type GraphQLNamedType, type GraphQLSchema, isAbstractType, Kind, parse } from 'graphql';

/** What the supergraph says of prices and sizes. */
export interface Prices {
  /** Points of an object of this type: 1 for an entity, 0 for a value inside one. */
  ofObject(type: GraphQLNamedType): number;
  /** `@cost(weight:)` of a field, in place of the points of its object. */
  ofField(parent: string, field: string): number | undefined;
  /** Objects of a list that has no page size: `@listSize(assumedSize:)`, else 100. */
  listSize(parent: string, field: string): number;
}

const unknownListSize = 100;

/**
 * Reads the prices out of the supergraph, since the schema that clients see has lost its directives. An entity is a type
 * with a key.
 *
 * @param schema tells the types behind an interface: an object of one costs what its dearest costs
 */
export function pricesOf(supergraph: string, schema: GraphQLSchema): Prices {
  const entities = new Set<string>();
  const weights = new Map<string, number>();
  const sizes = new Map<string, number>();
  for (const definition of parse(supergraph, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const type = definition.name.value;
    if (definition.directives?.some((one) => one.name.value === 'join__type' && numberOrText(one, 'key') !== undefined)) entities.add(type);
    for (const field of definition.fields ?? []) {
      note(weights, `${type}.${field.name.value}`, field, 'cost', 'weight');
      note(sizes, `${type}.${field.name.value}`, field, 'listSize', 'assumedSize');
    }
  }
  const ofObject = (type: GraphQLNamedType): number => {
    const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    return types.some(({ name }) => entities.has(name)) ? 1 : 0;
  };
  return {
    ofObject,
    ofField: (parent, field) => weights.get(`${parent}.${field}`),
    listSize: (parent, field) => sizes.get(`${parent}.${field}`) ?? unknownListSize,
  };
}

function note(into: Map<string, number>, at: string, field: FieldDefinitionNode, directive: string, argument: string): void {
  const node = field.directives?.find(({ name }) => name.value === directive);
  const value = node && Number(numberOrText(node, argument));
  if (value !== undefined && Number.isInteger(value)) into.set(at, value);
}

function numberOrText(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.INT || value?.kind === Kind.STRING ? value.value : undefined;
}

import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** One field that can be asked: at the root, or of an entity reached by its id. */
export interface Target {
  /** `Query.award`, `Award.credential`. */
  readonly coordinate: string;
  readonly kind: 'query' | 'mutation';
  /** The entity whose field it is; its id is the variable `id`. */
  readonly of: string | null;
  readonly args: readonly GraphQLArgument[];
  readonly document: string;
}

/** Every query, every mutation, and every field of every entity, each with all that can be selected below it. */
export function targetsOf(schema: GraphQLSchema): Target[] {
  const roots = [schema.getQueryType(), schema.getMutationType()] as GraphQLObjectType[];
  const atRoot = roots.flatMap((root, at) => Object.values(root.getFields()).map((field) => targetOf(root, field, at === 0 ? 'query' : 'mutation', null)));
  const ofEntities = entitiesOf(schema).flatMap((entity) =>
    Object.values(entity.getFields())
      .filter((field) => field.args.length > 0 || !isLeafType(getNamedType(field.type)))
      .map((field) => targetOf(entity, field, 'query', entity.name)),
  );
  const leaves = entitiesOf(schema).map((entity) => ({
    coordinate: entity.name,
    kind: 'query' as const,
    of: entity.name,
    args: [],
    document: `query ($id: ID!) { node(id: $id) { __typename ... on ${entity.name} ${selectionOf(entity, 0)} } }`,
  }));
  return [...atRoot, ...leaves, ...ofEntities];
}

export const entitiesOf = (schema: GraphQLSchema): GraphQLObjectType[] =>
  Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'));

/** `GraphQLArgument.name` may be `id` on a field of an entity, whose own id needs a name then: arguments are `arg_<name>`. */
function targetOf(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, kind: 'query' | 'mutation', of: string | null): Target {
  const declared = field.args.map(({ name, type }) => `$arg_${name}: ${String(type)}`);
  const given = field.args.length > 0 ? `(${field.args.map(({ name }) => `${name}: $arg_${name}`).join(', ')})` : '';
  const asked = `${field.name}${given} ${selectionOf(getNamedType(field.type), isListed(field.type) ? 0 : 1)}`;
  const variables = [...(of ? ['$id: ID!'] : []), ...declared];
  const head = `${kind}${variables.length > 0 ? ` (${variables.join(', ')})` : ''}`;
  const document = of ? `${head} { node(id: $id) { __typename ... on ${of} { ${asked} } } }` : `${head} { ${asked} }`;
  return { coordinate: `${parent.name}.${field.name}`, kind, of, args: field.args, document };
}

/**
 * What can be selected of a type without knowing anything: `depth` levels of objects below it, pages two long. Every field of
 * every entity is a target of its own, so that little depth covers the graph. Empty for a leaf.
 */
export function selectionOf(type: GraphQLNamedType, depth: number): string {
  if (isInterfaceType(type)) return `{ __typename ${Object.keys(type.getFields()).join(' ')} }`;
  if (!isObjectType(type)) return '';
  const connection = type.name.endsWith('Connection') || type.name.endsWith('Edge') || type.name.endsWith('Payload');
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const args = knownArgs(field.args);
    const named = getNamedType(field.type);
    if (args === undefined) return [];
    if (isLeafType(named)) return [`${field.name}${args}`];
    // `nodes` tells what `edges` would, at half the price.
    if (field.name === 'edges') return ['edges { cursor }'];
    const below = (connection ? depth : depth - 1) - (isListed(field.type) && !connection ? 1 : 0);
    return below < 0 ? [] : [`${field.name}${args} ${selectionOf(named, below)}`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

/** A list without pages, which may be a hundred long. */
const isListed = (type: GraphQLOutputType): boolean => isListType(isNonNullType(type) ? type.ofType : type);

/** The arguments that must be given, when there is nothing to know for it; undefined when there is. */
function knownArgs(args: readonly GraphQLArgument[]): string | undefined {
  const needed = args.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);
  if (needed.length === 0) return '';
  return needed.every(({ name, type }) => name === 'first' && String(type) === 'Int!') ? '(first: 2)' : undefined;
}

/** A place of a scalar within the arguments of a target. */
export interface Place {
  /** Path from the argument, list members as 0. */
  readonly path: readonly (string | number)[];
  /** Scalar at the place. */
  readonly scalar: string;
}

/** Every place of these scalars in the arguments, through inputs within inputs, each input once on a path. */
export function placesOf(args: readonly GraphQLArgument[], scalars: readonly string[]): Place[] {
  const found: Place[] = [];
  const walk = (type: GraphQLInputType, path: readonly (string | number)[], within: readonly string[]): void => {
    if (isNonNullType(type)) return walk(type.ofType, path, within);
    if (isListType(type)) return walk(type.ofType, [...path, 0], within);
    if (scalars.includes(type.name)) found.push({ path, scalar: type.name });
    if (!isInputObjectType(type) || within.includes(type.name)) return;
    for (const field of Object.values(type.getFields())) walk(field.type, [...path, field.name], [...within, type.name]);
  };
  for (const { name, type } of args) walk(type, [name], []);
  return found;
}

import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';

function textScalar(name: string, example: string, accepts: (text: string) => boolean): GraphQLScalarType {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && accepts(value)) return value;
    throw new GraphQLError(`${name} is written like \`${example}\`.`, { extensions: { code: 'BAD_USER_INPUT' } });
  };
  return new GraphQLScalarType({
    name,
    serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
    parseValue: parse,
    parseLiteral: (ast) => parse(ast.kind === Kind.STRING ? ast.value : undefined),
  });
}

const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/** Resolvers of the scalars in values.graphql. */
export const scalars = {
  DateTime: textScalar(
    'DateTime',
    '2026-03-01T09:30:00Z',
    (text) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text)),
  ),
  Date: textScalar('Date', '2026-03-01', isDate),
  Duration: textScalar('Duration', 'P2Y', (text) => /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?)?$/.test(text)),
  Cursor: textScalar('Cursor', 'a cursor of this list', (text) => text.length <= 8_192),
  Position: textScalar('Position', 'a position of this registry', (text) => text.length <= 65_536),
  JSON: new GraphQLScalarType({
    name: 'JSON',
    serialize: (value) => value,
    parseValue: (value) => value,
    parseLiteral: (ast, variables) => valueFromASTUntyped(ast, variables),
  }),
};

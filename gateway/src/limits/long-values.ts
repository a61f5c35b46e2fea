import {
  type DocumentNode,
  getNamedType,
  getNullableType,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  type ValueNode,
  visit,
} from 'graphql';
import { Refused } from '../refused.js';
import { limits } from './limits.js';

/** Where the documents of designers stand: by the name of an argument or input field, the scalar that it has there. */
const longPlaces: Readonly<Record<string, string>> = { definition: 'JSON', document: 'String' };

/** The variables of one operation, as they were sent. */
export interface SentVariables {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Holds an operation that is longer or deeper than others to its limits: definitions and documents of pathways alone may make
 * it so, the rest is held to what holds for every operation. To be asked only where a body is beyond that.
 *
 * @throws Refused 413 where the rest is too long, 400 where it is too deep or a definition has too many values
 */
export function withinLongLimits({ document, operation, variables }: SentVariables, schema: GraphQLSchema): void {
  const places = placesOf(document);
  const long: unknown[] = [];
  const rest: Record<string, unknown> = { ...variables };
  for (const { variable, type: written } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    const type = typeFromAST(schema, written as Parameters<typeof typeFromAST>[1]) as GraphQLInputType | undefined;
    if (Object.hasOwn(variables, name) && type) rest[name] = withoutLong(variables[name], type, places.get(name) ?? '', long);
  }
  if (!isShallow(rest, limits.variablesDepth)) throw tooDeep(limits.variablesDepth);
  if (long.length === 0 || Buffer.byteLength(JSON.stringify(rest)) > limits.bodyBytes) throw tooLong();
  if (long.reduce<number>((sum, value) => sum + valuesIn(value), 0) > limits.definitionValues) {
    throw new Refused(400, 'LIMIT_EXCEEDED', `A definition has at most ${limits.definitionValues.toLocaleString('en')} values.`);
  }
}

/** Whether a value has at most so many levels. */
export const isShallow = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' || value === null || (levels > 0 && Object.values(value).every((part) => isShallow(part, levels - 1)));

export const tooLong = (): Refused => new Refused(413, 'PAYLOAD_TOO_LARGE', 'The body is above 100 KB. Send files through uploads.');
export const tooDeep = (levels: number): Refused => new Refused(400, 'BAD_REQUEST', `\`variables\` has at most ${levels} levels.`);

/** The value with what may be long taken out of it, into `long`. */
function withoutLong(value: unknown, type: GraphQLInputType, place: string, long: unknown[]): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return Array.isArray(value) ? value.map((item: unknown) => withoutLong(item, inner.ofType as GraphQLInputType, place, long)) : value;
  if (longPlaces[place] === getNamedType(inner).name) {
    long.push(value);
    return null;
  }
  if (!isInputObjectType(inner) || typeof value !== 'object' || value === null) return value;
  const members = inner.getFields();
  return Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, unknown]) => {
      const member = members[name];
      return [name, member ? withoutLong(part, member.type, name, long) : part];
    }),
  );
}

/** For each variable the argument or input field that it stands for, where that is always the same. */
function placesOf(document: DocumentNode): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const stands = (value: ValueNode, place: string) => {
    if (value.kind !== Kind.VARIABLE) return;
    const name = value.name.value;
    places.set(name, (places.get(name) ?? place) === place ? place : '');
  };
  visit(document, {
    Argument: ({ name, value }) => stands(value, name.value),
    ObjectField: ({ name, value }) => stands(value, name.value),
    ListValue: ({ values }) => values.forEach((value) => stands(value, '')),
  });
  return places;
}

/** Values, names of members not counted. Bounded in depth before. */
const valuesIn = (value: unknown): number =>
  typeof value !== 'object' || value === null ? 1 : Object.values(value).reduce<number>((sum, part) => sum + valuesIn(part), 1);

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allowedCostOf, costOf, wholeSchema } from '@cairn/gateway/testing';
import { GraphQLError, isInputObjectType, isListType, isNonNullType, isScalarType, isEnumType, type GraphQLInputType, Kind, parse, typeFromAST, validate } from 'graphql';
import { allExamples } from '../docs/examples.js';
import { nestedPage } from '../bench/house/registry/page.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = ['deploy/cli/src', 'deploy/embedded/src', 'test/graph', 'test/tour', 'test/bench/house', 'test/resilience', 'libs/testkit/src'];

/** Texts in a program that are whole documents; parts put in by `${…}` are left out, and what is then no document of this graph too. */
function documentsIn(file: string): string[] {
  const texts = [...readFileSync(file, 'utf8').matchAll(/`([^`]*)`|'([^'\n]*)'/g)].map(([, template, plain]) => (template ?? plain ?? '').replace(/\$\{[^}]*\}/g, ''));
  return texts.filter((text) => /^\s*(\{|query|mutation)/.test(text) && isOfThisGraph(text));
}

function isOfThisGraph(text: string): boolean {
  try {
    const document = parse(text);
    return document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1 && validate(wholeSchema, document).length === 0;
  } catch (error) {
    if (error instanceof GraphQLError) return false;
    throw error;
  }
}

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);
const ours = files.flatMap((file) => documentsIn(join(root, file)).map((text) => [file, text] as const));

/** The largest variables that are allowed: pages of 100, and nothing in lists, which are bounded by themselves. */
function largest(source: string): Record<string, unknown> {
  const [operation] = parse(source).definitions;
  const definitions = operation?.kind === Kind.OPERATION_DEFINITION ? (operation.variableDefinitions ?? []) : [];
  return Object.fromEntries(definitions.map(({ variable, type }) => [variable.name.value, valueOf(typeFromAST(wholeSchema, type as never) as GraphQLInputType)]));
}

function valueOf(type: GraphQLInputType): unknown {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner)) return [];
  if (isEnumType(inner)) return inner.getValues()[0]?.name;
  if (isScalarType(inner)) return { Int: 100, Float: 1, Boolean: true }[inner.name as 'Int'] ?? 'x';
  if (!isInputObjectType(inner)) return null;
  return Object.fromEntries(Object.values(inner.getFields()).filter((field) => isNonNullType(field.type) && field.defaultValue === undefined).map((field) => [field.name, valueOf(field.type)]));
}

describe('what we ask ourselves', () => {
  it('is found', () => {
    expect(ours.length).toBeGreaterThan(60);
  });

  it('stays within the limits, in the documents as in the programs', () => {
    const beyond = [...allExamples(root).map(({ file, query }) => [file, query] as const), ...ours].flatMap(([file, text]) => {
      if (text.includes('COST') || !isOfThisGraph(text)) return [];
      try {
        allowedCostOf(text, largest(text));
        return [];
      } catch (error) {
        return [`${file}: ${(error as Error).message} ${text.slice(0, 200)}`];
      }
    });
    // The story of refusals asks for too much on purpose.
    expect(beyond.filter((one) => !one.startsWith('test/graph/refusals.spec.ts'))).toEqual([]);
  });

  it('leaves room in the nested page of a provider, with a hundred awards', () => {
    expect(costOf(nestedPage, { first: 100 })).toEqual({ points: 800, nodes: 4_102 });
  });
});

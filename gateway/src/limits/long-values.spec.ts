import { buildSchema, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { limits } from './limits.js';
import { withinLongLimits } from './long-values.js';

const schema = buildSchema(`
  scalar JSON
  type Query { check(definition: JSON!): Boolean verify(document: JSON, text: String): Boolean }
  type Mutation { create(input: Create!): Boolean take(input: Take!): Boolean createAll(inputs: [Create!]!): Boolean }
  input Create { title: String definition: JSON! }
  input Take { source: Source! }
  input Source { document: String }
`);
const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
const long = 'x'.repeat(limits.bodyBytes + 1);

describe('an operation that is longer or deeper than others', () => {
  const held = (query: string, variables: Record<string, unknown>) => {
    const document = parse(query);
    const operation = document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
    if (!operation) throw new Error('there is no operation');
    return () => withinLongLimits({ document, operation, variables }, schema);
  };

  it.each<[string, string, Record<string, unknown>]>([
    ['a long definition in an input', 'mutation ($i: Create!) { create(input: $i) }', { i: { title: 'T', definition: { a: long } } }],
    ['a deep one', 'mutation ($i: Create!) { create(input: $i) }', { i: { definition: nested(70) } }],
    ['one that is a variable of its own', 'query ($d: JSON!) { check(definition: $d) }', { d: nested(70) }],
    ['one in an input that is written out', 'mutation ($d: JSON!) { create(input: { title: "T", definition: $d }) }', { d: nested(70) }],
    ['several in a list', 'mutation ($i: [Create!]!) { createAll(inputs: $i) }', { i: [{ definition: { a: long } }, { definition: 1 }] }],
    ['the text of a document', 'mutation ($i: Take!) { take(input: $i) }', { i: { source: { document: long } } }],
  ])('may be so by %s', (_name, query, variables) => {
    expect(held(query, variables)).not.toThrow();
  });

  it.each<[string, string, Record<string, unknown>, number]>([
    ['nothing of the kind', 'mutation ($i: Create!) { create(input: $i) }', {}, 413],
    ['a variable that nothing declares', 'query { check(definition: 1) }', { definition: long }, 413],
    ['a long title', 'mutation ($i: Create!) { create(input: $i) }', { i: { title: long, definition: 1 } }, 413],
    ['a document that is no text', 'query ($d: JSON) { verify(document: $d) }', { d: nested(70) }, 400],
    ['another long text', 'query ($t: String) { verify(text: $t) }', { t: long }, 413],
    ['a variable that stands for a definition in one place only', 'query ($d: JSON!) { check(definition: $d) verify(document: $d) }', { d: nested(70) }, 400],
    ['a definition of too many values', 'query ($d: JSON!) { check(definition: $d) }', { d: Array(limits.definitionValues).fill(1) }, 400],
  ])('is refused for %s', (_name, query, variables, status) => {
    expect(held(query, variables)).toThrow(expect.objectContaining({ status }));
  });
});

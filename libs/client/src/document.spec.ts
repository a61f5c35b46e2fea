import { parse } from 'graphql';
import { textOf, writes } from './document.js';

test.each<[boolean, string]>([
  [false, '{ award(id: "a") { id } }'],
  [false, 'query Q($a: ID!) { award(id: $a) { mutation } }'],
  [false, '# mutation\n{ viewer { id } }'],
  [false, 'fragment F on Award { id } query { mutation: viewer { id } }'],
  [true, 'mutation { eraseEarner(input: {}) { position } }'],
  [true, '# first a comment {\n mutation M($input: I!) { m(input: $input) { position } }'],
  [true, 'fragment F on Award { id snapshot { basis } }\nmutation { m { position } }'],
  [true, 'fragment F on Award { a(x: "}") b(y: """ { """) } mutation { m { position } }'],
])('that an operation writes is %s: %s', (expected, text) => {
  expect(writes(text)).toBe(expected);
});

test('a document that was parsed is refused, since its text is not at hand', () => {
  expect(textOf(Object.assign(new String('{ a }'), { __apiType: undefined }))).toBe('{ a }');
  expect(() => textOf(parse('{ a }'))).toThrow(/documentMode/);
});

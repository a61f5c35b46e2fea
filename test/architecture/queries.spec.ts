import ts from 'typescript';
import { importsOf, isTest, parse, type SourceFile, sources, withoutComments } from './tree.js';

const product = sources('libs', 'services', 'gateway').filter(({ path }) => !isTest(path) && !path.startsWith('libs/testkit/'));

/** Files in which a text of code, comments left out, matches. */
const matching = (pattern: RegExp): string[] => product.filter((file) => pattern.test(withoutComments(file))).map(({ path }) => path);

test('every column is named', () => {
  expect(matching(/(SELECT|RETURNING)\s+\*/i)).toEqual([]);
});

test('all columns of a part are taken only where the same statement names them', () => {
  const faults = product.flatMap((file) => textsOf(file).flatMap((text) => starsOfTables(text).map((star) => `${file.path}: ${star}`)));
  expect(faults).toEqual([]);
});

test('a table taken whole is seen', () => {
  expect(starsOfTables('SELECT award.* FROM award')).toEqual(['award.*']);
  expect(starsOfTables('DELETE FROM award a USING b RETURNING a.*')).toEqual(['a.*']);
  expect(starsOfTables('SELECT a.*, n FROM (SELECT id FROM award) AS a')).toEqual([]);
});

test('pages go on after a key, never at an offset', () => {
  expect(matching(/\bOFFSET\s+(\$|\d)/i)).toEqual([]);
});

test('ids are UUIDv7', () => {
  expect(matching(/\brandomUUID\b|uuid_generate_v4|gen_random_uuid/)).toEqual([]);
});

test('nothing is written through TypeORM\'s save(), which asks before it writes', () => {
  // What oidc-provider saves it saves through our stores.
  const others = product.filter((file) => !importsOf(file).includes('oidc-provider'));
  const calls = others.filter((file) => someNode(parse(file), (node) => ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'save'));
  expect(calls.map(({ path }) => path)).toEqual([]);
});

/** `x.*` in a statement where x is no part in brackets, `(…) AS x`. */
function starsOfTables(text: string): string[] {
  if (!/\b(SELECT|RETURNING)\b/.test(text)) return [];
  const stars = [...text.matchAll(/\b(\w+)\.\*/g)];
  return stars.filter(([, part]) => !new RegExp(`\\)\\s*(AS\\s+)?${part}\\b`, 'i').test(text)).map(([star]) => star);
}

/** The literal texts of a file, those with parts filled in as they are written. */
function textsOf(file: SourceFile): string[] {
  const texts: string[] = [];
  someNode(parse(file), (node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) texts.push(node.getText());
    return false;
  });
  return texts;
}

const someNode = (node: ts.Node, is: (node: ts.Node) => boolean): boolean => is(node) || (ts.forEachChild(node, (child) => someNode(child, is)) ?? false);

import ts from 'typescript';
import { isTest, parse, services, sources, withoutComments } from './tree.js';

const product = sources('libs', 'services', 'gateway').filter(({ path }) => !isTest(path) && !path.startsWith('libs/testkit/'));

/** Files in which a text of code, comments left out, matches. */
const matching = (pattern: RegExp): string[] => product.filter((file) => pattern.test(withoutComments(file))).map(({ path }) => path);

test('every column is named', () => {
  // `SELECT part.*` of a part named in the same statement adds nothing that the statement did not name.
  expect(matching(/SELECT\s+\*/i)).toEqual([]);
});

test('pages go on after a key, never at an offset', () => {
  expect(matching(/\bOFFSET\s+(\$|\d)/i)).toEqual([]);
});

test('ids are UUIDv7', () => {
  expect(matching(/\brandomUUID\b|uuid_generate_v4|gen_random_uuid/)).toEqual([]);
});

test('nothing is written through TypeORM\'s save(), which asks before it writes', () => {
  const calls = sources(...services.map((service) => `services/${service}/src`)).filter((file) => {
    let found = false;
    const walk = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && /(manager|[rR]epository)\.save$/.test(node.expression.getText())) found = true;
      ts.forEachChild(node, walk);
    };
    walk(parse(file));
    return found;
  });
  expect(calls.map(({ path }) => path)).toEqual([]);
});

import ts from 'typescript';
import { importsOf, isTest, parse, sources, type SourceFile, withoutComments } from './tree.js';

/**
 * What a service has beside its stores, services and resolvers (files with a part in their name) and what Nest injects:
 * types, states, decisions and texts. All of it is pure, whether or not a table of cases stands beside it.
 */
const isRule = ({ path, text }: SourceFile): boolean =>
  /^services\/\w+\/src\/(?!events\/|migrations\/)[\w-]+\/(?!providers\.ts$)[\w-]+\.ts$/.test(path) && !isTest(path) && !text.includes('@Injectable(');

const rules = sources('services').filter(isRule);

const failing = (fault: (file: SourceFile) => readonly string[]): string[] => rules.flatMap((file) => fault(file).map((words) => `${file.path}: ${words}`));

test('rules know neither framework nor database, and nothing of how they are stored or served', () => {
  const forbidden = /\.(entity|store|reader|loads|pages|service|resolver|controller)\.ts$|^(@nestjs\/|typeorm|pg$|express|kafkajs)/;
  expect(failing((file) => importsOf(file).filter((imported) => forbidden.test(imported)))).toEqual([]);
});

test('rules take types, ids, faults and safe text from the database, the log and the platform, and nothing that reads or writes', () => {
  expect(failing((file) => valuesFrom(file, /^@cairn\/(postgres|messaging|service)$/).filter((name) => !/^(asUuid|isUuid|newId|DatabaseBusy|Html|html)$/.test(name)))).toEqual([]);
});

test('rules are told the time and do not look at a clock', () => {
  expect(failing((file) => withoutComments(file).match(/\bDate\.now\(|\bnew Date\(\)/g) ?? [])).toEqual([]);
});

test('enough of the tree is looked at', () => {
  expect(rules.length).toBeGreaterThan(40);
});

/** Names that a file imports as values from modules of a pattern. */
function valuesFrom(file: SourceFile, module: RegExp): string[] {
  return parse(file).statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier) || !module.test(statement.moduleSpecifier.text)) return [];
    const { importClause } = statement;
    if (!importClause || importClause.isTypeOnly) return [];
    const { namedBindings } = importClause;
    if (!namedBindings || !ts.isNamedImports(namedBindings)) return [statement.getText()];
    return namedBindings.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ propertyName, name }) => (propertyName ?? name).text);
  });
}

import { subgraphSdl } from '@cairn/subgraph';
import { type DirectiveNode, Kind, parse as parseSdl } from 'graphql';
import ts from 'typescript';
import { parse, services, sources } from './tree.js';

interface Answered {
  /** `Query.issuer`, `Mutation.createIssuer`, `Tenant.members`. */
  readonly fields: Set<string>;
  /** Types with a method that finds them by reference. */
  readonly references: Set<string>;
}

/** Nest falls silently back to the default resolver when a method is missing; these two tests pay for schema first. */
test.each(services)('every root field of %s has a method', (service) => {
  const { fields } = answeredBy(service);
  const missing = rootFieldsOf(service).filter((field) => !fields.has(field));
  expect(missing).toEqual([]);
});

test.each(services)('every entity that %s owns or extends is found by reference', (service) => {
  const { references } = answeredBy(service);
  expect(resolvableEntitiesOf(service).filter((type) => !references.has(type))).toEqual([]);
});

function typesOf(service: string) {
  const { definitions } = parseSdl(subgraphSdl(new URL(`../../services/${service}/schema.graphql`, import.meta.url)));
  return definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION);
}

const rootFieldsOf = (service: string): string[] =>
  typesOf(service)
    .filter(({ name }) => name.value === 'Query' || name.value === 'Mutation')
    .flatMap(({ name, fields = [] }) => fields.map((field) => `${name.value}.${field.name.value}`));

function resolvableEntitiesOf(service: string): string[] {
  const isResolvable = ({ name, arguments: given = [] }: DirectiveNode) =>
    name.value === 'key' && !given.some(({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value);
  return typesOf(service)
    .filter(({ directives = [] }) => directives.some(isResolvable))
    .map(({ name }) => name.value);
}

function answeredBy(service: string): Answered {
  const answered: Answered = { fields: new Set(), references: new Set() };
  for (const file of sources(`services/${service}/src`)) {
    ts.forEachChild(parse(file), function walk(node): void {
      if (ts.isClassDeclaration(node)) readResolver(node, answered);
      // The platform answers the trail of every service under the name that its app.ts gives (auditTrailModule).
      if (ts.isPropertyAssignment(node) && node.name.getText() === 'auditTrail' && ts.isStringLiteral(node.initializer)) answered.fields.add(`Query.${node.initializer.text}`);
      ts.forEachChild(node, walk);
    });
  }
  return answered;
}

function readResolver(node: ts.ClassDeclaration, { fields, references }: Answered): void {
  const resolver = decoratorsOf(node).get('Resolver');
  if (resolver === undefined) return;
  for (const member of node.members) {
    const decorators = decoratorsOf(member);
    const own = member.name && ts.isIdentifier(member.name) ? member.name.text : '';
    for (const kind of ['Query', 'Mutation']) {
      const name = decorators.get(kind);
      if (name !== undefined) fields.add(`${kind}.${name || own}`);
    }
    const field = decorators.get('ResolveField');
    if (field !== undefined) fields.add(`${resolver}.${field || own}`);
    if (decorators.has('ResolveReference')) references.add(resolver);
  }
}

/** Names of the decorators of a node, each with its first argument when that is a text. */
function decoratorsOf(node: ts.Node): Map<string, string> {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return new Map(
    decorators.map(({ expression }) => {
      if (!ts.isCallExpression(expression)) return [expression.getText(), ''];
      const [first] = expression.arguments;
      return [expression.expression.getText(), first && ts.isStringLiteralLike(first) ? first.text : ''];
    }),
  );
}

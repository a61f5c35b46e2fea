import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema, isEnumType, isInputObjectType, isIntrospectionType, parse, validate } from 'graphql';
import { compose, type Composition, compositionFiles, sdlOf } from '../../gateway/src/compose.js';
import { contractNames } from '../../gateway/src/contracts.js';
import { subgraphNames } from '../../gateway/src/subgraph-names.js';
import { tagFaults } from './tags.js';

const schemas = Object.fromEntries(contractNames.map((name) => [name, buildSchema(readFileSync(compositionFiles[name], 'utf8'))]));
const coordinates = new Map(contractNames.map((name) => [name, coordinatesOf(schemas[name] as GraphQLSchema)]));

describe('tags', () => {
  test.each(subgraphNames.map((name) => [name]))('of %s are on every field, argument and type, by the rules', (name) => {
    expect(tagFaults(sdlOf(name), contractNames)).toEqual([]);
  });

  it('are missed where they are missing, on a whole entity, and on an argument alone', () => {
    const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag"])
      type Query { a: Int  b(x: Int): Int @tag(name: "public")  c: Int @tag(name: "publik") }
      type Thing @key(fields: "id") @tag(name: "public") { id: ID! @tag(name: "public") }
      input ThingInput { name: String }
      type Hidden @inaccessible { a: Int }`;
    expect(tagFaults(sdl, contractNames)).toEqual([
      'Query.a: no tag',
      'Query.b(x:): tag it like its field',
      'Query.c: one tag, of public, partner, internal',
      'Thing: tag its fields, not the type',
      'ThingInput: no tag',
    ]);
  });
});

describe('the contracts', () => {
  it('lie within one another', () => {
    const [narrow, middle, wide] = contractNames.map((name) => coordinates.get(name) as Set<string>);
    expect([...(narrow ?? [])].filter((one) => !middle?.has(one))).toEqual([]);
    expect([...(middle ?? [])].filter((one) => !wide?.has(one))).toEqual([]);
    expect(narrow?.size).toBeLessThan(middle?.size ?? 0);
    expect(middle?.size).toBeLessThan(wide?.size ?? 0);
  });

  it('have every value and member of the enums and inputs they have at all, since a missing one changes what a filter means', () => {
    const whole = schemas.internal as GraphQLSchema;
    const missing = contractNames.flatMap((name) =>
      Object.values(whole.getTypeMap())
        .filter((type) => (isEnumType(type) || isInputObjectType(type)) && schemas[name]?.getType(type.name))
        .flatMap((type) => [...coordinates.get('internal')!].filter((one) => one.startsWith(`${type.name}.`) && !coordinates.get(name)!.has(one))),
    );
    expect(missing).toEqual([]);
  });

  it('leave out what somebody forgot to tag', () => {
    const sdls = new Map<string, string>(subgraphNames.map((name) => [name, sdlOf(name)]));
    const more = `${sdlOf('issuers').replace('type Query {', 'type Query {\n  "Secret."\n  secret: Int\n')}`;
    const composed = compose(sdls.set('issuers', more)) as Composition;
    expect(composed.internal).toContain('secret: Int');
    for (const file of ['public', 'partner'] as const) expect(composed[file]).not.toContain('secret: Int');
  });

  /** Narrowest contract in which the operation is valid. */
  test.each([
    ['public', '{ viewer { operator } issuers(first: 1) { nodes { name did signingKeys { didKey } achievements(first: 1) { nodes { id } } } } }'],
    ['public', '{ achievements(first: 1, filter: { assessed: true }, orderBy: TITLE_ASC) { totalCount nodes { title usedIn { title } } } }'],
    ['public', 'query ($id: ID!) { node(id: $id) { ... on Award { state snapshot { achievementName } credential { url status { revoked } } } } }'],
    ['public', 'query ($input: VerifyCredentialInput!) { verifyCredential(input: $input) { verdict steps { step outcome code message } } }'],
    ['public', 'mutation ($input: AcceptAwardInput!) { acceptAward(input: $input) { award { state } userErrors { code } position } }'],
    ['partner', '{ awards(first: 1, filter: { state: [ACTIVE] }) { totalCount nodes { partnerReference } } }'],
    ['partner', '{ earnerChanges(first: 1) { endPosition nodes { op node { id } } } }'],
    ['partner', 'mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id } userErrors { code } } }'],
    ['partner', 'query ($input: StackingAggregateInput!) { stackingAggregate(input: $input, first: 1) { nodes { value } } }'],
    ['internal', 'mutation ($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id } } }'],
    ['internal', 'mutation ($input: RecordIssuerDomainCheckInput!) { recordIssuerDomainCheck(input: $input) { issuer { id } } }'],
    [undefined, '{ principalByKey(keyHash: "") { rights } }'],
  ])('%s is the narrowest that takes %s', (narrowest, operation) => {
    expect(contractNames.find((name) => validate(schemas[name] as GraphQLSchema, parse(operation)).length === 0)).toBe(narrowest);
  });
});

/** `Type`, `Type.field`, `Type.field(argument:)` of a whole schema. */
function coordinatesOf(schema: GraphQLSchema): Set<string> {
  const found = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    found.add(type.name);
    const parts = isEnumType(type) ? type.getValues() : 'getFields' in type ? Object.values(type.getFields()) : [];
    for (const part of parts) {
      found.add(`${type.name}.${part.name}`);
      for (const argument of 'args' in part ? part.args : []) found.add(`${type.name}.${part.name}(${argument.name}:)`);
    }
  }
  return found;
}

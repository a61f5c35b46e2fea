import { committedPrices as prices, costOf, wholeSchema } from '@cairn/gateway/testing';
import { getIntrospectionQuery, parse } from 'graphql';
import { type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity';

const points = (source: string, variables?: Record<string, unknown>) => costOf(source, variables).points;

describe('the price of fields', () => {
  it('is in the committed supergraph, with sizes of lists that have no pages', () => {
    const dear = ['achievements', 'achievementFacets', 'verifyCredential', 'stackingAggregate', 'transitions', 'pathwayFunnel'];
    expect(dear.map((field) => [field, prices.ofField('Query', field)])).toEqual([
      ['achievements', 10], ['achievementFacets', 50], ['verifyCredential', 10], ['stackingAggregate', 50], ['transitions', 50], ['pathwayFunnel', 50],
    ]);
    expect([prices.listSize('PathwayVersion', 'requirements'), prices.listSize('Award', 'countsToward'), prices.listSize('Nothing', 'known')]).toEqual([20, 3, 100]);
  });

  it('is 1 for an entity, 0 for what lies in one, and what `@cost` says else', () => {
    expect(costOf('{ viewer { operator } }')).toMatchObject({ points: 0, nodes: 1 });
    expect(costOf('{ issuer(id: "x") { name domain { state } } }')).toMatchObject({ points: 1, nodes: 2 });
    expect(costOf('{ issuers(first: 7) { edges { cursor node { id } } nodes { id } pageInfo { endCursor } } }')).toMatchObject({ points: 14, nodes: 23 });
    expect(points('{ nodes(ids: ["a", "b", "c"]) { id } }')).toBe(3);
    expect(points('{ achievementFacets { total } }')).toBe(50);
    expect(points('{ verifyCredential(input: { url: "x" }) { credential { id } steps { code } } }')).toBe(11);
  });

  it('is 10 for a mutation and 1 for each item in its input, wherever it lies', () => {
    expect(points('mutation { acceptAward(input: { id: "x" }) { award { id } } }')).toBe(11);
    const create = 'mutation($i: CreateEarnerInput!) { createEarner(input: $i) { position } }';
    expect(points(create, { i: { identifiers: [1, 2, 3].map((value) => ({ type: 'STUDENT_ID', value: String(value) })) } })).toBe(13);
    expect(() => points(create, { i: { identifiers: Array.from({ length: 251 }, (_, i) => ({ type: 'STUDENT_ID', value: String(i) })) } })).toThrow(/at most 250/);
    expect(points('mutation { a: createEarner(input: { identifiers: [{ type: STUDENT_ID, value: "1" }] }) { position } b: createEarner(input: { identifiers: [] }) { position } }')).toBe(21);
  });

  it('counts what variables say by default, fragments at each use, and what is skipped as present', () => {
    expect(points('query($n: Int! = 30) { issuers(first: $n) { nodes { id } } }')).toBe(30);
    expect(points('query($n: Int! = 30) { issuers(first: $n) { nodes { id } } }', { n: 5 })).toBe(5);
    expect(points('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b'] })).toBe(2);
    expect(points('{ a: issuers(first: 2) { ...P } b: issuers(first: 3) { ...P } } fragment P on IssuerConnection { nodes { id } }')).toBe(5);
    expect(points('query($n: Int!) { a: issuers(first: $n) { ...P } b: issuers(first: 3) { ...P } } fragment P on IssuerConnection { nodes { id } }', { n: 4 })).toBe(7);
    expect(points('{ issuer(id: "x") @skip(if: true) { id } ... @include(if: false) { viewer { tenant { id } } } }')).toBe(2);
  });

  it('is 50 for each introspection, however deep', () => {
    expect(points(getIntrospectionQuery())).toBe(50);
    expect(points('{ a: __type(name: "A") { name } b: __type(name: "B") { name } }')).toBe(100);
  });

  it('is no number when it cannot be counted, and then above every limit', () => {
    const bomb = `{ ...F0 } ${Array.from({ length: 1_100 }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F1100 on Query { nodes(ids: []) { id } viewer { tenant { id } } }`;
    expect(costOf(bomb).points <= 1_000).toBe(false);
  });
});

/** A second opinion with the same prices, by a library that walks the document on its own. */
function secondOpinion(source: string, variables: Record<string, unknown>): number {
  const estimator = ({ type, field, args, childComplexity }: ComplexityEstimatorArgs): number => {
    const target = String(field.type).replace(/[[\]!]/g, '');
    const own = prices.ofField(type.name, field.name) ?? (wholeSchema.getType(target) && 'getFields' in wholeSchema.getType(target)! ? prices.ofObject(wholeSchema.getType(target)!) : 0);
    const listed = String(field.type).includes('[') && !['edges', 'nodes'].includes(field.name);
    const size = target.endsWith('Connection') ? Number(args.first) : Array.isArray(args.ids) ? args.ids.length : listed && own + childComplexity > 0 ? prices.listSize(type.name, field.name) : 1;
    return target.endsWith('Connection') ? own + size * childComplexity : size * (own + childComplexity);
  };
  return getComplexity({ schema: wholeSchema, query: parse(source), variables, estimators: [estimator] });
}

describe('a second opinion', () => {
  it.each([
    ['{ issuers(first: 100) { nodes { id name } } }', {}],
    ['query($n: Int!) { issuers(first: $n) { nodes { id achievements(first: 3) { nodes { id } } } } }', { n: 20 }],
    ['query($n: Int! = 9) { awards(first: $n) { nodes { earner { id } issuer { id } countsToward { id pathway { id } } } } }', {}],
    ['query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b', 'c'] }],
    ['{ pathways(first: 10) { nodes { title issuer { name } currentVersion { requirements { title achievement { title } } } } } }', {}],
    ['{ a: awards(first: 5) { ...P } b: awards(first: 6) { ...P } } fragment P on AwardConnection { nodes { id issuer { id } } }', {}],
    ['{ stackingAggregate(input: { metric: M1_STACK_IN }, first: 10) { nodes { value } } verifyCredential(input: { url: "x" }) { credential { id } } }', {}],
  ] as [string, Record<string, unknown>][])('agrees on %s', (source, variables) => {
    expect(points(source, variables)).toBe(secondOpinion(source, variables));
  });
});

import { readFileSync } from 'node:fs';
import type { GatewayApp } from '../app.js';
import { ask, gatewayOver, issuersKnowing, key } from '../gateway.fixture.js';

const signed = { authorization: `Bearer ${key}` };
const many = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i)).join(' ');
const nested = (levels: number) => `${'{ awards(first: 1) { nodes { earner '.repeat(levels)} { id } ${'} } }'.repeat(levels)}`;
const bomb = `{ ...F0 } ${many(15, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F15 on Query { viewer { operator } }`;

describe('hostile documents', () => {
  let gateway: GatewayApp & { url: string; stop(): Promise<void> };
  const issuers = issuersKnowing();
  /** What was asked on behalf of the caller; who he is, the gateway asks for itself. */
  const askedForCaller = () => issuers.asked.filter(({ query }) => !query.includes('principalByKey')).length;
  beforeAll(async () => {
    gateway = await gatewayOver([issuers]);
  });
  afterAll(() => gateway.stop());

  it.each(([
    ['too deep', `query ${nested(5)}`, 'LIMIT_EXCEEDED'],
    ['too many aliases', `{ viewer { ${many(31, (i) => `a${i}: operator`)} } }`, 'LIMIT_EXCEEDED'],
    ['aliases hidden in a fragment', `{ viewer { ${'...A '.repeat(3)} } } fragment A on Viewer { ${many(11, (i) => `a${i}: operator`)} }`, 'LIMIT_EXCEEDED'],
    ['too many tokens', `{ viewer { ${'operator '.repeat(2_001)} } }`, 'LIMIT_EXCEEDED'],
    ['too many directives', `{ viewer { operator ${'@include(if: true) '.repeat(21)} } }`, 'LIMIT_EXCEEDED'],
    ['too many root fields', `{ ${'viewer { operator } '.repeat(21)} }`, 'LIMIT_EXCEEDED'],
    ['a fragment bomb at the root', bomb, 'LIMIT_EXCEEDED'],
    ['one field a thousand times', `{ viewer { ${'operator '.repeat(1_990)} } } `, 'LIMIT_EXCEEDED'],
    ['fragments in a circle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an alias of the prototype', '{ __proto__: viewer { operator } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['no page size', '{ awards { nodes { id } } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a page of 101', '{ awards(first: 101) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['a page of none', '{ awards(first: 0) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['a large page in a variable', 'query($n: Int!) { awards(first: $n) { nodes { id } } }', 'BAD_USER_INPUT', { n: 1_000_000 }],
    ['a large page in a default', 'query($n: Int! = 1000000) { awards(first: $n) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['a large page behind a fragment', '{ ...F } fragment F on Query { awards(first: 500) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['101 ids', 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', 'BAD_USER_INPUT', { ids: Array(101).fill('iss_1') }],
    ['a variable of the wrong kind', 'query($n: Int!) { awards(first: $n) { nodes { id } } }', 'BAD_USER_INPUT', { n: 'x' }],
    ['pages within pages within pages', '{ issuers(first: 100) { nodes { awards(first: 100) { nodes { earner { awards(first: 100) { nodes { id } } } } } } } }', 'COST_EXCEEDED'],
    ['the same page many times', `{ ${many(13, (i) => `a${i}: issuers(first: 100) { nodes { awards(first: 20) { nodes { id } } } }`)} }`, 'COST_EXCEEDED'],
    ['no GraphQL', '{ viewer {', 'GRAPHQL_PARSE_FAILED'],
  ] as [string, string, string, object?][]).map(([name, query, code, variables]) => [name, { query, code, variables }] as const))('%s', async (_name, { query, code, variables }) => {
    const before = askedForCaller();
    const { status, body } = await ask(gateway.url, query, variables, signed);
    expect(askedForCaller()).toBe(before);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code, retryable: false, docs: `/docs/errors#${code}` });
    expect(body).not.toHaveProperty('data');
    expect(status).toBe(400);
  });

  it('lets the nested page of a provider through', async () => {
    const query = `{ issuer(id: "iss_1") { awards(first: 50) { nodes { achievement { title } issuer { name } earner { name } credential { state } } } } }`;
    const { status, body } = await ask(gateway.url, query, {}, signed);
    expect({ status, body }).toMatchObject({ status: 200, body: { data: { issuer: null }, extensions: { cost: { requested: 251, actual: 0 } } } });
  });

  it('answers introspection, as the downloadable schema says the same', async () => {
    const { status, body } = await ask(gateway.url, '{ __schema { queryType { name } } __type(name: "PrincipalRecord") { name } }');
    expect(status).toBe(200);
    expect(body.data).toEqual({ __schema: { queryType: { name: 'Query' } }, __type: null });
    const schema = await (await fetch(`${gateway.url}/schema.graphql`)).text();
    expect(schema).toBe(readFileSync(new URL('../../contracts/public.graphql', import.meta.url), 'utf8'));
  });
});

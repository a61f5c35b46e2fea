import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { compositionFiles } from '../../compose.js';
import { openContracts } from '../../contracts.js';
import { CostRule, withinLimits } from '../../cost/cost-rule.js';
import { wholeSchema } from '../../testing/cost-of.js';
import type { BulkFormat, BulkPlan } from './bulk-plan.js';
import { BulkPlans } from './bulk-plans.js';

const cost = new CostRule(wholeSchema, readFileSync(compositionFiles.supergraph, 'utf8'));
const plans = new BulkPlans(openContracts({ closed: false }), cost);

function planned(query: string, format: BulkFormat = 'JSONL'): BulkPlan {
  const plan = plans.of('partner', query, format);
  if (!('stages' in plan)) throw new Error(JSON.stringify(plan));
  return plan;
}

function faults(query: string, format: BulkFormat = 'JSONL'): string[] {
  const plan = plans.of('partner', query, format);
  return 'stages' in plan ? [] : plan.map(({ code }) => code);
}

const flat = (query: string) => query.replace(/\s+/g, ' ').trim();

describe('a plan for a query that runs in the background', () => {
  it('pages one connection with the sizes of its own, and keeps every other argument and alias', () => {
    const { stages } = planned('{ mine: awards(first: 3, filter: { state: ACTIVE }, orderBy: AWARDED_ON_DESC) { totalCount edges { cursor node { id } } pageInfo { endCursor } } }');
    expect(stages).toHaveLength(1);
    expect(stages[0]).toMatchObject({ path: ['mine'], name: 'mine', inner: [], page: { first: 100 } });
    expect(flat(stages[0]?.page.query ?? '')).toBe(
      'query BulkPage($first: Int!, $after: Cursor) { mine: awards( filter: {state: ACTIVE} orderBy: AWARDED_ON_DESC first: $first after: $after ) { nodes { id } bulk__page: pageInfo { hasNextPage endCursor } } }',
    );
  });

  it('goes on with an inner connection by the id of its object', () => {
    const { stages } = planned('{ earners(first: 1) { nodes { state awards(first: 1) { nodes { id awardedOn } } } } }');
    expect(flat(stages[0]?.page.query ?? '')).toContain('nodes { id state awards(first: $inner) { nodes { id awardedOn } bulk__page: pageInfo');
    const [inner] = stages[0]?.inner ?? [];
    expect(inner).toMatchObject({ path: ['awards'], name: 'earners.awards' });
    expect(flat(inner?.rest.query ?? '')).toContain('query BulkPage($id: ID!, $first: Int!, $after: Cursor) { node(id: $id) { ... on Earner { awards(first: $first, after: $after)');
  });

  it('finds connections behind objects, in fragments, and several at the root', () => {
    const { stages } = planned(`
      query { ...Roots issuer(id: "iss_1") { achievements(first: 5) { nodes { ...Named } } } }
      fragment Roots on Query { issuers(first: 5) { nodes { id } } }
      fragment Named on Achievement { id code }`);
    expect(stages.map(({ name }) => name)).toEqual(['issuers', 'issuer.achievements']);
    expect(flat(stages[1]?.page.query ?? '')).toContain('issuer(id: "iss_1") { achievements(first: $first, after: $after) { nodes { ... on Achievement { id code } }');
  });

  it('asks only for what is valid and within the limits of an operation', () => {
    const queries = [
      '{ earners(first: 100) { nodes { awards(first: 100) { nodes { id achievementVersion { id achievement { id issuer { id name } } } } } } } }',
      '{ issuers(first: 100) { nodes { id achievements(first: 100) { nodes { id issuer { id } } } } } awards(first: 1) { nodes { id } } }',
    ];
    for (const query of queries) {
      for (const { page, inner } of planned(query).stages) {
        for (const one of [page, ...inner.map(({ rest }) => rest)]) {
          expect(validate(wholeSchema, parse(one.query)).map(({ message }) => message)).toEqual([]);
          withinLimits(cost.of(one.operation, { fragments: new Map() }).requested({ first: one.first, inner: one.inner }));
        }
      }
    }
  });

  it('has a column for each plain value of a table, those of objects included', () => {
    const { columns } = planned('{ awards(first: 1) { nodes { id awardedOn achievementVersion { version: number achievement { code } } createdAt } } }', 'CSV');
    expect(columns).toEqual([
      { name: 'id', path: ['id'], kind: 'TEXT' },
      { name: 'awardedOn', path: ['awardedOn'], kind: 'TEXT' },
      { name: 'achievementVersion_version', path: ['achievementVersion', 'version'], kind: 'WHOLE' },
      { name: 'achievementVersion_achievement_code', path: ['achievementVersion', 'achievement', 'code'], kind: 'TEXT' },
      { name: 'createdAt', path: ['createdAt'], kind: 'INSTANT' },
    ]);
  });

  const five = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}: issuers(first: 1) { nodes { id } }`);

  test.each<[string, string, string]>([
    ['what is no GraphQL', '{', 'BULK_QUERY_INVALID'],
    ['a field that is not there', '{ nothing }', 'BULK_QUERY_INVALID'],
    ['a field of another contract', 'mutation { createTenant(input: { name: "A" }) { position } }', 'BULK_QUERY_INVALID'],
    ['a mutation', 'mutation { disableApiClient(input: { id: "apc_1" }) { position } }', 'BULK_QUERY_INVALID'],
    ['two queries', 'query A { issuers(first: 1) { nodes { id } } } query B { issuers(first: 1) { nodes { id } } }', 'BULK_QUERY_INVALID'],
    ['variables', 'query ($n: Int!) { issuers(first: $n) { nodes { id } } }', 'BULK_QUERY_INVALID'],
    ['a directive at a connection', '{ issuers(first: 1) @include(if: true) { nodes { id } } }', 'BULK_QUERY_INVALID'],
    ['a connection without objects', '{ issuers(first: 1) { totalCount } }', 'BULK_QUERY_INVALID'],
    ['no connection', '{ viewer { kind } }', 'BULK_QUERY_WITHOUT_CONNECTION'],
    ['something beside a connection', '{ issuers(first: 1) { nodes { id } } viewer { kind } }', 'BULK_QUERY_WITHOUT_CONNECTION'],
    ['something beside a connection in an object', '{ issuer(id: "iss_1") { name achievements(first: 1) { nodes { id } } } }', 'BULK_QUERY_WITHOUT_CONNECTION'],
    ['six connections', `{ ${[...five, 'f: issuers(first: 1) { nodes { id } }'].join(' ')} }`, 'BULK_QUERY_TOO_DEEP'],
    ['a third level', '{ issuers(first: 1) { nodes { achievements(first: 1) { nodes { versions(first: 1) { nodes { id } } } } } } }', 'BULK_QUERY_TOO_DEEP'],
  ])('refuses %s', (_what, query, code) => {
    expect(faults(query)).toEqual([code]);
  });

  test.each<[string, string]>([
    ['two connections', '{ issuers(first: 1) { nodes { id } } awards(first: 1) { nodes { id } } }'],
    ['an inner connection', '{ earners(first: 1) { nodes { id awards(first: 1) { nodes { id } } } } }'],
    ['a list', '{ issuers(first: 1) { nodes { id sectors } } }'],
    ['two columns of one name', '{ awards(first: 1) { nodes { earner_id: id earner { id } } } }'],
  ])('refuses %s in a table, which it takes as lines', (_what, query) => {
    expect(faults(query, 'CSV')).toEqual(['BULK_QUERY_NOT_FLAT']);
    expect(faults(query, 'PARQUET')).toEqual(['BULK_QUERY_NOT_FLAT']);
    expect(faults(query)).toEqual([]);
  });

  it('says briefly why it refuses what is long', () => {
    const plan = plans.of('partner', `{ ${'long'.repeat(4_000)} }`, 'JSONL');
    expect('stages' in plan ? '' : plan[0]?.message).toHaveLength(500);
  });

  it('takes five connections', () => {
    expect(planned(`{ ${five.join(' ')} }`).stages).toHaveLength(5);
  });
});

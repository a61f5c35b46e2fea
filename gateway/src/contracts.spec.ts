import { anonymous, principalOf } from '@cairn/access';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import { contractFor, contractOf, graphAddress, openContracts } from './contracts.js';
import { ask, clientRecord, fakeSubgraph, gatewayOver, issuersKnowing, key } from './gateway.fixture.js';

const bearer = { authorization: `Bearer ${key}` };
const client = principalOf({ actor: 'a', tenant: 't' });
const operator = principalOf({ actor: 'o', operator: true });

describe('the contract of a request', () => {
  it('is the caller’s own', () => {
    expect(contractOf(anonymous)).toBe('public');
    expect(contractOf({ ...client, kind: 'PERSON', tenant: null })).toBe('public');
    expect(contractOf(client)).toBe('partner');
    expect(contractOf({ ...client, kind: 'MEMBER' })).toBe('partner');
    expect(contractOf(operator)).toBe('internal');
  });

  it('may be a narrower one by address, never a wider one', () => {
    expect(contractFor(operator, 'public')).toBe('public');
    expect(contractFor(client, 'partner')).toBe('partner');
    expect(contractFor(client, undefined)).toBe('partner');
    expect(() => contractFor(anonymous, 'partner')).toThrow(expect.objectContaining({ status: 403, code: 'FORBIDDEN' }));
    for (const caller of [anonymous, client]) expect(() => contractFor(caller, 'internal')).toThrow(expect.objectContaining({ status: 404 }));
  });

  it('is in the address', () => {
    expect(graphAddress('/graphql')).toEqual({});
    expect(graphAddress('/graphql?x')).toEqual({ pinned: undefined });
    expect(graphAddress('/partner/graphql')).toEqual({ pinned: 'partner' });
    for (const url of [undefined, '/', '/graphqlx', '/graphql/', '/secret/graphql', '/x/partner/graphql']) expect(graphAddress(url)).toBeUndefined();
  });
});

describe('a contract', () => {
  const callers = { nobody: {}, client: bearer, operator: { authorization: 'Bearer cairn_operator' } };
  const achievements = fakeSubgraph('achievements', { Query: { achievements: () => ({ edges: [], nodes: [], pageInfo: {} }) } });
  const open = (operatorKnown = false) =>
    gatewayOver([
      operatorKnown ? issuersKnowing({ principalByKey: () => ({ ...clientRecord, operator: true }), viewer: () => ({ operator: true, rights: [] }) }) : issuersKnowing({ viewer: () => ({ operator: false, rights: ['AWARD'] }) }),
      achievements,
    ]);

  it('is what operations are checked against: nobody hears of the partners’ fields, a client of the operators’', async () => {
    const { url, stop } = await open();
    try {
      const told = async (query: string, headers: Record<string, string> = {}) => {
        const { status, body } = await ask(url, query, undefined, headers);
        return [status, body.errors?.[0]?.extensions.code, body.errors?.[0]?.message];
      };
      expect(await told('{ viewer { operator } }')).toEqual([200, undefined, undefined]);
      // The whole graph would suggest `rights`.
      expect(await told('{ viewer { right } }')).toEqual([400, 'GRAPHQL_VALIDATION_FAILED', 'Cannot query field "right" on type "Viewer".']);
      expect(await told('{ viewer { rights } }')).toEqual([401, 'UNAUTHENTICATED', expect.stringContaining('key')]);
      expect(await told('mutation { createTenant(input: { name: "X" }) { position } }')).toEqual([400, 'GRAPHQL_VALIDATION_FAILED', expect.any(String)]);
      expect(await told('{ viewer { rights } }', bearer)).toEqual([200, undefined, undefined]);
      const [status, , message] = await told('mutation { createTenan { tenant { id } } }', bearer);
      expect(status).toBe(400);
      expect(message).not.toContain('createTenant');
      expect(await told('{ a: __typename viewer { operator } __schema { queryType { name } } }')).toEqual([400, 'BAD_USER_INPUT', expect.any(String)]);
    } finally {
      await stop();
    }
  });

  it('is what introspection and the downloaded schema show, the same in both', async () => {
    const contracts = openContracts({ closed: false });
    const introspected = async (url: string, headers: Record<string, string>) => {
      const { body } = await ask(url, getIntrospectionQuery(), undefined, headers);
      return `${printSchema(lexicographicSortSchema(buildClientSchema(body.data as unknown as IntrospectionQuery)))}\n`;
    };
    for (const [operatorKnown, headers, name] of [[false, callers.nobody, 'public'], [false, callers.client, 'partner'], [true, callers.operator, 'internal']] as const) {
      const { url, stop } = await open(operatorKnown);
      try {
        expect(await introspected(url, headers)).toBe(contracts[name].sdl);
        expect(await (await fetch(`${url}/schema.graphql`, { headers })).text()).toBe(contracts[name].sdl);
      } finally {
        await stop();
      }
    }
  });

  it('can be pinned, and its address tells nobody more than he may know', async () => {
    const { url, stop } = await open();
    try {
      const pinned = async (contract: string, headers: Record<string, string>) => {
        const response = await fetch(`${url}/${contract}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query: '{ viewer { operator } }' }),
        });
        return response.status;
      };
      expect([await pinned('public', {}), await pinned('partner', {}), await pinned('internal', {}), await pinned('other', {})]).toEqual([200, 403, 404, 404]);
      expect([await pinned('public', bearer), await pinned('partner', bearer), await pinned('internal', bearer)]).toEqual([200, 200, 404]);
      const status = async (path: string) => (await fetch(url + path)).status;
      expect([await status('/public/schema.graphql'), await status('/partner/schema.graphql'), await status('/internal/schema.graphql')]).toEqual([200, 200, 404]);
      expect([await status('/partner/graphql'), await status('/internal/graphql')]).toEqual([405, 404]);
    } finally {
      await stop();
    }
  });

  it('of operators hides its schema in production, and no other does', () => {
    const { public: anyone, partner, internal } = openContracts({ closed: true });
    expect([anyone.introspection, partner.introspection, internal.introspection]).toEqual([true, true, false]);
  });
});

import { anonymous, principalOf, type RequestStatement, whoActs } from '@cairn/access';
import { openLog } from '@cairn/telemetry';
import { buildSchema } from 'graphql';
import { asStated, type RightsInForce, SubgraphExecutor } from './executor.js';
import { badInput } from './fault.js';
import type { GraphContext } from './graph-context.js';

const schema = buildSchema('type Query { fine: String mine: [String!] broken: String refused: String busy: String named(name: String, more: JSON): String } scalar JSON type Mutation { fine: String mine: [String!] counted: Int }');
const boom = () => {
  throw new Error('postgres://someone:secret@10.0.0.7/earners refused the connection');
};
Object.assign(schema.getQueryType()?.getFields().fine ?? {}, { resolve: () => 'fine' });
Object.assign(schema.getMutationType()?.getFields().fine ?? {}, { resolve: () => 'fine' });
let count = 0;
Object.assign(schema.getMutationType()?.getFields().counted ?? {}, {
  resolve: (_: unknown, __: unknown, context: GraphContext) => {
    count += 1;
    return context.loader<string, number>('count', (keys) => Promise.resolve(keys.map(() => count))).load('it');
  },
});
for (const type of [schema.getQueryType(), schema.getMutationType()]) {
  Object.assign(type?.getFields().mine ?? {}, { resolve: (_: unknown, __: unknown, context: GraphContext) => context.principal.rights });
}
Object.assign(schema.getQueryType()?.getFields().broken ?? {}, { resolve: boom });
Object.assign(schema.getQueryType()?.getFields().refused ?? {}, {
  resolve: () => {
    throw badInput('An id of an Award begins with `awd_`; this is none.');
  },
});
Object.assign(schema.getQueryType()?.getFields().busy ?? {}, {
  resolve: () => {
    throw Object.assign(new Error('pool of 10.0.0.7 is full'), { code: 'OVERLOADED', retryable: true });
  },
});

const statement = (awaitPosition: string | null = null): RequestStatement => ({
  principal: anonymous,
  requestId: 'request-1',
  deadline: Date.now() + 1_000,
  awaitPosition,
  awaitMs: 10,
  contract: null,
  operation: null,
});

const executor = (outcome: 'reached' | 'late' | 'invalid' = 'reached', rights: RightsInForce = asStated) =>
  new SubgraphExecutor('earners', schema, { reached: () => Promise.resolve(outcome) }, rights, openLog('test', 'silent'));

const codes = async (query: string, outcome: 'reached' | 'late' | 'invalid' = 'reached', position: string | null = null) => {
  const { data, errors } = await executor(outcome).execute({ query }, statement(position));
  return { data, codes: errors?.map(({ extensions }) => [extensions.code, extensions.retryable]) };
};

describe('an operation of a subgraph', () => {
  it('loses only the part that failed, and tells nothing of why', async () => {
    const { data, errors } = await executor().execute({ query: '{ fine broken }' }, statement());
    expect({ ...data }).toEqual({ fine: 'fine', broken: null });
    expect(errors?.[0]?.extensions).toEqual({ code: 'INTERNAL', retryable: false, service: 'earners', requestId: 'request-1', docs: '/docs/errors#INTERNAL' });
    expect(JSON.stringify(errors)).not.toMatch(/secret|10\.0\.0\.7|postgres/);
    expect(errors?.[0]?.path).toEqual(['broken']);
  });

  it('keeps the words of a fault that is meant for the caller', async () => {
    const { errors } = await executor().execute({ query: '{ refused }' }, statement());
    expect(errors?.[0]).toMatchObject({ message: 'An id of an Award begins with `awd_`; this is none.', extensions: { code: 'BAD_USER_INPUT' } });
  });

  it('says that it may be tried again when the database is busy, in words of our own', async () => {
    const { errors } = await executor().execute({ query: '{ busy }' }, statement());
    expect(errors?.[0]).toMatchObject({ message: expect.not.stringContaining('10.0.0.7') as string, extensions: { code: 'OVERLOADED', retryable: true } });
  });

  it('with several mutations reads in each what those before it wrote', async () => {
    const before = count;
    const { data } = await executor().execute({ query: 'mutation { a: counted b: counted }' }, statement());
    expect({ ...data }).toEqual({ a: before + 1, b: before + 2 });
  });

  it('that does not fit the schema is not run', async () => {
    const { data, errors } = await executor().execute({ query: '{ fine unknown }' }, statement());
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
  });
});

describe('a text that no database could store', () => {
  const faultOf = async (query: string, variables?: Record<string, unknown>) => {
    const { data, errors } = await executor().execute({ query, variables }, statement());
    return { data: data ?? null, fault: [errors?.[0]?.message.split(' holds')[0], errors?.[0]?.extensions.code] };
  };

  it.each([{ name: 'Museum\0' }, { name: 'Museum\ud800' }])('is refused in a variable: %j', async (variables) => {
    const answer = await faultOf('query($name: String) { named(name: $name) }', variables);
    expect(answer).toEqual({ data: null, fault: ['`$name`', 'BAD_USER_INPUT'] });
  });

  it('is refused as the name of a member too', async () => {
    const answer = await faultOf('query($more: JSON) { named(more: $more) }', { more: { rows: [{ 'a\0': 1 }] } });
    expect(answer).toEqual({ data: null, fault: ['`$more.rows[0]`', 'BAD_USER_INPUT'] });
  });

  it('is refused in an argument', async () => {
    const answer = await faultOf(String.raw`{ named(more: { rows: ["\u0000"] }) }`);
    expect(answer).toEqual({ data: null, fault: ['`more.rows[0]` of `named`', 'BAD_USER_INPUT'] });
  });
});

describe('an awaited position', () => {
  it('that has not arrived gives a fault and no older answer', async () => {
    expect(await codes('{ fine }', 'late', 'token')).toEqual({ data: null, codes: [['POSITION_NOT_REACHED', true]] });
  });

  it('that is none of this registry is bad input', async () => {
    expect(await codes('{ fine }', 'invalid', 'token')).toEqual({ data: null, codes: [['BAD_USER_INPUT', false]] });
  });

  it('that has not arrived keeps a mutation, too, from deciding on what is out of date', async () => {
    expect(await codes('mutation { fine }', 'late', 'token')).toEqual({ data: null, codes: [['POSITION_NOT_REACHED', true]] });
  });

  it('is not asked for without the header', async () => {
    expect((await codes('{ fine }', 'late')).codes).toBeUndefined();
  });

  it('lets every resolver see the rights in force instead of those stated', async () => {
    const stated = { ...statement(), principal: principalOf({ actor: 'a', tenant: 't', rights: ['AWARD'] }) };
    const asked: boolean[] = [];
    const withdrawn: RightsInForce = { of: (principal, writes) => (asked.push(writes), Promise.resolve({ ...principal, rights: [] })) };
    const seen = (rights: RightsInForce, query: string) => executor('reached', rights).execute({ query }, stated);
    expect((await seen(asStated, '{ mine }')).data).toEqual({ mine: ['AWARD'] });
    expect((await seen(withdrawn, '{ mine }')).data).toEqual({ mine: [] });
    expect((await seen(withdrawn, 'mutation { mine }')).data).toEqual({ mine: [] });
    expect(asked).toEqual([false, true]);
  });

  it('does nothing when the rights in force cannot be found out', async () => {
    const busy: RightsInForce = { of: () => Promise.reject(Object.assign(new Error('pool of 10.0.0.7 is full'), { code: 'OVERLOADED', retryable: true })) };
    const { data, errors } = await executor('reached', busy).execute({ query: 'mutation { fine }' }, statement());
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({ message: expect.not.stringContaining('10.0.0.7'), extensions: { code: 'OVERLOADED', retryable: true } });
  });
});

describe('work that has to be done before an answer leaves', () => {
  const secretive = buildSchema('type Query { name: String }');
  const asked = async (work: () => Promise<void>) => {
    Object.assign(secretive.getQueryType()?.getFields().name ?? {}, {
      resolve: (_: unknown, __: unknown, context: GraphContext) => {
        context.beforeAnswer('note', work);
        context.beforeAnswer('note', () => Promise.reject(new Error('the first of a name counts')));
        return 'Ana';
      },
    });
    const own = new SubgraphExecutor('earners', secretive, { reached: () => Promise.resolve('reached') }, asStated, openLog('test', 'silent'));
    return own.execute({ query: '{ a: name b: name }' }, { ...statement(), principal: principalOf({ actor: 'client-1', tenant: 't' }) });
  };

  it('is done once, and knows who acts', async () => {
    const acting: unknown[] = [];
    const { data } = await asked(() => Promise.resolve(void acting.push(whoActs())));
    expect({ ...data }).toEqual({ a: 'Ana', b: 'Ana' });
    expect(acting).toEqual([{ kind: 'CLIENT', actor: 'client-1', request: 'request-1', tenant: 't' }]);
    expect(whoActs().kind).toBe('REGISTRY');
  });

  it('keeps the whole answer back when it fails, and does not say why', async () => {
    const answer = await asked(() => Promise.reject(new Error('permission denied for table audit_entry')));
    expect(JSON.stringify(answer)).not.toMatch(/Ana|audit_entry/);
    expect(answer).toMatchObject({ data: null, errors: [{ extensions: { code: 'INTERNAL' } }] });
  });
});

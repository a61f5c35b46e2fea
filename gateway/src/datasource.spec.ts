import { createServer } from 'node:http';
import { ask, closing, fakeSubgraph, gatewayOver, listening, served, urlOf } from './gateway.fixture.js';

const issuer = { __typename: 'Issuer', id: 'iss_1', name: 'Hill University', state: 'ACTIVE' };
const issuers = () => fakeSubgraph('issuers', { Query: { issuer: () => issuer } });
const query = '{ issuer(id: "iss_1") { id name achievements(first: 2) { nodes { title } } } }';

describe('asking subgraphs', () => {
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });
  const gatewayWith = async (...given: Parameters<typeof gatewayOver>[0]) => {
    const gateway = await gatewayOver(given);
    stops.push(gateway.stop);
    return gateway;
  };

  it('joins what two subgraphs know and says how many requests that took', async () => {
    const connection = { nodes: [{ title: 'Bookbinding' }] };
    const achievements = fakeSubgraph('achievements', { Issuer: { achievements: () => connection } });
    const { url } = await gatewayWith(issuers(), achievements);
    const { status, body, headers } = await ask(url, query);
    expect(body.data).toEqual({ issuer: { id: 'iss_1', name: 'Hill University', achievements: connection } });
    expect(body).not.toHaveProperty('errors');
    expect(status).toBe(200);
    expect(headers.get('cairn-subgraph-calls')).toBe('2');
  });

  it('signs what it sends over a socket, and the subgraph can tell who asks', async () => {
    const fake = issuers();
    const remote = await served(fake);
    stops.push(remote.stop);
    const { url } = await gatewayWith(remote);
    const { body } = await ask(url, '{ issuer(id: "iss_1") { name } }', undefined, { 'x-request-id': 'req-1', 'cairn-await-position': 'p', 'cairn-await-timeout-ms': '9999' });
    expect(body).toMatchObject({ data: { issuer: { name: 'Hill University' } } });
    expect(body).not.toHaveProperty('errors');
    expect(fake.seen).toEqual([expect.objectContaining({ requestId: 'req-1', awaitPosition: 'p', awaitMs: 1_500, principal: expect.objectContaining({ tenant: null }) })]);
  });

  it('answers the rest when a subgraph is down, without its address', async () => {
    const remote = await served(fakeSubgraph('achievements'));
    await remote.stop();
    const { url } = await gatewayWith(issuers(), remote);
    const { status, body } = await ask(url, query, undefined, { 'x-request-id': 'req-2' });
    expect(status).toBe(200);
    expect(body.data).toEqual({ issuer: { id: 'iss_1', name: 'Hill University', achievements: null } });
    expect(body.errors).toEqual([
      {
        message: 'achievements cannot be reached at present.',
        path: ['issuer', 'achievements'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true, service: 'achievements', requestId: 'req-2', docs: '/docs/errors#SUBGRAPH_UNAVAILABLE' },
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('127.0.0.1');
  });

  it.each(['in one process', 'over a socket'])('gives up on a subgraph that never answers, %s', async (shape) => {
    const stuck = fakeSubgraph('achievements', { Issuer: { achievements: () => new Promise(() => undefined) } });
    const subgraph = shape === 'over a socket' ? await served(stuck) : stuck;
    if ('stop' in subgraph) stops.push(subgraph.stop as () => Promise<void>);
    const { url } = await gatewayWith(issuers(), subgraph);
    const { body } = await ask(url, query);
    expect(body.data).toMatchObject({ issuer: { name: 'Hill University', achievements: null } });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'DEADLINE_EXCEEDED', service: 'achievements' });
  });

  it('masks what a subgraph did not mean to tell, and passes what it did', async () => {
    const told = [
      { message: 'connect postgres://app:hunter2@10.0.0.7/db', extensions: { code: 'ECONNREFUSED', stacktrace: ['at x'] } },
      { message: 'Unknown type "Secret".', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
      { message: 'The write has not arrived here yet.', path: ['issuer'], extensions: { code: 'POSITION_NOT_REACHED', retryable: true, service: 'issuers' } },
    ];
    const broken = { name: 'issuers', execute: () => Promise.resolve({ data: { issuer: null }, errors: told as never }) };
    const { url } = await gatewayWith(broken);
    const { body } = await ask(url, '{ issuer(id: "iss_1") { name } }');
    expect(JSON.stringify(body)).not.toMatch(/hunter2|Secret|stacktrace/);
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['INTERNAL', 'INTERNAL', 'POSITION_NOT_REACHED']);
    expect(body.errors?.[2]).toMatchObject({ message: told[2]?.message, path: ['issuer'], extensions: { retryable: true } });
  });

  it('stops asking a subgraph that fails again and again', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.writeHead(502).end();
    });
    await listening(server);
    stops.push(() => closing(server));
    const { url } = await gatewayWith({ name: 'issuers', url: urlOf(server) });
    for (let i = 0; i < 60; i += 1) await ask(url, '{ issuer(id: "iss_1") { name } }');
    expect(asked).toBeGreaterThanOrEqual(20);
    expect(asked).toBeLessThan(60);
    const { body } = await ask(url, '{ issuer(id: "iss_1") { name } }');
    expect(body.errors?.[0]?.extensions.code).toBe('SUBGRAPH_UNAVAILABLE');
  });
});

import type { GatewayApp } from './app.js';
import { ask, gatewayOver, issuersKnowing, key } from './gateway.fixture.js';

const issuers = issuersKnowing();
const signed = { authorization: `Bearer ${key}` };
const askedByClients = () => issuers.asked.filter(({ query }) => !query.includes('principalByKey'));
const create = 'mutation($input: CreateIssuerInput!) { createIssuer(input: $input) { position } }';

describe('a text that no database could store', () => {
  let gateway: GatewayApp & { url: string; stop(): Promise<void> };
  beforeAll(async () => {
    gateway = await gatewayOver([issuers]);
  });
  afterAll(() => gateway.stop());

  it.each(([
    ['U+0000 in a variable', 'query($id: ID!) { issuer(id: $id) { id } }', '`$id`', { id: 'iss_\0' }],
    ['half a surrogate pair in a variable', 'query($id: ID!) { issuer(id: $id) { id } }', '`$id`', { id: 'iss_\ud83d' }],
    ['the second half alone', 'query($id: ID!) { issuer(id: $id) { id } }', '`$id`', { id: '\ude00 later' }],
    ['deep in an input', create, '`$input.url`', { input: { name: 'Museum', url: 'https://museum.example/\0', sectors: [] } }],
    ['in a list', 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', '`$ids[1]`', { ids: ['iss_1', '\0'] }],
    ['in the default of a variable', String.raw`query($id: ID! = "iss_\u0000") { issuer(id: $id) { id } }`, '`$id`'],
    ['in an argument', String.raw`{ issuer(id: "iss_\u0000") { id } }`, '`id` of `issuer`'],
    ['unescaped in an argument', '{ issuer(id: "iss_\0") { id } }', '`id` of `issuer`'],
    ['in an input written out', String.raw`mutation { createIssuer(input: { name: "M\u{0}", url: "https://museum.example", sectors: [] }) { position } }`, '`input.name` of `createIssuer`'],
  ] as [string, string, string, object?][]).map(([name, query, place, variables]) => [name, { query, place, variables }] as const))('is refused: %s', async (_name, { query, place, variables }) => {
    const { status, body } = await ask(gateway.url, query, variables, signed);
    expect(body.errors?.[0]).toMatchObject({ message: expect.stringContaining(`${place} holds`), extensions: { code: 'BAD_USER_INPUT', retryable: false } });
    expect(body).not.toHaveProperty('data');
    expect(status).toBe(400);
    expect(askedByClients()).toEqual([]);
  });

  it('is another matter than a whole surrogate pair, which is let through', async () => {
    const { status } = await ask(gateway.url, 'query($id: ID!) { issuer(id: $id) { id } }', { id: 'iss_\u{1f600}' }, signed);
    expect(status).toBe(200);
    expect(askedByClients()).toHaveLength(1);
  });
});

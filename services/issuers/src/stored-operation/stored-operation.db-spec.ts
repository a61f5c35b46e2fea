import { IssuersUnderTest } from '../testing/registry.js';
import { hashOf } from './stored-operation.js';

const text = 'query Viewer { viewer { operator } }';
const fields = 'operations { hash name text }';

describe('stored operations', () => {
  let registry: IssuersUnderTest;
  beforeAll(async () => {
    registry = await IssuersUnderTest.open();
  });
  afterAll(() => registry.close());

  const textOf = async (clientId: string, hash: string) => {
    const query = 'query ($clientId: ID!, $hash: String!) { storedOperationText(clientId: $clientId, hash: $hash) }';
    return (await registry.read<{ storedOperationText: string | null }>(registry.operator, query, { clientId, hash })).storedOperationText;
  };
  const list = 'query ($c: ID!, $first: Int!, $after: Cursor) { storedOperations(clientId: $c, first: $first, after: $after) { nodes { name hash } pageInfo { endCursor hasNextPage } } }';

  it('are published by who administers the tenant, found by client and hash, and named anew when published again', async () => {
    const { admin } = await registry.aTenant();
    const { clientId } = await registry.aClient(admin, ['AWARD']);
    const other = await registry.aClient(admin, ['AWARD']);
    const made = await registry.made<{ operations: object[] }>(admin, 'publishOperations', { clientId, operations: [{ name: 'Viewer', text }, { name: 'Two', text: '{ viewer { clientId } }' }] }, fields);
    expect(made.operations).toEqual([
      { hash: hashOf(text), name: 'Viewer', text },
      { hash: hashOf('{ viewer { clientId } }'), name: 'Two', text: '{ viewer { clientId } }' },
    ]);
    expect(await textOf(clientId, hashOf(text))).toBe(text);
    expect(await textOf(other.clientId, hashOf(text))).toBeNull();
    await registry.made(admin, 'publishOperations', { clientId, operations: [{ name: 'Who', text }] });
    const page = await registry.read<{ storedOperations: { nodes: { name: string; hash: string }[]; pageInfo: object } }>(admin, list, { c: clientId, first: 1 });
    const names = new Map([[hashOf(text), 'Who'], [hashOf('{ viewer { clientId } }'), 'Two']]);
    const [first = ''] = [...names.keys()].sort();
    expect(page.storedOperations).toMatchObject({ nodes: [{ hash: first, name: names.get(first) }], pageInfo: { hasNextPage: true } });
  });

  it('are published and listed by the client itself, and by no other client without ADMINISTER', async () => {
    const { admin } = await registry.aTenant();
    const one = await registry.aClient(admin, ['AWARD']);
    const other = await registry.aClient(admin, ['AWARD']);
    const asOne = await registry.as(one.key);
    await registry.made(asOne, 'publishOperations', { clientId: one.clientId, operations: [{ name: 'Viewer', text }] });
    expect(await registry.refused(await registry.as(other.key), 'publishOperations', { clientId: one.clientId, operations: [{ name: 'Viewer', text }] })).toEqual(['GRANT_MISSING']);
    const { errors } = await registry.service.ask(await registry.as(other.key), list, { c: one.clientId, first: 1 });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('of another tenant are neither written nor seen', async () => {
    const { admin } = await registry.aTenant();
    const stranger = (await registry.aTenant()).admin;
    const { clientId } = await registry.aClient(admin, ['AWARD']);
    await registry.made(admin, 'publishOperations', { clientId, operations: [{ name: 'Viewer', text }] });
    expect(await registry.refused(stranger, 'publishOperations', { clientId, operations: [{ name: 'Viewer', text }] })).toEqual(['NOT_FOUND']);
    expect((await registry.read<{ storedOperations: { nodes: object[] } }>(stranger, list, { c: clientId, first: 10 })).storedOperations.nodes).toEqual([]);
  });

  it('are refused with the place of what is wrong, and nothing is written', async () => {
    const { admin } = await registry.aTenant();
    const { clientId } = await registry.aClient(admin, ['AWARD']);
    const tried = await registry.tried<object>(admin, 'publishOperations', { clientId, operations: [{ name: 'Viewer', text }, { name: 'Bad', text: '{' }] }, fields);
    expect(tried).toMatchObject({ operations: null, userErrors: [{ code: 'INVALID_VALUE', field: ['input', 'operations', '1', 'text'] }] });
    expect(await textOf(clientId, hashOf(text))).toBeNull();
  });
});

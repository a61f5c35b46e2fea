import { everyNode, everyPage } from './pages.js';
import type { RegistryClient } from './registry-client.js';

type Data = { readonly items: unknown };

/** A client whose registry answers with these connections, and what it was asked. */
function answering(...connections: unknown[]) {
  const asked: unknown[] = [];
  const client = { execute: (_document: string, variables: unknown) => (asked.push(variables), Promise.resolve({ items: connections[asked.length - 1] })) } as unknown as RegistryClient;
  return { client, asked };
}

const page = (nodes: number[], endCursor: string | null, hasNextPage: boolean) => ({ nodes, pageInfo: { hasNextPage, endCursor } });
const items = (data: Data) => data.items as ReturnType<typeof page>;
const all = async <T>(values: AsyncIterable<T>): Promise<T[]> => Array.fromAsync(values);

it('reads every page to the end', async () => {
  const { client, asked } = answering(page([1, 2], 'a', true), page([], 'b', true), page([3], 'c', false));
  expect(await all(everyNode(client, 'query', { filter: 1 }, items, { first: 2 }))).toEqual([1, 2, 3]);
  expect(asked).toEqual([{ filter: 1, first: 2, after: null }, { filter: 1, first: 2, after: 'a' }, { filter: 1, first: 2, after: 'b' }]);
});

it('goes on after a page of another day', async () => {
  const { client, asked } = answering(page([3], 'c', false));
  expect(await all(everyPage(client, 'query', {}, items, { after: 'b' }))).toEqual([{ nodes: [3], endCursor: 'c' }]);
  expect(asked).toEqual([{ first: 100, after: 'b' }]);
});

it('reads edges, too', async () => {
  const { client } = answering({ edges: [{ node: 1 }, { node: 2 }], pageInfo: { hasNextPage: false, endCursor: 'b' } });
  expect(await all(everyNode(client, 'query', {}, items))).toEqual([1, 2]);
});

it.each<[string, unknown, RegExp]>([
  ['a query that does not ask whether there is more', { nodes: [1], pageInfo: { endCursor: 'a' } }, /pageInfo/],
  ['a query that does not ask where it goes on', { nodes: [1], pageInfo: { hasNextPage: false } }, /pageInfo/],
  ['a query that asks for no objects', { pageInfo: { hasNextPage: false, endCursor: 'a' } }, /nodes/],
  ['a connection that is not there', null, /null/],
])('throws for %s, on the first page', async (_what, connection, message) => {
  await expect(all(everyNode(answering(connection).client, 'query', {}, items))).rejects.toThrow(message);
});

it('throws where the pages go round in a circle', async () => {
  const { client } = answering(page([1], 'a', true), page([1], 'a', true));
  await expect(all(everyNode(client, 'query', {}, items))).rejects.toThrow(/move on/);
});

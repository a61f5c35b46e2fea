import type { RegistryClient, Variables } from './registry-client.js';

/** What a connection is read by. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/**
 * Every object of a connection, page after page.
 *
 * @param query takes `$first: Int!` and `$after: Cursor`
 * @param connection finds the connection in the data
 */
export async function* everyPage<Data, Node>(
  client: RegistryClient,
  query: string,
  variables: Variables,
  connection: (data: Data) => Connection<Node>,
  first = 100,
): AsyncGenerator<Node> {
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo } = connection(await client.graph<Data>(query, { ...variables, first, after }));
    yield* nodes;
    if (!pageInfo.hasNextPage) return;
    after = pageInfo.endCursor;
  }
}

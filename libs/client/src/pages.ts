import type { TypedDocument } from './document.js';
import type { RegistryClient, Variables } from './registry-client.js';

/** What a connection is read by: ask for `nodes` or `edges`, and for all of `pageInfo`. */
export interface Connection<Node> {
  readonly nodes?: readonly Node[];
  readonly edges?: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: unknown };
}

/** One page of a connection; `endCursor`, kept, is where to go on another day. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly endCursor: string | null;
}

export interface PageOptions {
  /** Objects of a page, 1 to 100. */
  readonly first?: number;
  /** `endCursor` of the last page that was dealt with. */
  readonly after?: string | null;
  readonly signal?: AbortSignal;
}

type Paged = 'first' | 'after';

/**
 * Every page of a connection, one after another until there is none. That a page be forgotten is not possible: a query
 * that does not ask where it goes on, and a registry that goes round in a circle, are thrown.
 *
 * @param document takes `$first: Int!` and `$after: Cursor`
 * @param connection finds the connection in the data
 * @throws TypeError, RegistryFault
 */
export async function* everyPage<Data, Node, Given = Variables>(
  client: RegistryClient,
  document: TypedDocument<Data, Given>,
  variables: Omit<Given, Paged>,
  connection: (data: Data) => Connection<Node> | null | undefined,
  { first = 100, after = null, signal }: PageOptions = {},
): AsyncGenerator<Page<Node>> {
  for (let from = after; ; ) {
    const found = connection(await client.execute(document as TypedDocument<unknown, never> as TypedDocument<Data, Variables>, { ...variables, first, after: from }, { signal }));
    if (!found) throw new TypeError('The connection is null: what it belongs to does not exist, or may not be seen.');
    const { nodes = found.edges?.map(({ node }) => node), pageInfo } = found;
    if (!nodes || typeof pageInfo?.hasNextPage !== 'boolean' || pageInfo.endCursor === undefined) {
      throw new TypeError('The query has to ask for `nodes` or `edges { node }`, and `pageInfo { hasNextPage endCursor }`.');
    }
    const endCursor = pageInfo.endCursor as string | null;
    if (pageInfo.hasNextPage && (endCursor === null || endCursor === from)) throw new TypeError('The connection does not move on.');
    yield { nodes, endCursor };
    if (!pageInfo.hasNextPage) return;
    from = endCursor;
  }
}

/** Every object of a connection, page after page (see everyPage). */
export async function* everyNode<Data, Node, Given = Variables>(
  client: RegistryClient,
  document: TypedDocument<Data, Given>,
  variables: Omit<Given, Paged>,
  connection: (data: Data) => Connection<Node> | null | undefined,
  options: PageOptions = {},
): AsyncGenerator<Node> {
  for await (const { nodes } of everyPage(client, document, variables, connection, options)) yield* nodes;
}

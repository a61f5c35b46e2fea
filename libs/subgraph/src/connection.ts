import { createHash } from 'node:crypto';
import type { OpaqueTokens } from '@cairn/access';
import { badInput, invalidCursor } from './fault.js';

/** A connection as the schema has it. */
export interface Connection<Node> {
  readonly edges: { readonly cursor: string; readonly node: Node }[];
  readonly nodes: Node[];
  readonly pageInfo: {
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
  };
  /** Answered only when asked for: exact up to 10,000, else null. */
  readonly totalCount?: () => Promise<number | null>;
}

/** Checks `first`: 1 to 100. */
export function pageSize(first: number): number {
  if (!Number.isInteger(first) || first < 1 || first > 100) throw badInput('`first` is 1 to 100. Page with `after` for more.');
  return first;
}

/** What a cursor is bound to: only the same list, order, filter and tenant accept it. */
export interface ListIdentity {
  readonly list: string;
  readonly tenant: string | null;
  readonly order?: string;
  readonly filter?: unknown;
}

const purposeOf = ({ list, tenant, order, filter }: ListIdentity): string =>
  `cursor:${createHash('sha256').update(JSON.stringify([list, tenant, order ?? '', filter ?? null])).digest('base64url')}`;

/**
 * A page asked for: its size and the keys of the row to go on after.
 *
 * @returns `limit` = size + 1, so that the query sees whether more follows
 */
export function openPage<Keys extends readonly unknown[]>(
  tokens: OpaqueTokens,
  identity: ListIdentity,
  { first, after }: { first: number; after?: string | null },
): { first: number; limit: number; after: Keys | null } {
  const size = pageSize(first);
  if (after === undefined || after === null) return { first: size, limit: size + 1, after: null };
  const keys = tokens.open<Keys>(purposeOf(identity), after);
  if (!keys) throw invalidCursor();
  return { first: size, limit: size + 1, after: keys };
}

/**
 * Makes a connection of the rows of a query that asked for one row more than the page holds.
 *
 * @param keysOf the values of the order's columns, the id last
 */
export function toConnection<Row, Node>(
  tokens: OpaqueTokens,
  identity: ListIdentity,
  page: { first: number; after: unknown },
  rows: readonly Row[],
  { node, keysOf, totalCount }: { node: (row: Row) => Node; keysOf: (row: Row) => readonly unknown[]; totalCount?: () => Promise<number | null> },
): Connection<Node> {
  const purpose = purposeOf(identity);
  const edges = rows.slice(0, page.first).map((row) => ({ cursor: tokens.seal(purpose, keysOf(row)), node: node(row) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      hasNextPage: rows.length > page.first,
      hasPreviousPage: page.after !== null,
    },
    ...(totalCount ? { totalCount } : {}),
  };
}

import type { RequestStatement } from '@cairn/access';
import type { ExecutionResult } from 'graphql';
import type { SubgraphSource } from '../datasource.js';
import { Refused } from '../refused.js';
import { Unanswered } from '../subgraph.js';
import { type Slice, slices } from './slices.js';

interface Change {
  readonly node: Readonly<Record<string, unknown>> | null;
}

interface ChangePage {
  readonly nodes: readonly Change[];
  readonly endPosition: string;
  readonly hasMore: boolean;
  readonly asOf: string;
}

/** What a client asks of the feed. */
export interface SyncRequest {
  /** Position to go on from; null begins with a snapshot. */
  readonly after: string | null;
  /** Kinds of object; null means all. */
  readonly types: readonly string[] | null;
  /** Changes asked of a subgraph at a time, 1 to 1,000: a page costs as much as some hundred changes. */
  readonly first: number;
  /** Changes in one response. */
  readonly limit: number;
}

/** Where a response ended. */
export interface SyncEnd {
  position: string | null;
  hasMore: boolean;
  /** The oldest `asOf` of the slices read. */
  asOf: string | null;
}

/**
 * Merges the slices: each is read to its end before the next, under one position, of which every service moves only its
 * own part. `end` is kept current, so that it tells where to resume when reading stops early.
 *
 * @param statement signs each request anew: a long response outlives one deadline
 */
export async function* changeStream(
  { after, types, first, limit }: SyncRequest,
  sources: ReadonlyMap<string, SubgraphSource>,
  statement: () => RequestStatement,
  end: SyncEnd,
): AsyncGenerator<readonly unknown[]> {
  end.position = after;
  let left = limit;
  for (const slice of slices.filter((one) => !types || one.types.some((type) => types.includes(type)))) {
    end.hasMore = true;
    if (left === 0) return;
    const ask = () =>
      pageOf(slice, sources, { after: end.position, first: Math.min(first, left), types: types && slice.types.filter((type) => types.includes(type)) }, statement());
    for (let asked: Promise<ChangePage> | undefined = ask(); asked; ) {
      const page: ChangePage = await asked;
      end.position = page.endPosition;
      end.asOf = end.asOf === null || page.asOf < end.asOf ? page.asOf : end.asOf;
      left -= page.nodes.length;
      // The service reads the next page while this one is written. Should it fail, that is told in its turn.
      asked = page.hasMore && left > 0 ? ask() : undefined;
      asked?.catch(() => undefined);
      yield slice.aliases.size === 0 ? page.nodes : page.nodes.map((change) => withOwnNames(change, slice));
      if (page.hasMore && left === 0) return;
    }
  }
  end.hasMore = false;
}

async function pageOf(
  { subgraph, query }: Slice,
  sources: ReadonlyMap<string, SubgraphSource>,
  variables: Record<string, unknown>,
  statement: RequestStatement,
): Promise<ChangePage> {
  const source = sources.get(subgraph);
  if (!source) throw new Error(`no subgraph \`${subgraph}\``);
  try {
    const result = (await source.ask({ query, variables }, statement)) as ExecutionResult<{ changes: ChangePage }>;
    if (result.errors?.[0] || !result.data) throw refusalOf(result, subgraph);
    return result.data.changes;
  } catch (error) {
    if (error instanceof Unanswered) throw unavailable(error.code, subgraph);
    throw error;
  }
}

/** The change with its object's fields under their own names. */
function withOwnNames(change: Change, { aliases }: Slice): Change {
  if (!change.node) return change;
  const named = Object.entries(change.node).map(([name, value]) => [aliases.get(name) ?? name, value] as const);
  return { ...change, node: Object.fromEntries(named) };
}

const statusByCode: Record<string, number> = { INVALID_CURSOR: 400, BAD_USER_INPUT: 400, UNAUTHENTICATED: 401, FORBIDDEN: 403, POSITION_EXPIRED: 410, OVERLOADED: 503 };

function refusalOf({ errors }: ExecutionResult, subgraph: string): Refused {
  const { message = '', extensions: { code = 'INTERNAL', retryable } = {} } = errors?.[0] ?? {};
  const status = statusByCode[String(code)];
  if (status === undefined) return unavailable('SUBGRAPH_UNAVAILABLE', subgraph);
  return new Refused(status, String(code), message, retryable === true);
}

const unavailable = (code: string, subgraph: string) =>
  new Refused(503, code, `The changes of ${subgraph} cannot be read at present. Go on later from the position given.`, true);

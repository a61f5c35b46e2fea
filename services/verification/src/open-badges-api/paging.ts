import { BadgeFault } from './status-info.js';

const limitDefault = 20;
const limitMax = 100;
/** Nobody's backpack is larger, and counting on costs. */
const offsetMax = 10_000;

/** What part of a list is asked for. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
  /** Only what was issued after; null: everything. */
  readonly since: Date | null;
}

/** Reads `limit`, `offset` and `since` of a query. Throws BadgeFault 400. */
export function readPage(query: Readonly<Record<string, unknown>>): Page {
  const limit = number(query['limit'], 'limit', limitDefault);
  const offset = number(query['offset'], 'offset', 0);
  if (limit < 1) throw invalid('limit', 'is 1 or more');
  if (offset > offsetMax) throw invalid('offset', `is at most ${offsetMax}`);
  const { since } = query;
  if (since === undefined) return { limit: Math.min(limit, limitMax), offset, since: null };
  const at = typeof since === 'string' && /^\d{4}-\d\d-\d\d(T.+)?$/.test(since) ? new Date(since) : undefined;
  if (!at || Number.isNaN(at.getTime())) throw invalid('since', 'is a date and time as in ISO 8601');
  return { limit: Math.min(limit, limitMax), offset, since: at };
}

/**
 * The Link header (RFC 8288) of a page: `first` and `last` always, `next` while more follows, `prev` behind the first entry.
 *
 * @param address of the list, without a query
 */
export function linksOf(address: string, { limit, offset, since }: Page, total: number): string {
  const link = (rel: string, at: number) => {
    const query = new URLSearchParams({ limit: String(limit), offset: String(at), ...(since ? { since: since.toISOString() } : {}) });
    return `<${address}?${query.toString()}>; rel="${rel}"`;
  };
  const last = Math.max(0, Math.ceil(total / limit) - 1) * limit;
  return [
    ...(offset + limit < total ? [link('next', offset + limit)] : []),
    link('last', last),
    link('first', 0),
    ...(offset > 0 ? [link('prev', Math.max(0, offset - limit))] : []),
  ].join(', ');
}

function number(value: unknown, name: string, fallback: number): number {
  if (value === undefined) return fallback;
  if (typeof value !== 'string' || !/^\d{1,9}$/.test(value)) throw invalid(name, 'is a whole number');
  return Number(value);
}

const invalid = (name: string, what: string) => new BadgeFault(400, 'invalid_query_parameter', `\`${name}\` ${what}.`);

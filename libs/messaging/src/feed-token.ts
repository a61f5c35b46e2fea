import type { OpaqueTokens } from '@cairn/access';
import type { ChangedType, Mark } from './outbox.js';
import { readPosition } from './position.js';

/** How far one service's slice was read. */
export interface FeedState {
  /** The kinds it was read for, in the order in which their snapshots are told. */
  readonly types: readonly ChangedType[];
  /** The last entry of the log that was told; for a snapshot the place taken before it began. */
  readonly seq: number;
  /** Where the snapshot stands; null once it is over. */
  readonly snapshot: { readonly type: ChangedType | null; readonly after: string | null } | null;
  /** Up to when everything was told, in epoch ms; absent in tokens of before it was kept. */
  readonly at?: number;
}

/** A feed token: a vector of places, of which each service moves only its own, bound to a tenant. */
export interface FeedToken {
  readonly tenant: string;
  readonly states: Readonly<Record<string, FeedState>>;
  /** The position of a write from which reading began; services without a state begin there instead of with a snapshot. */
  readonly marks: readonly Mark[] | null;
}

const purpose = 'feed';

/** Shape of a token. Raise it whenever those who know the shape of today could misread the next; absent means 1. */
const shape = 1;

export const sealFeedToken = (tokens: OpaqueTokens, token: FeedToken): string => tokens.seal(purpose, { v: shape, ...token });

/**
 * `invalid` when the token is not ours, or another tenant's; `newer` when a later version of the registry made it, of which
 * this one knows nothing. No token is the start of a snapshot.
 */
export function openFeedToken(tokens: OpaqueTokens, text: string | null, tenant: string): FeedToken | 'invalid' | 'newer' {
  if (text === null || text === '') return { tenant, states: {}, marks: null };
  const sealed = tokens.open<FeedToken & { readonly v?: number }>(purpose, text);
  if (!sealed) {
    const marks = readPosition(tokens, text, tenant);
    return marks ? { tenant, states: {}, marks } : 'invalid';
  }
  const { v = 1, ...token } = sealed;
  if (token.tenant !== tenant) return 'invalid';
  return v === shape ? token : 'newer';
}

/** Up to when whoever holds a position of the feed was told everything, in all slices that it was read for; undefined for what is no such position. */
export function toldUntil(tokens: OpaqueTokens, text: string, tenant: string): Date | undefined {
  const token = openFeedToken(tokens, text, tenant);
  if (typeof token === 'string') return undefined;
  const times = Object.values(token.states).map(({ at }) => at ?? 0);
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

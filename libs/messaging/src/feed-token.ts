import type { OpaqueTokens } from '@cairn/access';
import type { ChangedType, Mark } from './outbox.js';
import { readPosition } from './position.js';

/** How far one service's slice was read. */
export interface FeedState {
  /** The kinds it was read for; another choice needs a snapshot of its own. */
  readonly types: readonly ChangedType[];
  /** The last entry of the log that was told; for a snapshot the place taken before it began. */
  readonly seq: number;
  /** Where the snapshot stands; null once it is over. */
  readonly snapshot: { readonly type: ChangedType | null; readonly after: string | null } | null;
}

/** A feed token: a vector of places, of which each service moves only its own, bound to a tenant. */
export interface FeedToken {
  readonly tenant: string;
  readonly states: Readonly<Record<string, FeedState>>;
  /** The position of a write from which reading began; services without a state begin there instead of with a snapshot. */
  readonly marks: readonly Mark[] | null;
}

const purpose = 'feed';

export const sealFeedToken = (tokens: OpaqueTokens, token: FeedToken): string => tokens.seal(purpose, token);

/** Undefined when the token is not ours, or another tenant's. No token is the start of a snapshot. */
export function openFeedToken(tokens: OpaqueTokens, text: string | null, tenant: string): FeedToken | undefined {
  if (text === null || text === '') return { tenant, states: {}, marks: null };
  const token = tokens.open<FeedToken>(purpose, text);
  if (token) return token.tenant === tenant ? token : undefined;
  const marks = readPosition(tokens, text, tenant);
  return marks && { tenant, states: {}, marks };
}

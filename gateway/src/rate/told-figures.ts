import type { OutgoingHttpHeaders } from 'node:http';
import type { RateLimitFigures } from '@cairn/access';
import type { RequestContext } from '../request-context.js';
import type { Account } from './account.js';

/** Member `cost` of an answer's `extensions`, in points. */
export interface ToldCost {
  /** What the operation could cost at most; 0 when it was refused before that was known, null when beyond counting. */
  readonly requested: number | null;
  readonly actual: number;
  readonly limit: number;
  readonly remaining: number;
  readonly restoredPerSecond: number;
}

export function costTold({ account, requested, actual }: Pick<RequestContext, 'account' | 'requested' | 'actual'>): ToldCost {
  const { points, pointsPerSecond } = account.rates.limits;
  return {
    requested: Number.isSafeInteger(requested) ? requested : null,
    actual,
    limit: points,
    remaining: account.remaining,
    restoredPerSecond: pointsPerSecond,
  };
}

/** Headers of the IETF draft on rate limits, in points. */
export const rateHeaders = (account: Account, { remaining }: ToldCost): OutgoingHttpHeaders => ({
  'ratelimit-limit': account.rates.limits.points,
  'ratelimit-remaining': remaining,
  'ratelimit-reset': account.resetSeconds,
  'ratelimit-policy': account.rates.policy,
});

/** What the field `rateLimit` answers, as known before running. */
export const figuresOf = ({ account, requested }: RequestContext, nodes: number): RateLimitFigures => ({
  cost: requested,
  nodeCount: nodes,
  limit: account.rates.limits.points,
  remaining: account.remaining,
  resetAt: account.resetAt,
});

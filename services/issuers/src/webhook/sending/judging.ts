import { nextAttempt } from '@cairn/fetching';
import { type AttemptFault, faultOfStatus } from '../delivery/webhook-delivery.js';
import type { Attempted, DueDelivery, Health } from './sending.store.js';

/** What one attempt met. */
export interface Met {
  readonly at: Date;
  readonly latencyMs: number;
  /** Null without an answer. */
  readonly status: number | null;
  /** What kept it from being answered. */
  readonly unanswered: 'ADDRESS_NOT_ALLOWED' | 'NOT_ANSWERING' | null;
  /** The beginning of the answer, or what went wrong, for people. */
  readonly excerpt: string;
}

/** What becomes of a delivery after an attempt that ended at `now`. */
export function judgeAttempt({ id, attempts, roundAttempts, roundBegan }: DueDelivery, met: Met, now: Date, chance: number): Attempted {
  const error: AttemptFault | null = met.status === null ? met.unanswered : faultOfStatus(met.status);
  const attempt = { delivery: id, number: attempts + 1, at: met.at, status: met.status, latencyMs: met.latencyMs, error, excerpt: met.excerpt || null };
  const made = roundAttempts + 1;
  if (error === null) return { attempt, state: 'DELIVERED', roundAttempts: made, nextAt: null };
  const nextAt = nextAttempt({ began: roundBegan, attempts: made }, now, chance);
  return { attempt, state: nextAt ? 'PENDING' : 'FAILED', roundAttempts: made, nextAt };
}

/** How an endpoint fares after some attempts, and whether it is disabled. */
export interface Verdict {
  readonly health: Health;
  readonly disable: 'FAILING' | 'GONE' | null;
}

/**
 * An endpoint is disabled when it says that it is gone, or when a delivery was tried for the whole of a round in which
 * nothing else arrived either: one event that a receiver cannot take does not keep the others from it.
 */
export function judgeEndpoint(before: Health, due: readonly DueDelivery[], attempted: readonly Attempted[], now: Date): Verdict {
  const arrived = attempted.some(({ state }) => state === 'DELIVERED');
  const deliveredAt = arrived ? now : before.deliveredAt;
  const failed = due.filter(({ id }) => attempted.some(({ attempt, state }) => attempt.delivery === id && state !== 'DELIVERED'));
  const oldest = Math.min(...failed.map(({ recordedAt }) => recordedAt.getTime()), before.failingSince?.getTime() ?? Infinity);
  const health: Health = { ...before, deliveredAt, failingSince: arrived || !Number.isFinite(oldest) ? null : new Date(oldest) };
  if (attempted.some(({ attempt }) => attempt.error === 'GONE')) return { health, disable: 'GONE' };
  const givenUp = due.filter(({ id }) => attempted.some(({ attempt, state }) => attempt.delivery === id && state === 'FAILED'));
  const isDead = givenUp.some(({ roundBegan }) => deliveredAt === null || deliveredAt < roundBegan);
  return { health, disable: isDead ? 'FAILING' : null };
}

import type { OpaqueTokens } from '@cairn/access';
import type { Database } from '@cairn/postgres';
import type { Clock } from '@cairn/telemetry';
import { readPosition, timeOfId } from './position.js';

export type Reached = 'reached' | 'late' | 'invalid';

/** Older events count as applied: their inbox rows may be gone. */
const ageMaxMs = 7 * 86_400_000;
const waitersMax = 200;
const lookEveryMs = 15;

interface Waiter {
  readonly missing: Set<string>;
  readonly done: (outcome: Reached) => void;
}

/**
 * Lets a read wait until this service has applied the events of a client's earlier writes. Only topics the service
 * listens to count; its own data are always current.
 */
export class PositionGate {
  private readonly waiters = new Set<Waiter>();
  private looking = false;

  constructor(
    private readonly database: Database,
    private readonly tokens: OpaqueTokens,
    private readonly topics: ReadonlySet<string>,
    private readonly clock: Clock,
  ) {}

  /** @param waitMs how long to wait at most; beyond 200 waiters the answer is immediate */
  async reached(token: string, waitMs: number): Promise<Reached> {
    const marks = readPosition(this.tokens, token);
    if (!marks) return 'invalid';
    const young = this.clock.now() - ageMaxMs;
    const missing = new Set<string>(marks.filter(({ topic, event }) => this.topics.has(topic) && (timeOfId(event) ?? Infinity) > young).map(({ event }) => event));
    if (missing.size === 0) return 'reached';
    if (waitMs > 0 && this.waiters.size < waitersMax) return this.wait(missing, waitMs);
    const applied = await this.applied([...missing]);
    return applied.length === missing.size ? 'reached' : 'late';
  }

  private wait(missing: Set<string>, waitMs: number): Promise<Reached> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        missing,
        done: (outcome) => {
          clearTimeout(timer);
          this.waiters.delete(waiter);
          resolve(outcome);
        },
      };
      const timer = setTimeout(() => waiter.done('late'), waitMs);
      this.waiters.add(waiter);
      if (!this.looking) void this.look();
    });
  }

  /** One query for all waiters, again and again while there are any. */
  private async look(): Promise<void> {
    this.looking = true;
    try {
      while (this.waiters.size > 0) {
        const wanted = [...new Set([...this.waiters].flatMap(({ missing }) => [...missing]))];
        const applied = wanted.length > 0 ? await this.applied(wanted).catch(() => []) : [];
        for (const waiter of this.waiters) {
          for (const event of applied) waiter.missing.delete(event);
          if (waiter.missing.size === 0) waiter.done('reached');
        }
        if (this.waiters.size > 0) await new Promise((resume) => setTimeout(resume, lookEveryMs));
      }
    } finally {
      this.looking = false;
    }
  }

  private async applied(events: string[]): Promise<string[]> {
    const rows = await this.database.work((tx) =>
      tx.query<{ event: string }>('SELECT event_id AS event FROM inbox WHERE event_id = ANY($1::uuid[])', [events]),
    );
    return rows.map(({ event }) => event);
  }
}

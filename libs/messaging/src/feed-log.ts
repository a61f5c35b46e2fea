import type { Tx } from '@cairn/postgres';
import type { FeedChange } from './change-feed.js';
import type { ChangedType, Mark } from './outbox.js';
import { timeOfId } from './position.js';

/** How far clocks of our processes and the database may be apart, in ms. */
const clockSlackMs = 5 * 60_000;
const retentionMs = 90 * 86_400_000;

/** The change log of one tenant. Its order is commit order (see migration.ts). */
export class FeedLog {
  constructor(
    private readonly tx: Tx,
    private readonly tenant: string,
  ) {}

  /**
   * The newest entry of the service. Read before the entries: all up to it are committed. The log is complete up to the first
   * event that waits for the relay, whoever's it is, and up to now when none does.
   */
  async head(): Promise<{ head: number; prunedThrough: number; now: Date; completeUntil: Date }> {
    const [row] = await this.tx.query<{ last: string; pruned: string; now: Date; waiting: Date | null }>(
      `SELECT last, pruned_through AS pruned, clock_timestamp() AS now, (SELECT created_at FROM outbox ORDER BY id LIMIT 1) AS waiting
       FROM change_head`,
    );
    if (!row) throw new Error('change_head is empty');
    return { head: Number(row.last), prunedThrough: Number(row.pruned), now: row.now, completeUntil: row.waiting ?? row.now };
  }

  async after(seq: number, head: number, types: readonly ChangedType[], limit: number): Promise<(FeedChange & { seq: number })[]> {
    const rows = await this.tx.query<FeedChange & { seq: string }>(
      `SELECT seq, type, object_id AS id, op, version, changed_at AS "changedAt", reason FROM change_log
       WHERE tenant_id = $1 AND seq > $2 AND seq <= $3 AND type = ANY($4) ORDER BY seq LIMIT $5`,
      [this.tenant, seq, head, types, limit],
    );
    return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  }

  /**
   * A place at or before the events of a write. Events of other services, and events that have not been relayed, are
   * placed by the time in their ids, generously: a change told twice does no harm.
   */
  async before(marks: readonly Mark[], head: number, now: Date): Promise<number | 'expired'> {
    const events = marks.map(({ event }) => event);
    const found = await this.tx.query<{ event: string; seq: string }>(
      'SELECT event_id AS event, seq FROM change_log WHERE tenant_id = $1 AND event_id = ANY($2::uuid[]) AND leads',
      [this.tenant, events],
    );
    const known = new Set(found.map(({ event }) => event));
    const times = events.filter((event) => !known.has(event)).map((event) => timeOfId(event) ?? 0);
    const oldest = Math.min(...times);
    if (oldest < now.getTime() - retentionMs) return 'expired';
    const places = found.map(({ seq }) => Number(seq) - 1);
    if (times.length > 0) places.push(await this.beforeTime(new Date(oldest - clockSlackMs), head));
    return Math.max(0, Math.min(head, ...places));
  }

  private async beforeTime(time: Date, head: number): Promise<number> {
    const [row] = await this.tx.query<{ seq: string | null }>(
      'SELECT min(seq) AS seq FROM change_log WHERE tenant_id = $1 AND recorded_at >= $2',
      [this.tenant, time],
    );
    return row?.seq ? Number(row.seq) - 1 : head;
  }
}

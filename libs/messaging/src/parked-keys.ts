import type { Database, Tx } from '@cairn/postgres';
import type { Log } from '@cairn/telemetry';
import type { ReplayTarget } from './consumer.js';
import { type Hearing, TooEarly } from './hearing.js';
import { type DeadRecord, sortRecords, type ValidRecord } from './sorted-records.js';

interface ParkedRow {
  readonly id: string;
  readonly topic: string;
  readonly key: string;
  readonly part: number;
  readonly log_offset: string;
  readonly value: string;
}

/**
 * Keys that wait. `early` waits for an earlier version of its aggregate and is tried again after each batch; `failed`
 * waits for an operator; `behind` queues behind either. Dead letters are records that are no events of ours.
 */
export class ParkedKeys {
  constructor(
    private readonly database: Database,
    private readonly hearing: Hearing,
    private readonly log: Log,
  ) {}

  /** Parts the records of one topic into those that flow and those whose key waits. */
  async divide(tx: Tx, records: readonly ValidRecord[]): Promise<{ flowing: readonly ValidRecord[]; behind: ValidRecord[]; early: boolean }> {
    const [first] = records;
    if (!first) return { flowing: [], behind: [], early: false };
    const [row] = await tx.query<{ blocked: string[] | null; early: boolean }>(
      `SELECT (SELECT array_agg(DISTINCT key) FROM parked WHERE topic = $1 AND key = ANY($2::text[])) AS blocked,
              EXISTS (SELECT 1 FROM parked WHERE reason = 'early') AS early`,
      [first.record.topic, [...new Set(records.map(({ record }) => record.key))]],
    );
    const early = row?.early ?? false;
    if (!row?.blocked) return { flowing: records, behind: [], early };
    const blocked = new Set(row.blocked);
    return {
      flowing: records.filter(({ record }) => !blocked.has(record.key)),
      behind: records.filter(({ record }) => blocked.has(record.key)),
      early,
    };
  }

  queue(tx: Tx, records: readonly ValidRecord[]): Promise<unknown> {
    return tx.query(
      `INSERT INTO parked (topic, key, event_id, part, log_offset, value, reason, attempts)
       SELECT topic, key, event_id, part, log_offset, value, 'behind', 0
       FROM unnest($1::text[], $2::text[], $3::uuid[], $4::smallint[], $5::bigint[], $6::text[])
         WITH ORDINALITY AS t (topic, key, event_id, part, log_offset, value, ord)
       ORDER BY ord ON CONFLICT (event_id) DO NOTHING`,
      [
        records.map(({ record }) => record.topic),
        records.map(({ record }) => record.key),
        records.map(({ event }) => event.id),
        records.map(({ record }) => record.partition),
        records.map(({ record }) => String(record.offset)),
        records.map(({ record }) => record.value),
      ],
    );
  }

  park(tx: Tx, { record, event }: ValidRecord, reason: 'early' | 'failed', cause: string | null, attempts: number): Promise<unknown> {
    return tx.query(
      `INSERT INTO parked (topic, key, event_id, part, log_offset, value, reason, cause, attempts)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (event_id) DO NOTHING`,
      [record.topic, record.key, event.id, record.partition, String(record.offset), record.value, reason, cause, attempts],
    );
  }

  /** Keeps records that are no events of ours: their bytes, and why. */
  bury(tx: Tx, records: readonly DeadRecord[]): Promise<unknown> {
    return tx.query(
      `INSERT INTO dead_letter (topic, part, log_offset, key, value, cause, attempts)
       SELECT topic, part, log_offset, key, value, cause, 1
       FROM unnest($1::text[], $2::smallint[], $3::bigint[], $4::text[], $5::bytea[], $6::text[]) AS t (topic, part, log_offset, key, value, cause)
       ON CONFLICT (topic, part, log_offset) DO NOTHING`,
      [
        records.map(({ record }) => record.topic),
        records.map(({ record }) => record.partition),
        records.map(({ record }) => String(record.offset)),
        records.map(({ record }) => record.key),
        records.map(({ record }) => Buffer.from(record.value)),
        records.map(({ cause }) => cause),
      ],
    );
  }

  /** Tries the keys again that wait for an earlier version; up to 100 at a time. */
  async retryEarly(): Promise<void> {
    const keys = await this.database.work((tx) =>
      tx.query<{ topic: string; key: string }>(
        `SELECT topic, key FROM parked AS p WHERE reason = 'early'
         AND NOT EXISTS (SELECT 1 FROM parked AS q WHERE q.topic = p.topic AND q.key = p.key AND q.id < p.id)
         ORDER BY id LIMIT 100`,
      ),
    );
    for (const { topic, key } of keys) await this.drain(topic, key);
  }

  async replay(target: ReplayTarget): Promise<{ applied: number; left: number }> {
    if ('deadLetter' in target) return this.exhume(target.deadLetter);
    const keys = await this.database.work((tx) =>
      tx.query<{ topic: string; key: string }>(
        'SELECT DISTINCT topic, key FROM parked WHERE key = $1 OR event_id::text = $2',
        'key' in target ? [target.key, ''] : ['', target.event],
      ),
    );
    let [applied, left] = [0, 0];
    for (const { topic, key } of keys) {
      applied += await this.drain(topic, key);
      const [row] = await this.database.work((tx) =>
        tx.query<{ left: number }>('SELECT count(*)::int AS left FROM parked WHERE topic = $1 AND key = $2', [topic, key]),
      );
      left += row?.left ?? 0;
    }
    return { applied, left };
  }

  /** Applies a key's queue from its head until it is empty or its head cannot be applied. */
  private async drain(topic: string, key: string): Promise<number> {
    for (let applied = 0; ; applied += 1) {
      let head: ParkedRow | undefined;
      try {
        const more = await this.database.work(async (tx) => {
          [head] = await tx.query<ParkedRow>(
            `SELECT id, topic, key, part, log_offset, value FROM parked WHERE topic = $1 AND key = $2
             ORDER BY id LIMIT 1 FOR UPDATE`,
            [topic, key],
          );
          if (!head) return false;
          await this.hearing.hear(tx, sortRecords([recordOf(head)]).valid);
          await tx.query('DELETE FROM parked WHERE id = $1', [head.id]);
          return true;
        });
        if (!more) return applied;
      } catch (error) {
        if (!head) throw error;
        await this.keepWaiting(head.id, error);
        return applied;
      }
    }
  }

  private async keepWaiting(id: string, error: unknown): Promise<void> {
    const early = error instanceof TooEarly;
    if (!early) this.log.error({ err: error, parked: id }, 'a parked event cannot be applied');
    await this.database.work((tx) =>
      tx.query('UPDATE parked SET reason = $2, cause = $3, attempts = attempts + 1 WHERE id = $1', [
        id,
        early ? 'early' : 'failed',
        early || !(error instanceof Error) ? null : error.message,
      ]),
    );
  }

  /** A dead letter that today's code can read is applied like a record that just came. */
  private exhume(id: string): Promise<{ applied: number; left: number }> {
    return this.database.work(async (tx) => {
      const [row] = await tx.query<Omit<ParkedRow, 'value'> & { value: Buffer }>(
        'SELECT id, topic, key, part, log_offset, value FROM dead_letter WHERE id = $1 FOR UPDATE',
        [id],
      );
      if (!row) return { applied: 0, left: 0 };
      const { valid } = sortRecords([recordOf({ ...row, value: row.value.toString() })]);
      const [readable] = valid;
      if (!readable) return { applied: 0, left: 1 };
      const { flowing, behind } = await this.divide(tx, [readable]);
      if (behind.length > 0) await this.queue(tx, behind);
      await this.hearing.hear(tx, flowing);
      await tx.query('DELETE FROM dead_letter WHERE id = $1', [id]);
      return { applied: flowing.length, left: 0 };
    });
  }
}

const recordOf = (row: ParkedRow) => ({ topic: row.topic, partition: row.part, offset: BigInt(row.log_offset), key: row.key, value: row.value });

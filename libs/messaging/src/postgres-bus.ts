import type { Log } from '@cairn/telemetry';
import pg from 'pg';
import type { EventBus, OutgoingRecord } from './bus.js';
import { LogReader } from './postgres-log-reader.js';

export interface PostgresBusConfig {
  /** Address of the log's database under the role `bus_worker` (see busMigration). */
  readonly url: string;
  readonly log: Log;
}

/**
 * The log of events as tables of a PostgreSQL database. Offsets come from `log_head`, whose row is locked to the end of
 * the appending transaction: offset order is commit order, and readers may use `offset > last`.
 */
export async function openPostgresBus({ url, log }: PostgresBusConfig): Promise<EventBus> {
  const pool = new pg.Pool({ connectionString: url, max: 6, connectionTimeoutMillis: 5_000, query_timeout: 30_000, keepAlive: true });
  pool.on('error', () => undefined);
  const readers = new Set<LogReader>();
  return {
    async publish(records) {
      if (records.length > 0) await append(pool, records);
    },
    async subscribe(subscription) {
      const reader = new LogReader(url, subscription, log);
      readers.add(reader);
      const ended = reader.run();
      return {
        idleMs: () => reader.idleMs(),
        async stop() {
          readers.delete(reader);
          reader.stop();
          await ended;
        },
      };
    },
    outsideTopics: null,
    async ready() {
      return pool.query('SELECT 1').then(
        () => true,
        () => false,
      );
    },
    async close() {
      for (const reader of readers) reader.stop();
      await pool.end();
    },
  };
}

/** One statement, so one transaction. Heads are locked in order, so that two publishers cannot block each other. */
async function append(pool: pg.Pool, records: readonly OutgoingRecord[]): Promise<void> {
  await pool.query({
    name: 'append to log',
    text: `
      WITH record AS MATERIALIZED (
        SELECT topic, part, key, value, row_number() OVER (PARTITION BY topic, part ORDER BY ord) AS place
        FROM unnest($1::text[], $2::smallint[], $3::text[], $4::text[]) WITH ORDINALITY AS t (topic, part, key, value, ord)
      ), head AS (
        INSERT INTO log_head AS h (topic, part, next)
        SELECT topic, part, count(*) FROM record GROUP BY topic, part ORDER BY topic, part
        ON CONFLICT (topic, part) DO UPDATE SET next = h.next + excluded.next
        RETURNING topic, part, next
      ), size AS (
        SELECT topic, part, count(*) AS records FROM record GROUP BY topic, part
      ), appended AS (
        INSERT INTO log (topic, part, log_offset, key, value)
        SELECT topic, part, next - records + place - 1, key, value
        FROM record JOIN head USING (topic, part) JOIN size USING (topic, part)
      )
      SELECT pg_notify('cairn_log', topic) FROM (SELECT DISTINCT topic FROM record) AS touched`,
    values: [
      records.map(({ topic }) => topic),
      records.map(({ partition }) => partition),
      records.map(({ key }) => key),
      records.map(({ value }) => value),
    ],
  });
}

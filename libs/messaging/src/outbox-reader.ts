import { PARTITIONS } from '@cairn/events';
import type { Database } from '@cairn/postgres';
import type { PoolClient } from 'pg';
import type { OutgoingRecord } from './bus.js';
import { crashPoint } from './crash-point.js';

export interface OutboxRow {
  readonly id: string;
  readonly part: number;
  readonly event: string;
  readonly topic: string;
  readonly type: string;
  readonly subject: string;
  readonly payload: string;
}

/** Most events and bytes read at a time. */
const batchMax = 500;
const batchBytesMax = 4 * 1024 * 1024;

/** Class of the advisory locks that hold partitions of the outbox; each database has its own. */
const lockClass = 0x0b0c;

export const outgoing = ({ topic, part, subject, payload }: OutboxRow): OutgoingRecord => ({ topic, partition: part, key: subject, value: payload });

/** The relay's one connection: it holds the locks, reads, and deletes. */
export class OutboxReader {
  private client: PoolClient | undefined;
  private readonly parts = new Set<number>();
  /** The connection broke: the locks are gone, and nothing more may be published. */
  lost = false;

  constructor(private readonly database: Database) {}

  get holdsAll(): boolean {
    return this.parts.size === PARTITIONS;
  }

  async open(): Promise<void> {
    this.client = await this.database.session();
    this.client.on('error', () => (this.lost = true));
  }

  /** Closes the connection, which frees its locks. */
  close(): void {
    this.client?.release(true);
    this.client = undefined;
  }

  /** Takes the partitions that nobody holds. */
  async takePartitions(): Promise<void> {
    const wanted = Array.from({ length: PARTITIONS }, (_, part) => part).filter((part) => !this.parts.has(part));
    const rows = await this.query<{ part: number }>(
      'SELECT part FROM unnest($1::int[]) AS part WHERE pg_try_advisory_lock($2, part)',
      [wanted, lockClass],
    );
    for (const { part } of rows) this.parts.add(part);
  }

  /** The next events of the held partitions, in id order; aggregates that are parked wait. */
  async read(): Promise<OutboxRow[]> {
    if (this.parts.size === 0) return [];
    const rows = await this.query<OutboxRow & { bytes: string }>(
      `SELECT id, part, event_id AS event, topic, type, subject, payload,
              sum(octet_length(payload)) OVER (ORDER BY id) AS bytes
       FROM (SELECT id, part, event_id, topic, type, subject, payload FROM outbox AS o
             WHERE part = ANY($1::smallint[]) AND NOT EXISTS (SELECT 1 FROM outbox_parked AS p WHERE p.subject = o.subject)
             ORDER BY id LIMIT ${batchMax}) AS next
       ORDER BY id`,
      [[...this.parts]],
    );
    return rows.filter(({ bytes }, at) => at === 0 || Number(bytes) <= batchBytesMax);
  }

  /** After the acknowledgement: the change feed's entries and the deletion, in one transaction. */
  async finish(rows: readonly OutboxRow[]): Promise<void> {
    await this.query('BEGIN');
    await this.query(
      `WITH gone AS (
         DELETE FROM outbox WHERE id = ANY($1::bigint[]) RETURNING id, tenant_id, event_id, changed, created_at
       ), entry AS (
         SELECT gone.id, tenant_id, event_id, created_at, c.value AS change, c.ordinality = 1 AS leads, row_number() OVER (ORDER BY gone.id, c.ordinality) AS place,
                count(*) OVER () AS total
         FROM gone, jsonb_array_elements(gone.changed) WITH ORDINALITY AS c
       ), head AS (
         UPDATE change_head SET last = last + (SELECT count(*) FROM entry) WHERE EXISTS (SELECT 1 FROM entry) RETURNING last
       )
       INSERT INTO change_log (tenant_id, seq, event_id, leads, type, object_id, version, op, reason, changed_at)
       SELECT tenant_id, head.last - total + place, event_id, leads, change ->> 'type', (change ->> 'id')::uuid,
              (change ->> 'version')::int, coalesce(change ->> 'op', 'UPSERT'), change ->> 'reason', created_at
       FROM entry, head`,
      [rows.map(({ id }) => id)],
    );
    crashPoint('r4');
    await this.query('COMMIT');
    crashPoint('r5');
  }

  /** Sets an aggregate aside until an operator decides; its later events wait with it. */
  async park({ subject, event }: OutboxRow, cause: string): Promise<void> {
    await this.query('INSERT INTO outbox_parked (subject, event_id, cause) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [subject, event, cause]);
  }

  private async query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    if (!this.client || this.lost) throw new Error('the relay has no connection');
    const { rows } = await this.client.query(values.length > 0 ? { name: `relay ${text.length} ${text.slice(0, 30)}`, text, values } : text);
    return rows as Row[];
  }
}

import { type Database, DatabaseBusy, DatabaseUnavailable, isRetryable } from '@cairn/postgres';
import type { Log } from '@cairn/telemetry';
import type { BusRecord, EventBus, RunningSubscription } from './bus.js';
import { crashPoint } from './crash-point.js';
import { Hearing, TooEarly } from './hearing.js';
import type { Listener } from './listener.js';
import { ParkedKeys } from './parked-keys.js';
import { sortRecords, type ValidRecord } from './sorted-records.js';

export interface ConsumersConfig {
  readonly service: string;
  readonly database: Database;
  readonly bus: EventBus;
  readonly listeners: readonly Listener[];
  readonly log: Log;
}

/** What to try again: a key that is parked, or an event that is dead or parked. */
export type ReplayTarget = { readonly key: string } | { readonly event: string } | { readonly deadLetter: string };

export interface Consumers {
  /** Milliseconds since the last completed poll; 0 for a service that listens to nothing. */
  idleMs(): number;
  /** Tries parked or dead records again; tells how many were applied and how many are left. */
  replay(target: ReplayTarget): Promise<{ applied: number; left: number }>;
  stop(): Promise<void>;
}

const triesMax = 3;

/**
 * Applies the events a service listens to, as the group `cairn-<service>`. One transaction remembers a batch in the
 * inbox, has its effects and moves the offset, so each event counts once. A record that fails three times parks its key:
 * later records of the key queue behind it and other keys flow.
 */
export async function startConsumers(config: ConsumersConfig): Promise<Consumers> {
  const { service, bus, listeners } = config;
  const consumer = new Consumer(config);
  const topics = [...new Set(listeners.map(({ contract }) => contract.topic))];
  let running: RunningSubscription | undefined;
  if (topics.length > 0) {
    running = await bus.subscribe({
      group: `cairn-${service}`,
      topics,
      resumeAt: (topic, partition) => consumer.resumeAt(topic, partition),
      apply: (records) => consumer.apply(records),
    });
  }
  return {
    idleMs: () => running?.idleMs() ?? 0,
    replay: (target) => consumer.parked.replay(target),
    stop: async () => running?.stop(),
  };
}

export class Consumer {
  readonly parked: ParkedKeys;
  private readonly hearing: Hearing;

  constructor(private readonly config: Omit<ConsumersConfig, 'bus'>) {
    this.hearing = new Hearing(config.listeners);
    this.parked = new ParkedKeys(config.database, this.hearing, config.log);
  }

  async resumeAt(topic: string, partition: number): Promise<bigint | null> {
    const [row] = await this.config.database.work((tx) =>
      tx.query<{ next: string }>('SELECT next FROM consumer_offset WHERE topic = $1 AND part = $2', [topic, partition]),
    );
    return row ? BigInt(row.next) : null;
  }

  /** Applies records of one partition in order. Rejects only when the database is away or busy. */
  async apply(records: readonly BusRecord[]): Promise<void> {
    if (records.length === 0) return;
    let early: boolean;
    try {
      early = await this.together(records);
    } catch (error) {
      if (isPassing(error)) throw error;
      early = true;
      for (const record of records) await this.singly(record);
    }
    if (early) await this.parked.retryEarly();
    crashPoint('c4');
  }

  /** The whole batch in one transaction; tells whether records wait for an earlier version of their aggregate. */
  private together(records: readonly BusRecord[]): Promise<boolean> {
    const sorted = sortRecords(records);
    return this.config.database.work(async (tx) => {
      if (sorted.dead.length > 0) await this.parked.bury(tx, sorted.dead);
      const { flowing, behind, early } = await this.parked.divide(tx, sorted.valid);
      if (behind.length > 0) await this.parked.queue(tx, behind);
      await this.hearing.hear(tx, flowing);
      await moveOffset(tx, records);
      crashPoint('c3');
      for (const { record, cause } of sorted.dead) this.config.log.error({ topic: record.topic, offset: String(record.offset), cause }, 'a record is no event of ours: dead letter');
      return early;
    });
  }

  private async singly(record: BusRecord): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.together([record]);
        return;
      } catch (error) {
        if (isPassing(error)) throw error;
        const { valid } = sortRecords([record]);
        const [waiting] = valid as [ValidRecord];
        if (error instanceof TooEarly) return this.parkOne(waiting, 'early', null, attempt);
        if (attempt < triesMax) {
          await new Promise((resume) => setTimeout(resume, 4 * 5 ** attempt));
          continue;
        }
        this.config.log.error({ err: error, event: waiting.event.id, type: waiting.event.type, key: record.key }, 'an event cannot be applied: its key is parked');
        return this.parkOne(waiting, 'failed', error, attempt);
      }
    }
  }

  private parkOne(waiting: ValidRecord, reason: 'early' | 'failed', cause: unknown, attempts: number): Promise<void> {
    return this.config.database.work(async (tx) => {
      await this.parked.park(tx, waiting, reason, cause instanceof Error ? cause.message : null, attempts);
      await moveOffset(tx, [waiting.record]);
    });
  }
}

/** The offset moves in the transaction of the effects; the bus's own commit is a hint. */
async function moveOffset(tx: { query(text: string, values: unknown[]): Promise<unknown> }, records: readonly BusRecord[]): Promise<void> {
  const last = records[records.length - 1]!;
  await tx.query(
    `INSERT INTO consumer_offset (topic, part, next) VALUES ($1, $2, $3)
     ON CONFLICT (topic, part) DO UPDATE SET next = greatest(consumer_offset.next, excluded.next)`,
    [last.topic, last.partition, String(last.offset + 1n)],
  );
}

const isPassing = (error: unknown): boolean => error instanceof DatabaseUnavailable || error instanceof DatabaseBusy || isRetryable(error);

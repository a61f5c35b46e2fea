import type { Log } from '@cairn/telemetry';
import pg from 'pg';
import type { BusRecord, Subscription } from './bus.js';
import { Pulse } from './pulse.js';

const batchMax = 500;
const batchBytesMax = 4 * 1024 * 1024;
const lookEveryMs = 1_000;

interface Place {
  readonly topic: string;
  readonly part: number;
  next: bigint;
  /** Not before this time, after a failure. */
  retryAt: number;
  failures: number;
}

/**
 * One group's reader: a connection that holds the group's lock, listens for news and reads all partitions. A second
 * process of the same group stands by. When nothing is new, a look costs one small query.
 */
export class LogReader {
  private readonly pulse = new Pulse({ quickestMs: 1, slowestMs: lookEveryMs });
  private readonly places = new Map<string, Place>();
  private lookedAt = Date.now();

  constructor(
    private readonly url: string,
    private readonly subscription: Subscription,
    private readonly log: Log,
  ) {}

  idleMs(): number {
    return Date.now() - this.lookedAt;
  }

  stop(): void {
    this.pulse.stop();
  }

  async run(): Promise<void> {
    while (!this.pulse.stopped) {
      const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 5_000, query_timeout: 30_000, keepAlive: true });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await this.read(client);
      } catch (error) {
        if (this.pulse.stopped) break;
        this.log.warn({ err: error, group: this.subscription.group }, 'the reader lost the log of events; it connects again');
        await this.pulse.pause(500);
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  }

  private async read(client: pg.Client): Promise<void> {
    const { topics, group } = this.subscription;
    client.on('notification', ({ payload }) => {
      if (payload && topics.includes(payload)) this.pulse.wake();
    });
    await client.query('LISTEN cairn_log');
    while (!(await this.takeGroup(client, group))) {
      if (this.pulse.stopped) return;
      this.lookedAt = Date.now();
      await this.pulse.pause(1_000);
    }
    this.places.clear(); // another process may have read meanwhile
    while (!this.pulse.stopped) {
      const worked = await this.round(client);
      this.lookedAt = Date.now();
      await this.pulse.rest(worked);
    }
  }

  private async takeGroup(client: pg.Client, group: string): Promise<boolean> {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken', [group]);
    return rows[0]?.taken ?? false;
  }

  /** Reads each partition that has news once; tells whether any had. */
  private async round(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ topic: string; part: number; next: string }>({
      name: 'heads',
      text: 'SELECT topic, part, next FROM log_head WHERE topic = ANY($1::text[])',
      values: [this.subscription.topics],
    });
    let worked = false;
    for (const { topic, part, next } of rows) {
      const place = await this.placeOf(topic, part);
      if (this.pulse.stopped || place.next >= BigInt(next) || place.retryAt > Date.now()) continue;
      worked = (await this.advance(client, place)) || worked;
    }
    return worked;
  }

  private async advance(client: pg.Client, place: Place): Promise<boolean> {
    const records = await this.recordsAt(client, place);
    const last = records.at(-1);
    if (!last) return false;
    try {
      await this.subscription.apply(records);
      place.next = last.offset + 1n;
      place.failures = 0;
      this.lookedAt = Date.now();
      return true;
    } catch (error) {
      place.failures += 1;
      place.retryAt = Date.now() + Math.min(2_000, 50 * 2 ** place.failures);
      setTimeout(() => this.pulse.wake(), place.retryAt - Date.now() + 1).unref();
      this.log.warn({ err: error, group: this.subscription.group, topic: place.topic, part: place.part }, 'records were not applied; they come again');
      // What was applied of the batch is remembered by the subscriber.
      place.next = (await this.subscription.resumeAt(place.topic, place.part).catch(() => null)) ?? place.next;
      return false;
    }
  }

  private async recordsAt(client: pg.Client, { topic, part, next }: Place): Promise<BusRecord[]> {
    const { rows } = await client.query<{ at: string; key: string; value: string; bytes: string }>({
      name: 'records',
      text: `SELECT log_offset AS at, key, value, sum(octet_length(value)) OVER (ORDER BY log_offset) AS bytes
             FROM (SELECT log_offset, key, value FROM log WHERE topic = $1 AND part = $2 AND log_offset >= $3
                   ORDER BY log_offset LIMIT ${batchMax}) AS next
             ORDER BY log_offset`,
      values: [topic, part, String(next)],
    });
    return rows
      .filter(({ bytes }, at) => at === 0 || Number(bytes) <= batchBytesMax)
      .map(({ at, key, value }) => ({ topic, partition: part, offset: BigInt(at), key, value }));
  }

  private async placeOf(topic: string, part: number): Promise<Place> {
    const name = `${topic}/${part}`;
    const known = this.places.get(name);
    if (known) return known;
    const next = (await this.subscription.resumeAt(topic, part)) ?? 0n;
    const place: Place = { topic, part, next, retryAt: 0, failures: 0 };
    this.places.set(name, place);
    return place;
  }
}

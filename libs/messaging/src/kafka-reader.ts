import type { Log } from '@cairn/telemetry';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { BusRecord, Subscription } from './bus.js';
import { throughPassingFaults } from './passing-faults.js';

const sliceMax = 500;
const commitEveryMs = 5_000;
const heartbeatEveryMs = 3_000;

/**
 * One group's reader. Where to go on is the subscriber's knowledge: the first batch of an assignment is held against it
 * and the reader seeks when they differ; offsets are committed to the broker lazily, as a hint for people. A client that
 * crashes is made anew.
 */
export class KafkaReader {
  private consumer: Consumer | undefined;
  private readonly next = new Map<string, bigint>();
  private polledAt = Date.now();
  private committedAt = 0;
  private stopped = false;
  private starting: Promise<void> = Promise.resolve();

  constructor(
    private readonly kafka: Kafka,
    private readonly subscription: Subscription,
    private readonly log: Log,
  ) {}

  idleMs(): number {
    return Date.now() - this.polledAt;
  }

  start(): Promise<void> {
    this.starting = throughPassingFaults(() => this.open());
    return this.starting;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.starting.catch(() => undefined);
    await this.consumer?.disconnect().catch(() => undefined);
  }

  private async open(): Promise<void> {
    if (this.stopped) return;
    const { group, topics } = this.subscription;
    const consumer = this.kafka.consumer({
      groupId: group,
      sessionTimeout: 30_000,
      heartbeatInterval: heartbeatEveryMs,
      maxWaitTimeInMs: 500,
      maxInFlightRequests: 1,
      retry: { retries: 8, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: () => Promise.resolve(false) },
    });
    this.consumer = consumer;
    consumer.on(consumer.events.FETCH, () => (this.polledAt = Date.now()));
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => void this.assigned(consumer, payload.memberAssignment));
    consumer.on(consumer.events.CRASH, ({ payload }) => void this.reopen(consumer, payload.error));
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 1, eachBatch: (batch) => this.onBatch(consumer, batch) });
    } catch (error) {
      await consumer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  private async reopen(consumer: Consumer, error: Error): Promise<void> {
    if (this.stopped || consumer !== this.consumer) return;
    this.log.warn({ err: error, group: this.subscription.group }, 'the Kafka consumer crashed; it is made anew');
    await consumer.disconnect().catch(() => undefined);
    while (!this.stopped) {
      await new Promise((resume) => setTimeout(resume, 1_000));
      try {
        return await this.start();
      } catch (cause) {
        this.log.warn({ err: cause, group: this.subscription.group }, 'the Kafka consumer cannot join; trying again');
      }
    }
  }

  /** Seeks ahead of the first fetch where it can; what is fetched before is held against `resumeAt` in onBatch. */
  private async assigned(consumer: Consumer, assignment: Record<string, number[]>): Promise<void> {
    this.next.clear();
    for (const [topic, partitions] of Object.entries(assignment)) {
      for (const partition of partitions) {
        try {
          const resume = (await this.subscription.resumeAt(topic, partition)) ?? 0n;
          if (consumer === this.consumer && !this.next.has(nameOf(topic, partition))) consumer.seek({ topic, partition, offset: String(resume) });
        } catch (error) {
          this.log.warn({ err: error, topic, partition }, 'no place to go on from yet; the first batch asks again');
        }
      }
    }
  }

  private async onBatch(consumer: Consumer, { batch, heartbeat, isRunning, isStale, resolveOffset }: EachBatchPayload): Promise<void> {
    this.polledAt = Date.now();
    const { topic, partition } = batch;
    const name = nameOf(topic, partition);
    const beating = setInterval(() => {
      this.polledAt = Date.now();
      void heartbeat().catch(() => undefined);
    }, heartbeatEveryMs);
    try {
      let next = this.next.get(name);
      if (next === undefined) {
        next = (await this.subscription.resumeAt(topic, partition)) ?? 0n;
        this.next.set(name, next);
        if (BigInt(batch.firstOffset() ?? '0') > next) return consumer.seek({ topic, partition, offset: String(next) });
      }
      const records = batch.messages.map(({ offset, key, value }): BusRecord => ({ topic, partition, offset: BigInt(offset), key: key?.toString() ?? '', value: value?.toString() ?? '' }));
      const from = next;
      const wanted = records.filter(({ offset }) => offset >= from);
      for (let at = 0; at < wanted.length; at += sliceMax) {
        if (!isRunning() || isStale() || this.stopped) return;
        const slice = wanted.slice(at, at + sliceMax);
        await this.subscription.apply(slice);
        const last = slice[slice.length - 1]!.offset;
        this.next.set(name, last + 1n);
        resolveOffset(String(last));
      }
      resolveOffset(batch.lastOffset());
      await this.commitLazily(consumer, topic, partition, BigInt(batch.lastOffset()) + 1n);
    } catch (error) {
      this.log.warn({ err: error, group: this.subscription.group, topic, partition }, 'records were not applied; they come again');
      await new Promise((resume) => setTimeout(resume, 250));
      const resume = this.next.get(name) ?? (await this.subscription.resumeAt(topic, partition).catch(() => null));
      consumer.seek({ topic, partition, offset: String(resume ?? batch.firstOffset() ?? '0') });
    } finally {
      clearInterval(beating);
    }
  }

  private async commitLazily(consumer: Consumer, topic: string, partition: number, next: bigint): Promise<void> {
    if (Date.now() - this.committedAt < commitEveryMs) return;
    this.committedAt = Date.now();
    await consumer.commitOffsets([{ topic, partition, offset: String(next) }]).catch(() => undefined);
  }
}

const nameOf = (topic: string, partition: number): string => `${topic}/${partition}`;

import { PARTITIONS } from '@cairn/events';
import type { Log } from '@cairn/telemetry';
import { type Admin, Kafka, logLevel, type Producer } from 'kafkajs';
import type { EventBus, OutgoingRecord } from './bus.js';
import { KafkaReader } from './kafka-reader.js';
import { throughPassingFaults } from './passing-faults.js';

export interface KafkaBusConfig {
  readonly brokers: readonly string[];
  /** Name of this client in the broker's log. */
  readonly clientId: string;
  readonly log: Log;
}

/** Bytes sent to one partition in one request; brokers refuse batches above 1 MiB by default. */
const batchBytesMax = 768 * 1024;

/** The log of events on Apache Kafka (3.9, or 4.1 and later). Topics are made with 8 partitions that keep their records for ever. */
export async function openKafkaBus({ brokers, clientId, log }: KafkaBusConfig): Promise<EventBus> {
  const kafka = new Kafka({
    clientId,
    brokers: [...brokers],
    logLevel: logLevel.ERROR,
    logCreator: () => (entry) => log.debug({ kafka: entry.log.message }, 'kafka client'),
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
  });
  const topics = new Topics(kafka.admin());
  const sender = new Sender(kafka);
  const readers = new Set<KafkaReader>();
  return {
    async publish(records) {
      if (records.length === 0) return;
      await topics.ensure(records.map(({ topic }) => topic));
      for (const batch of batches(records)) await sender.send(batch);
    },
    async subscribe(subscription) {
      await topics.ensure(subscription.topics);
      const reader = new KafkaReader(kafka, subscription, log);
      readers.add(reader);
      await reader.start();
      return {
        idleMs: () => reader.idleMs(),
        async stop() {
          readers.delete(reader);
          await reader.stop();
        },
      };
    },
    outsideTopics: { ensure: (topic, keepMs) => topics.ensure([topic], keepMs) },
    ready: () => topics.reachable(),
    async close() {
      await Promise.all([...readers].map((reader) => reader.stop()));
      await Promise.all([sender.close(), topics.close()]);
    },
  };
}

/** Cuts records so that no partition gets too much in one request; the order within a partition stays. */
export function* batches(records: readonly OutgoingRecord[]): Generator<OutgoingRecord[]> {
  let batch: OutgoingRecord[] = [];
  let bytes = new Map<string, number>();
  for (const record of records) {
    const name = `${record.topic}/${record.partition}`;
    const size = Buffer.byteLength(record.value) + 200;
    if ((bytes.get(name) ?? 0) + size > batchBytesMax && batch.length > 0) {
      yield batch;
      batch = [];
      bytes = new Map();
    }
    batch.push(record);
    bytes.set(name, (bytes.get(name) ?? 0) + size);
  }
  if (batch.length > 0) yield batch;
}

/** An idempotent producer with one request in flight, made anew after a failure: its sequence numbers are in doubt then. */
class Sender {
  private producer: Promise<Producer> | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly kafka: Kafka) {}

  /** Sends one after the other, whoever calls. */
  send(records: readonly OutgoingRecord[]): Promise<void> {
    const sent = this.last.then(() => this.sendNow(records));
    this.last = sent.catch(() => undefined);
    return sent;
  }

  private async sendNow(records: readonly OutgoingRecord[]): Promise<void> {
    this.producer ??= this.connect();
    const current = this.producer;
    try {
      const producer = await current;
      const byTopic = new Map<string, OutgoingRecord[]>();
      for (const record of records) {
        const some = byTopic.get(record.topic);
        if (some) some.push(record);
        else byTopic.set(record.topic, [record]);
      }
      const topicMessages = [...byTopic].map(([topic, some]) => ({ topic, messages: some.map(({ key, value, partition }) => ({ key, value, partition })) }));
      await producer.sendBatch({ acks: -1, topicMessages });
    } catch (error) {
      this.producer = undefined;
      void current.then((producer) => producer.disconnect()).catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.last;
    await this.producer?.then((producer) => producer.disconnect()).catch(() => undefined);
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
    await producer.connect();
    return producer;
  }
}

class Topics {
  private readonly known = new Set<string>();
  private connected: Promise<void> | undefined;

  constructor(private readonly admin: Admin) {}

  /** @param keepMs how long records are kept, in ms; -1 for ever */
  async ensure(topics: readonly string[], keepMs = -1): Promise<void> {
    const missing = [...new Set(topics)].filter((topic) => !this.known.has(topic));
    if (missing.length === 0) return;
    await this.connect();
    const existing = new Set(await this.admin.listTopics());
    const absent = missing.filter((topic) => !existing.has(topic));
    if (absent.length > 0) await this.create(absent, keepMs);
    for (const topic of missing) this.known.add(topic);
  }

  private async create(absent: readonly string[], keepMs: number): Promise<void> {
    const topics = absent.map((topic) => ({ topic, numPartitions: PARTITIONS, configEntries: [{ name: 'retention.ms', value: String(keepMs) }] }));
    await throughPassingFaults(() => this.admin.createTopics({ waitForLeaders: true, topics }));
  }

  async reachable(): Promise<boolean> {
    try {
      await this.connect();
      const { brokers } = await this.admin.describeCluster();
      return brokers.length > 0;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.admin.disconnect().catch(() => undefined);
  }

  private connect(): Promise<void> {
    this.connected ??= this.admin.connect().catch((error: unknown) => {
      this.connected = undefined;
      throw error;
    });
    return this.connected;
  }
}

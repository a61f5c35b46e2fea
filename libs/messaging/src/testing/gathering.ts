import type { BusRecord, EventBus, OutgoingRecord, RunningSubscription, Subscription } from '../bus.js';

/** A subscriber that keeps what it applied, and remembers offsets as a service does. */
export class Gathering {
  readonly records: BusRecord[] = [];
  readonly next = new Map<string, bigint>();
  private running: RunningSubscription | undefined;

  constructor(
    private readonly bus: EventBus,
    readonly group: string,
    private readonly topics: readonly string[],
    private readonly before: (records: readonly BusRecord[]) => void | Promise<void> = () => undefined,
  ) {}

  async start(): Promise<this> {
    const subscription: Subscription = {
      group: this.group,
      topics: this.topics,
      resumeAt: (topic, partition) => Promise.resolve(this.next.get(`${topic}/${partition}`) ?? null),
      apply: async (records) => {
        await this.before(records);
        this.keep(records);
      },
    };
    this.running = await this.bus.subscribe(subscription);
    return this;
  }

  keep(records: readonly BusRecord[]): void {
    for (const record of records) {
      const place = `${record.topic}/${record.partition}`;
      if (record.offset < (this.next.get(place) ?? 0n)) continue; // the inbox of a service does this by event id
      this.records.push(record);
      this.next.set(place, record.offset + 1n);
    }
  }

  async until(count: number, patienceMs = 20_000): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (this.records.length < count) {
      if (Date.now() > deadline) throw new Error(`${this.records.length} of ${count} records arrived in ${patienceMs} ms`);
      await new Promise((resume) => setTimeout(resume, 20));
    }
  }

  valuesOf(key: string): string[] {
    return this.records.filter((record) => record.key === key).map(({ value }) => value);
  }

  idleMs(): number {
    return this.running?.idleMs() ?? Infinity;
  }

  async stop(): Promise<void> {
    await this.running?.stop();
  }
}

/** Records of several keys, told in turn; the key's number chooses the partition. */
export function recordsOf(topic: string, keys: number, each: number): OutgoingRecord[] {
  return Array.from({ length: keys * each }, (_, at) => ({
    topic,
    partition: (at % keys) % 8,
    key: `key-${at % keys}`,
    value: String(Math.floor(at / keys)),
  }));
}

import { randomBytes } from 'node:crypto';
import type { EventBus, OutgoingRecord } from '../bus.js';
import { Gathering, recordsOf } from './gathering.js';

/** Where a bus under test lives. */
export interface BusLab {
  open(): Promise<EventBus>;
  /** Stops and starts the server behind the bus; absent when it is not ours to stop. */
  readonly outage?: { stop(): Promise<void>; start(): Promise<void> };
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => String(at));

/** What every EventBus promises (bus.ts). Both adapters pass it. */
export function busContract(lab: () => BusLab): void {
  let bus: EventBus;
  const running: Gathering[] = [];
  const topicOf = () => `test.${randomBytes(6).toString('hex')}.v1`;
  const gather = (topics: string[], before?: ConstructorParameters<typeof Gathering>[3], group = `test-${randomBytes(6).toString('hex')}`) => {
    const gathering = new Gathering(bus, group, topics, before);
    running.push(gathering);
    return gathering;
  };

  beforeAll(async () => {
    bus = await lab().open();
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((gathering) => gathering.stop()));
  });
  afterAll(() => bus?.close());

  it('keeps the order of each key', async () => {
    const topic = topicOf();
    const records = recordsOf(topic, 20, 100);
    const seen = await gather([topic]).start();
    for (let at = 0; at < records.length; at += 300) await bus.publish(records.slice(at, at + 300));
    await seen.until(records.length);
    for (let key = 0; key < 20; key += 1) expect(seen.valuesOf(`key-${key}`)).toEqual(numbers(100));
  });

  it('keeps the order of each key when several publishers write at once', async () => {
    const topic = topicOf();
    const seen = await gather([topic]).start();
    const publisher = async (key: number) => {
      for (const value of numbers(30)) await bus.publish([{ topic, partition: key % 2, key: `key-${key}`, value }]);
    };
    await Promise.all([0, 1, 2, 3].map(publisher));
    await seen.until(120);
    for (let key = 0; key < 4; key += 1) expect(seen.valuesOf(`key-${key}`)).toEqual(numbers(30));
  });

  it('gives every group all records', async () => {
    const topic = topicOf();
    const groups = await Promise.all([gather([topic]).start(), gather([topic]).start(), gather([topic]).start()]);
    await bus.publish(recordsOf(topic, 8, 25));
    for (const group of groups) {
      await group.until(200);
      expect(group.valuesOf('key-3')).toEqual(numbers(25));
    }
  });

  it('brings records again that were not applied, before later ones of the key', async () => {
    const topic = topicOf();
    let failures = 3;
    const seen = await gather([topic], () => {
      if (failures-- > 0) throw new Error('not now');
    }).start();
    await bus.publish(recordsOf(topic, 1, 50));
    await bus.publish([{ topic, partition: 0, key: 'key-0', value: '50' }]);
    await seen.until(51);
    expect(seen.valuesOf('key-0')).toEqual(numbers(51));
  });

  it('lets other partitions flow past one that cannot be applied', async () => {
    const topic = topicOf();
    const seen = await gather([topic], (records) => {
      if (records.some(({ key }) => key === 'key-0')) throw new Error('poison');
    }).start();
    await bus.publish(recordsOf(topic, 4, 20));
    await seen.until(60);
    expect(seen.valuesOf('key-0')).toEqual([]);
    expect(seen.valuesOf('key-3')).toEqual(numbers(20));
  });

  it('brings records again when a consumer dies between effect and acknowledgement', async () => {
    const topic = topicOf();
    const group = `test-${randomBytes(6).toString('hex')}`;
    let told = () => undefined as void;
    const heard = new Promise<void>((resolve) => (told = resolve));
    let dead = false;
    const first = await gather(
      [topic],
      () => {
        told();
        dead = true;
        throw new Error('killed after its effect, before it could say so');
      },
      group,
    ).start();
    await bus.publish(recordsOf(topic, 1, 10));
    await heard;
    await first.stop();
    expect(dead).toBe(true);
    const second = await gather([topic], undefined, group).start();
    await second.until(10, 60_000);
    expect(second.valuesOf('key-0')).toEqual(numbers(10));
  }, 90_000);

  it('goes on where the subscriber says, whatever the server remembers', async () => {
    const topic = topicOf();
    const group = `test-${randomBytes(6).toString('hex')}`;
    await bus.publish(recordsOf(topic, 1, 30));
    const first = await gather([topic], undefined, group).start();
    await first.until(30);
    await first.stop();
    const again = gather([topic], undefined, group);
    again.next.set(`${topic}/0`, 20n);
    await again.start();
    await again.until(10, 60_000);
    expect(again.valuesOf('key-0')).toEqual(numbers(30).slice(20));
  }, 90_000);

  it('carries large records whole', async () => {
    const topic = topicOf();
    const seen = await gather([topic]).start();
    const large: OutgoingRecord[] = numbers(12).map((value) => ({ topic, partition: 1, key: 'big', value: value.padEnd(250_000, 'ü') }));
    await bus.publish(large);
    await seen.until(12);
    expect(seen.valuesOf('big').map((value) => value === value.trim() && value.length)).toEqual(Array(12).fill(250_000));
  });

  it('says how long a consumer has been silent', async () => {
    const seen = await gather([topicOf()]).start();
    await new Promise((resume) => setTimeout(resume, 3_000));
    expect(seen.idleMs()).toBeLessThan(3_000);
  });

  it('refuses records while its server is away, and loses none when it comes back', async () => {
    const { outage } = lab();
    if (!outage) return; // the server is not ours to stop
    const topic = topicOf();
    const seen = await gather([topic]).start();
    await bus.publish(recordsOf(topic, 2, 10));
    await seen.until(20);
    await outage.stop();
    await expect(bus.publish([{ topic, partition: 0, key: 'key-0', value: '10' }])).rejects.toThrow();
    expect(await bus.ready()).toBe(false);
    await outage.start();
    const deadline = Date.now() + 60_000;
    for (;;) {
      try {
        await bus.publish([{ topic, partition: 0, key: 'key-0', value: '10' }]);
        break;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((resume) => setTimeout(resume, 200));
      }
    }
    await seen.until(21, 60_000);
    expect([...new Set(seen.valuesOf('key-0'))]).toEqual(numbers(11));
    expect(await bus.ready()).toBe(true);
  }, 180_000);
}

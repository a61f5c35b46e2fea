import { PARTITIONS } from '@cairn/events';
import { newId, type Uuid } from '@cairn/postgres';
import { openLog } from '@cairn/telemetry';
import type { TestDatabase } from '@cairn/testkit';
import type { BusRecord } from './bus.js';
import { Consumer } from './consumer.js';
import { partitionOf } from './partition.js';
import { HEARER, heardOf, hearer, hearerDatabase, someIds, stoneEvent } from './testing/stones.js';

const log = openLog('test', 'silent');
const tenant = newId();
let offset = 0n;

function record(stone: Uuid, version: number, name?: string): BusRecord {
  const { contract, data } = stoneEvent(tenant, stone, version, name);
  const value = JSON.stringify({
    specversion: '1.0',
    id: newId(),
    source: '/cairn/teller',
    type: contract.type,
    subject: stone,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    tenantid: tenant,
    aggregateversion: version,
    data,
  });
  return { topic: contract.topic, partition: partitionOf(stone, PARTITIONS), offset: (offset += 1n), key: stone, value };
}

describe('a consumer', () => {
  let hearing: TestDatabase;
  beforeEach(async () => {
    hearing = await hearerDatabase();
  });
  afterEach(() => hearing.close());
  const consumerWith = (before?: Parameters<typeof hearer>[0]) =>
    new Consumer({ service: HEARER, database: hearing.database, listeners: [hearer(before)], log });
  const heard = async () => (await heardOf(hearing.database)).map(({ stone, version }) => `${stone} ${version}`);
  const rows = <Row>(text: string) => hearing.database.work((tx) => tx.query<Row>(text));

  it('applies each event once, though it comes again in another batch or twice in one', async () => {
    const consumer = consumerWith();
    const [stone] = someIds(1) as [Uuid];
    const [one, two] = [record(stone, 1), record(stone, 2)];
    await consumer.apply([one, one, two]);
    await consumer.apply([one, two]);
    expect(await heard()).toEqual([`${stone} 1`, `${stone} 2`]);
    expect(await consumer.resumeAt(two.topic, two.partition)).toBe(two.offset + 1n);
  });

  it('parks the key of a poison event, lets other keys flow and goes on in order after a replay', async () => {
    let poisonous = true;
    const consumer = consumerWith((_tx, name) => {
      if (poisonous && name === 'poison') throw new Error('cannot be applied');
    });
    const [bad, good] = someIds(2) as [Uuid, Uuid];
    await consumer.apply([record(good, 1), record(bad, 1), record(bad, 2, 'poison'), record(good, 2), record(bad, 3)]);
    await consumer.apply([record(bad, 4), record(good, 3)]);
    expect(await heard()).toEqual([`${good} 1`, `${bad} 1`, `${good} 2`, `${good} 3`]);
    expect(await rows('SELECT reason, cause, attempts FROM parked ORDER BY id')).toEqual([
      { reason: 'failed', cause: 'cannot be applied', attempts: 3 },
      { reason: 'behind', cause: null, attempts: 0 },
      { reason: 'behind', cause: null, attempts: 0 },
    ]);
    expect(await consumer.parked.replay({ key: bad })).toEqual({ applied: 0, left: 3 });
    poisonous = false;
    expect(await consumer.parked.replay({ key: bad })).toEqual({ applied: 3, left: 0 });
    expect((await heard()).slice(4)).toEqual([`${bad} 2`, `${bad} 3`, `${bad} 4`]);
  });

  it('keeps an early event until its forerunner has come, with what queued behind it', async () => {
    const consumer = consumerWith(async (tx, name, version) => {
      const [row] = await tx.query<{ last: number }>('SELECT coalesce(max(version), 0) AS last FROM heard WHERE name = $1', [name]);
      return row!.last + 1 < version ? 'early' : undefined;
    });
    const [batch, award] = someIds(2) as [Uuid, Uuid];
    await consumer.apply([record(award, 2, 'award'), record(award, 3, 'award')]);
    expect(await heard()).toEqual([]);
    await consumer.apply([record(batch, 1, 'award')]);
    expect(await heard()).toEqual([`${batch} 1`, `${award} 2`, `${award} 3`]);
    expect(await rows('SELECT id FROM parked')).toEqual([]);
  });

  it('buries what is no event of ours with its bytes and its cause, and goes on', async () => {
    const consumer = consumerWith();
    const [stone] = someIds(1) as [Uuid];
    const good = record(stone, 1);
    const broken = { ...good, offset: (offset += 1n), value: '{ "no": \u0000 json' };
    const unknown = { ...good, offset: (offset += 1n), value: good.value.replace('cairn.tenant.created.v1', 'cairn.tenant.vanished.v9') };
    const invalid = { ...good, offset: (offset += 1n), value: good.value.replace('"name"', '"nom"') };
    await consumer.apply([broken, unknown, good, invalid]);
    expect(await heard()).toEqual([`${stone} 1`]);
    const dead = await rows<{ id: string; value: Buffer; cause: string }>('SELECT id, value, cause FROM dead_letter ORDER BY log_offset');
    expect(dead.map(({ value }) => value.toString())).toEqual([broken.value, unknown.value, invalid.value]);
    expect(dead.map(({ cause }) => cause)).toEqual(['not JSON', expect.stringContaining('unknown type'), expect.stringContaining('data: name')]);
    expect(await consumer.parked.replay({ deadLetter: dead[0]!.id })).toEqual({ applied: 0, left: 1 });
  });

  it('applies 50 poison events among 1,000 after one replay each', async () => {
    let poisonous = true;
    const consumer = consumerWith((_tx, name) => {
      if (poisonous && name === 'poison') throw new Error('cannot be applied');
    });
    const stones = someIds(1_000);
    const records = stones.map((stone, at) => record(stone, 1, at % 20 === 0 ? 'poison' : 'good'));
    const byPartition = new Map(records.map(({ partition }) => [partition, records.filter((one) => one.partition === partition)]));
    for (const some of byPartition.values()) await consumer.apply(some);
    expect(await heard()).toHaveLength(950);
    poisonous = false;
    for (let at = 0; at < 1_000; at += 20) await consumer.parked.replay({ event: (JSON.parse(records[at]!.value) as { id: string }).id });
    expect(new Set(await heard()).size).toBe(1_000);
  }, 60_000);
});

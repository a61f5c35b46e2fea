import { DatabaseUnavailable, newId, type Uuid } from '@cairn/postgres';
import { openLog } from '@cairn/telemetry';
import type { TestDatabase } from '@cairn/testkit';
import type { EventBus } from './bus.js';
import { type Consumers, startConsumers } from './consumer.js';
import { armCrashPoints, type CrashPoint } from './crash-point.js';
import { openPostgresBus } from './postgres-bus.js';
import { type Relay, startRelay } from './relay.js';
import { busDatabase, countUp, eventually, HEARER, heardOf, hearer, hearerDatabase, someIds, TELLER, tellerDatabase } from './testing/stones.js';

const log = openLog('test', 'silent');

describe('delivery from one service to another', () => {
  let [teller, hearing, logs] = [] as unknown as [TestDatabase, TestDatabase, TestDatabase];
  let bus: EventBus;
  let consumers: Consumers;
  let relay: Relay;
  let told = 0;
  const tenant = newId();

  beforeAll(async () => {
    [teller, hearing, logs] = await Promise.all([tellerDatabase(), hearerDatabase(), busDatabase()]);
    bus = await openPostgresBus({ url: logs.workerUrl, log });
    consumers = await startConsumers({ service: HEARER, database: hearing.database, bus, listeners: [hearer()], log });
    relay = startRelay({ service: TELLER, database: teller.database, bus, log });
  }, 60_000);
  afterEach(() => armCrashPoints(undefined));
  afterAll(async () => {
    await relay?.stop();
    await consumers?.stop();
    await bus?.close();
    await Promise.all([teller?.close(), hearing?.close(), logs?.close()]);
  });

  /** Writers over a few stones; some transactions stay open, so that later ids commit first. */
  async function write(stones: readonly Uuid[], writers: number, each: number): Promise<void> {
    const writer = async (number: number) => {
      for (let at = 0; at < each; at += 1) {
        const stone = stones[(number * 7 + at * 3) % stones.length]!;
        await countUp(teller.database, tenant, stone, Math.random() < 0.2 ? Math.random() * 5 : 0);
      }
    };
    await Promise.all(Array.from({ length: writers }, (_, number) => writer(number)));
    told += writers * each;
  }

  async function expectExact(stones: readonly Uuid[]): Promise<void> {
    const rows = await eventually(() => heardOf(hearing.database), (heard) => heard.length >= told);
    const mine = rows.filter(({ stone }) => stones.includes(stone as Uuid));
    // What was heard may still be in the outbox: the relay deletes after the bus has acknowledged.
    const waiting = await eventually(() => teller.database.work((tx) => tx.query('SELECT id FROM outbox')), (left) => left.length === 0);
    const [kept, changes] = await Promise.all([
      teller.database.read({ tenant }, (tx) => tx.query<{ id: string; version: number }>('SELECT id, version FROM stone WHERE id = ANY($1::uuid[])', [stones])),
      teller.database.read({ tenant }, (tx) => tx.query<{ id: string; version: number }>('SELECT object_id AS id, version FROM change_log WHERE object_id = ANY($1::uuid[]) ORDER BY seq', [stones])),
    ]);
    for (const { id, version } of kept) {
      const all = Array.from({ length: version }, (_, at) => at + 1);
      expect(mine.filter(({ stone }) => stone === id).map((row) => row.version)).toEqual(all);
      expect(changes.filter((row) => row.id === id).map((row) => row.version)).toEqual(all);
    }
    expect(rows).toHaveLength(told);
    expect(waiting).toEqual([]);
  }

  it('loses, doubles and reorders nothing under concurrent writers whose ids commit out of order', async () => {
    const stones = someIds(25);
    await write(stones, 8, 60);
    await expectExact(stones);
  });

  it.each<CrashPoint>(['r1', 'r2', 'r3', 'r4', 'r5', 'c1', 'c2', 'c3', 'c4'])('survives deaths at %s', async (point) => {
    const stones = someIds(10);
    let deaths = 0;
    armCrashPoints((reached) => {
      // The first time always, so that a run with few batches dies as well; later by chance.
      if (reached !== point || deaths >= 3 || (deaths > 0 && Math.random() < 0.3)) return;
      deaths += 1;
      throw new DatabaseUnavailable(`died at ${point}`);
    });
    await write(stones, 4, 25);
    await eventually(() => Promise.resolve(deaths), (count) => count >= 1, 5_000);
    await expectExact(stones);
    expect(deaths).toBeGreaterThanOrEqual(1);
  });

  it('survives the loss of every connection to the databases', async () => {
    const stones = someIds(10);
    const writing = write(stones, 4, 25);
    await logs.database.work((tx) =>
      tx.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()`),
    );
    await hearing.database.work((tx) =>
      tx.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()`),
    );
    await writing;
    await expectExact(stones);
  });

  it('gives the outbox to one of two relays only, and to the other when the first stops', async () => {
    const second = startRelay({ service: TELLER, database: teller.database, bus, log });
    const stones = someIds(10);
    await write(stones, 4, 25);
    await expectExact(stones);
    await relay.stop();
    await write(stones, 2, 10);
    await expectExact(stones);
    relay = second;
  });
});

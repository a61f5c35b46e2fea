import { startConsumers } from '@cairn/messaging';
import { countUpAll, HEARER, hearer as writingDown, hearerDatabase, someIds, tellerDatabase } from '@cairn/messaging/testing';
import { type Database, newId, type Uuid } from '@cairn/postgres';
import { openLog } from '@cairn/telemetry';
import { type BusAddress, counting, openBus } from './bus.js';
import { killRelay } from './killing.js';
import { outcome, type Outcome } from './outcome.js';

export interface Delivery extends Outcome {
  readonly events: number;
  readonly kills: number;
  /** Records the bus brought more than once, which the inbox dropped; 0 would mean that no kill hit a batch. */
  readonly redelivered: number;
  readonly seconds: number;
}

const perWrite = 100;
const writers = 4;

/** Tells `events` events while the relay is killed `kills` times, then compares both ends. */
export async function deliver(address: BusAddress, events: number, kills: number): Promise<Delivery> {
  const [teller, hearer] = await Promise.all([tellerDatabase(), hearerDatabase()]);
  const bus = await openBus(address, 'hearer');
  const count = { heard: 0, brought: 0 };
  const started = performance.now();
  try {
    const consumers = await startConsumers({
      service: HEARER,
      database: hearer.database,
      bus: counting(bus, (records) => (count.brought += records)),
      listeners: [writingDown(() => (count.heard += 1))],
      log: openLog(HEARER, 'silent'),
    });
    const tenant = newId();
    const killing = killRelay(kills, JSON.stringify({ bus: address, appUrl: teller.appUrl, workerUrl: teller.workerUrl }), () => count.heard / events);
    await Promise.all([tellAll(teller.database, tenant, events), killing]);
    await settled(() => count.heard, events);
    await (await killing).stop();
    await consumers.stop();
    const { lost, doubled, reordered } = await outcome(teller.database, hearer.database, tenant);
    return { events, kills, lost, doubled, reordered, redelivered: count.brought - events, seconds: (performance.now() - started) / 1_000 };
  } finally {
    await bus.close();
    await Promise.all([teller.close(), hearer.close()]);
  }
}

/** Several writers over the same stones, so that transactions of one aggregate follow each other closely. */
async function tellAll(database: Database, tenant: Uuid, events: number): Promise<void> {
  const all = someIds(1_000);
  let next = 0;
  const writer = async () => {
    while (next < events) {
      const from = next;
      next += perWrite;
      const offset = from % all.length;
      await countUpAll(database, tenant, all.slice(offset, offset + perWrite));
    }
  };
  await Promise.all(Array.from({ length: writers }, writer));
}

/** All were heard, and a while has passed for what should not come; or nothing has moved for 30 s. */
async function settled(heard: () => number, events: number): Promise<void> {
  let last = { heard: -1, at: 0 };
  while (heard() < events) {
    if (heard() !== last.heard) last = { heard: heard(), at: Date.now() };
    else if (Date.now() - last.at > 30_000) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  await new Promise((resume) => setTimeout(resume, 2_000));
}

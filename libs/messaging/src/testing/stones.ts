import { auditMigration } from '@cairn/audit';
import { tenantCreated } from '@cairn/events';
import { type Database, isolate, type Migration, newId, type Tx, type Uuid, workerOnly } from '@cairn/postgres';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import type { QueryRunner } from 'typeorm';
import { appendEvents } from '../append-events.js';
import { BUS, busMigration } from '../bus-migration.js';
import { feedLagMigration } from '../feed-lag-migration.js';
import { listenTo, type Listener } from '../listener.js';
import { messagingMigration } from '../migration.js';
import { type Mark, newEvent } from '../outbox.js';

/** A service that counts its stones up, and one that hears of it: the smallest pair for tests and figures of delivery. */
export const TELLER = 'teller';
export const HEARER = 'hearer';

class CreateStone1795262500000 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE stone (tenant_id uuid NOT NULL, id uuid NOT NULL, version int NOT NULL, PRIMARY KEY (tenant_id, id))');
    await runner.query(isolate(TELLER, 'stone'));
  }
  async down(): Promise<void> {}
}

class CreateHeard1795262500000 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE heard (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id uuid NOT NULL, stone uuid NOT NULL, version int NOT NULL, name text NOT NULL)');
    await runner.query(workerOnly(HEARER, 'heard'));
  }
  async down(): Promise<void> {}
}

export const tellerDatabase = () => testDatabase(TELLER, [messagingMigration(TELLER), feedLagMigration(TELLER), auditMigration(TELLER), CreateStone1795262500000 as Migration]);
export const hearerDatabase = () => testDatabase(HEARER, [messagingMigration(HEARER), auditMigration(HEARER), CreateHeard1795262500000 as Migration]);
export const busDatabase = (): Promise<TestDatabase> => testDatabase(BUS, [busMigration]);

export const stoneEvent = (tenant: Uuid, stone: Uuid, version: number, name = `v${version}`) =>
  newEvent({
    contract: tenantCreated,
    tenant,
    subject: stone,
    version,
    data: { tenant: stone, name, at: new Date().toISOString() },
    changed: [{ type: 'TENANT', id: stone, version }],
  });

/** Counts a stone up under its row lock, and tells it; the transaction stays open for a while after. */
export function countUp(database: Database, tenant: Uuid, stone: Uuid, openMs = 0, name?: string): Promise<Mark[]> {
  return database.write({ tenant }, async (tx) => {
    const marks = await counted(tx, tenant, [stone], name);
    if (openMs > 0) await new Promise((resume) => setTimeout(resume, openMs));
    return marks;
  });
}

/** The same of several stones in one transaction, an event each. */
export const countUpAll = (database: Database, tenant: Uuid, stones: readonly Uuid[]): Promise<Mark[]> =>
  database.write({ tenant }, (tx) => counted(tx, tenant, stones));

async function counted(tx: Tx, tenant: Uuid, stones: readonly Uuid[], name?: string): Promise<Mark[]> {
  // Sorted, so that two writers never wait for each other in a ring.
  const rows = await tx.query<{ id: Uuid; version: number }>(
    `INSERT INTO stone (tenant_id, id, version) SELECT $1, id, 1 FROM unnest($2::uuid[]) AS id ORDER BY id
     ON CONFLICT (tenant_id, id) DO UPDATE SET version = stone.version + 1 RETURNING id, version`,
    [tenant, stones],
  );
  return appendEvents(tx, rows.map(({ id, version }) => stoneEvent(tenant, id, version, name)));
}

/** Writes down what it hears, in order. */
export const hearer = (before: (tx: Tx, name: string, version: number) => unknown = () => undefined): Listener =>
  listenTo(tenantCreated, async (tx, event) => {
    if ((await before(tx, event.data.name, event.aggregateversion)) === 'early') return 'early';
    await tx.query('INSERT INTO heard (event_id, stone, version, name) VALUES ($1, $2, $3, $4)', [event.id, event.subject, event.aggregateversion, event.data.name]);
    return 'applied';
  });

export const heardOf = (database: Database): Promise<{ stone: string; version: number }[]> =>
  database.work((tx) => tx.query('SELECT stone, version FROM heard ORDER BY n'));

/** Asks again until the answer fits, or gives the last one after the patience is over. */
export async function eventually<T>(ask: () => Promise<T>, fits: (answer: T) => boolean, patienceMs = 20_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (fits(answer) || Date.now() > deadline) return answer;
    await new Promise((resume) => setTimeout(resume, 25));
  }
}

export const someIds = (count: number): Uuid[] => Array.from({ length: count }, () => newId());

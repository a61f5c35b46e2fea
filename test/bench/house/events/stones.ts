import { tenantCreated } from '@cairn/events';
import { appendEvents, BUS, busMigration, listenTo, type Listener, messagingMigration, newEvent } from '@cairn/messaging';
import { type Database, isolate, type Migration, newId, type Uuid, workerOnly } from '@cairn/postgres';
import { testDatabase } from '@cairn/testkit';
import type { QueryRunner } from 'typeorm';

/** The smallest pair of services for delivery: one counts stones up and tells it, the other writes down what it hears. */
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
    await runner.query('CREATE TABLE heard (n bigint GENERATED ALWAYS AS IDENTITY, event_id uuid NOT NULL, stone uuid NOT NULL, version int NOT NULL)');
    await runner.query(workerOnly(HEARER, 'heard'));
  }
  async down(): Promise<void> {}
}

export const tellerDatabase = () => testDatabase(TELLER, [messagingMigration(TELLER), CreateStone1795262500000 as Migration]);
export const hearerDatabase = () => testDatabase(HEARER, [messagingMigration(HEARER), CreateHeard1795262500000 as Migration]);
export const busDatabase = () => testDatabase(BUS, [busMigration]);

/** Counts some stones up under their row locks and tells it, an event each, in one transaction. */
export function countUp(database: Database, tenant: Uuid, stones: readonly Uuid[]): Promise<unknown> {
  return database.write({ tenant }, async (tx) => {
    // Sorted, so that two writers never wait for each other in a ring.
    const rows = await tx.query<{ id: Uuid; version: number }>(
      `INSERT INTO stone (tenant_id, id, version) SELECT $1, id, 1 FROM unnest($2::uuid[]) AS id ORDER BY id
       ON CONFLICT (tenant_id, id) DO UPDATE SET version = stone.version + 1 RETURNING id, version`,
      [tenant, stones],
    );
    const at = new Date().toISOString();
    return appendEvents(
      tx,
      rows.map(({ id, version }) =>
        newEvent({
          contract: tenantCreated,
          tenant,
          subject: id,
          version,
          data: { tenant: id, name: `Stone ${version}`, at },
          changed: [{ type: 'TENANT', id, version }],
        }),
      ),
    );
  });
}

/** Writes down every event it hears. */
export const hearing = (heard: () => void): Listener =>
  listenTo(tenantCreated, async (tx, event) => {
    await tx.query('INSERT INTO heard (event_id, stone, version) VALUES ($1, $2, $3)', [event.id, event.subject, event.aggregateversion]);
    heard();
    return 'applied';
  });

/** What became of the events that were told. */
export interface Outcome {
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
}

/** Compares what was told (the stones' versions) with what was heard, and in which order. */
export async function outcome(teller: Database, hearer: Database, tenant: Uuid): Promise<Outcome> {
  const told = await teller.read({ tenant }, (tx) => tx.query<{ id: Uuid; version: number }>('SELECT id, version FROM stone'));
  const heard = await hearer.work((tx) => tx.query<{ stone: Uuid; version: number }>('SELECT stone, version FROM heard ORDER BY n'));
  const seen = new Map<Uuid, Set<number>>(told.map(({ id }) => [id, new Set()]));
  const highest = new Map<Uuid, number>();
  let [doubled, reordered] = [0, 0];
  for (const { stone, version } of heard) {
    const versions = seen.get(stone) ?? new Set();
    if (versions.has(version)) doubled += 1;
    else if (version < (highest.get(stone) ?? 0)) reordered += 1;
    versions.add(version);
    highest.set(stone, Math.max(version, highest.get(stone) ?? 0));
  }
  const lost = told.reduce((sum, { id, version }) => sum + version - (seen.get(id)?.size ?? 0), 0);
  return { lost, doubled, reordered };
}

export const stones = (count: number): Uuid[] => Array.from({ length: count }, () => newId());

import { OpaqueTokens } from '@cairn/access';
import { auditMigration } from '@cairn/audit';
import { tenantCreated } from '@cairn/events';
import { isolate, type Migration, newId, type Uuid } from '@cairn/postgres';
import { testDatabase, type TestDatabase } from '@cairn/testkit';
import fc from 'fast-check';
import type { QueryRunner } from 'typeorm';
import { appendEvents } from './append-events.js';
import { ChangeFeed, type FeedPage } from './change-feed.js';
import { feedLagMigration } from './feed-lag-migration.js';
import { messagingMigration } from './migration.js';
import { type Changed, newEvent } from './outbox.js';
import { OutboxReader } from './outbox-reader.js';

/** What becomes of an object in a write: it is changed, or leaves the reader's view for a reason; a change brings back what was out of view. */
const fates = [null, null, null, 'DELETED', 'ERASED', 'NO_LONGER_VISIBLE'] as const;

/** A crash loses the page; a crash before the position is kept leaves what the page changed. */
const thens = ['kept', 'crash', 'crash before the position is kept'] as const;

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ what: fc.constant('write' as const), object: fc.nat(5), fate: fc.constantFrom(...fates) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('end' as const), write: fc.nat(2), how: fc.constantFrom('commit' as const, 'commit' as const, 'rollback' as const) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('relay' as const), most: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('read' as const), first: fc.integer({ min: 1, max: 4 }), then: fc.constantFrom(...thens) }) },
);

/** `CAIRN_FEED_HISTORIES=10000` tries as many. */
const runs = Number(process.env.CAIRN_FEED_HISTORIES ?? 200);
const service = 'keeper';

class CreateKept1795262500000 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE kept (tenant_id uuid NOT NULL, id uuid NOT NULL, version int NOT NULL, gone text, PRIMARY KEY (tenant_id, id))');
    await runner.query(isolate(service, 'kept'));
  }
  async down(): Promise<void> {}
}

interface OpenWrite {
  readonly object: Uuid;
  end(how: 'commit' | 'rollback'): Promise<void>;
}

describe('a copy that follows the change feed', () => {
  let keeper: TestDatabase;
  let reader: OutboxReader;
  const feed = new ChangeFeed({
    service,
    tokens: new OpaqueTokens(Buffer.alloc(32, 7)),
    snapshot: [
      {
        type: 'AWARD',
        page: (tx, tenant, after, limit) =>
          tx.query('SELECT id, version, now() AS "changedAt" FROM kept WHERE tenant_id = $1 AND gone IS NULL AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3', [tenant, after, limit]),
      },
    ],
  });
  beforeAll(async () => {
    keeper = await testDatabase(service, [messagingMigration(service), feedLagMigration(service), auditMigration(service), CreateKept1795262500000 as Migration]);
    reader = new OutboxReader(keeper.database);
    await reader.open();
    await reader.takePartitions();
  }, 60_000);
  afterAll(async () => {
    reader?.close();
    await keeper?.close();
  });

  /** Begins a write and leaves its transaction open. */
  async function write(tenant: Uuid, object: Uuid, gone: string | null): Promise<OpenWrite> {
    const { promise: ended, resolve: end } = Promise.withResolvers<'commit' | 'rollback'>();
    const { promise: written, resolve: isWritten } = Promise.withResolvers<void>();
    const done = keeper.database
      .write({ tenant }, async (tx) => {
        const [row] = await tx.query<{ version: number }>(
          'INSERT INTO kept (tenant_id, id, version, gone) VALUES ($1, $2, 1, $3) ON CONFLICT (tenant_id, id) DO UPDATE SET version = kept.version + 1, gone = $3 RETURNING version',
          [tenant, object, gone],
        );
        const version = row?.version ?? 1;
        const changed = { type: 'AWARD', id: object, version, ...(gone === null ? {} : { op: 'DELETE', reason: gone }) } as Changed;
        await appendEvents(tx, [newEvent({ contract: tenantCreated, tenant, subject: object, version, data: { tenant, name: 'n', at: new Date().toISOString() }, changed: [changed] })]);
        isWritten();
        if ((await ended) === 'rollback') throw new Error('rolled back');
      })
      .catch((cause: Error) => {
        if (cause.message !== 'rolled back') throw cause;
      });
    await Promise.race([written, done]);
    return { object, end: (how) => (end(how), done) };
  }

  const relay = async (most: number) => {
    const rows = (await reader.read()).slice(0, most);
    if (rows.length > 0) await reader.finish(rows);
    return rows.length;
  };

  /** What the source holds: version by object, and why others are gone. */
  async function source(tenant: Uuid) {
    const rows = await keeper.database.read({ tenant }, (tx) => tx.query<{ id: string; version: number; gone: string | null }>('SELECT id, version, gone FROM kept WHERE tenant_id = $1', [tenant]));
    return { held: new Map(rows.filter(({ gone }) => gone === null).map(({ id, version }) => [id, version])), gone: new Map(rows.map(({ id, gone }) => [id, gone])) };
  }

  /** A partner's copy: upserts by id, passes over older versions, keeps what is gone as a tombstone. Without a position it begins with nothing: a snapshot tells of what is there alone. */
  class Copy {
    readonly held = new Map<string, number>();
    readonly tombstones = new Map<string, { version: number; reason: string | null }>();
    position: string | null = null;

    constructor(private readonly tenant: Uuid) {}

    async read(first: number, then: (typeof thens)[number]): Promise<boolean> {
      const page = (await keeper.database.read({ tenant: this.tenant }, (tx) => feed.page(tx, { tenant: this.tenant, after: this.position, first }))) as FeedPage;
      if (then === 'crash') return true;
      if (this.position === null) for (const kept of [this.held, this.tombstones]) kept.clear();
      for (const { id, op, version, reason } of page.changes) {
        if (version < Math.max(this.held.get(id) ?? 0, this.tombstones.get(id)?.version ?? 0)) continue;
        if (op === 'DELETE') {
          this.held.delete(id);
          this.tombstones.set(id, { version, reason });
        } else {
          this.held.set(id, version);
          this.tombstones.delete(id);
        }
      }
      if (then === 'kept') this.position = page.endPosition;
      return page.hasMore;
    }
  }

  it(`is equal to the source in the end, tombstones included, over ${runs} histories of writers, relays, removals and crashes`, async () => {
    let removed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const tenant = newId();
        const objects = Array.from({ length: 6 }, () => newId());
        const copy = new Copy(tenant);
        const open: OpenWrite[] = [];
        for (const one of steps) {
          if (one.what === 'write') {
            const object = objects[one.object]!;
            // A second writer of one object would wait for the first.
            if (open.length < 3 && !open.some((other) => other.object === object)) open.push(await write(tenant, object, one.fate));
          } else if (one.what === 'end') await open.splice(one.write % Math.max(open.length, 1), 1)[0]?.end(one.how);
          else if (one.what === 'relay') await relay(one.most);
          else await copy.read(one.first, one.then);
        }
        for (const one of open) await one.end('commit');
        while ((await relay(10)) > 0);
        while (await copy.read(3, 'kept'));
        const { held, gone } = await source(tenant);
        expect(copy.held).toEqual(held);
        for (const [id, { reason }] of copy.tombstones) expect(reason).toBe(gone.get(id));
        removed += copy.tombstones.size;
      }),
      { numRuns: runs, seed: 7 },
    );
    // The histories did hold what they are about.
    expect(removed).toBeGreaterThan(runs / 4);
  }, 1_200_000);
});

import { actingFor, OpaqueTokens, principalOf } from '@cairn/access';
import { newId, type Uuid } from '@cairn/postgres';
import { openLog } from '@cairn/telemetry';
import type { TestDatabase } from '@cairn/testkit';
import { ChangeFeed, type FeedPage, type SnapshotSource } from './change-feed.js';
import { toldUntil } from './feed-token.js';
import { cleanUp } from './housekeeping.js';
import { encodePosition } from './position.js';
import { type Relay, startRelay } from './relay.js';
import { countUp, eventually, someIds, TELLER, tellerDatabase } from './testing/stones.js';

const tokens = new OpaqueTokens(Buffer.alloc(32, 7));
const silentBus = { publish: () => Promise.resolve(), subscribe: () => Promise.reject(new Error('nobody listens')), outsideTopics: null, ready: () => Promise.resolve(true), close: () => Promise.resolve() };
const stones: SnapshotSource = {
  type: 'TENANT',
  page: (tx, tenant, after, limit) =>
    tx.query('SELECT id, version, now() AS "changedAt" FROM stone WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3', [tenant, after, limit]),
};
const feedOf = (service: string, snapshot = [stones]) => new ChangeFeed({ service, tokens, snapshot });

describe('the change feed of a service', () => {
  let teller: TestDatabase;
  let relay: Relay;
  const feed = feedOf(TELLER);
  beforeAll(async () => {
    teller = await tellerDatabase();
    relay = startRelay({ service: TELLER, database: teller.database, bus: silentBus, log: openLog('test', 'silent') });
  }, 60_000);
  afterAll(async () => {
    await relay?.stop();
    await teller?.close();
  });

  const ask = (tenant: Uuid, after: string | null = null, first = 10, types: string[] | null = null, slice = feed) =>
    teller.database.read({ tenant }, (tx) => slice.page(tx, { tenant, after, types, first }));
  const relayed = () => eventually(() => teller.database.work((tx) => tx.query('SELECT id FROM outbox')), (rows) => rows.length === 0);

  /** Follows the feed to its end, upserting by id as a client does. */
  async function follow(tenant: Uuid, copy: Map<string, number>, after: string | null, first: number): Promise<string> {
    for (let position = after; ; ) {
      const page = (await ask(tenant, position, first)) as FeedPage;
      expect(page.changes.length).toBeLessThanOrEqual(first);
      for (const { id, version } of page.changes) copy.set(id, Math.max(version, copy.get(id) ?? 0));
      position = page.endPosition;
      if (!page.hasMore) return position;
    }
  }

  it('gives a snapshot and then every change, also of what was written while the snapshot ran', async () => {
    const tenant = newId();
    const stones = someIds(25);
    for (const stone of stones) await countUp(teller.database, tenant, stone);
    const copy = new Map<string, number>();
    const first = (await ask(tenant, null, 10)) as FeedPage;
    for (const { id, version } of first.changes) copy.set(id, version);
    await countUp(teller.database, tenant, stones[0]!);
    const late = newId();
    await countUp(teller.database, tenant, late);
    await relayed();
    const end = await follow(tenant, copy, first.endPosition, 10);
    expect(copy.size).toBe(26);
    expect([copy.get(stones[0]!), copy.get(late)]).toEqual([2, 1]);
    const idle = (await ask(tenant, end)) as FeedPage;
    expect([idle.changes, idle.hasMore]).toEqual([[], false]);
    await countUp(teller.database, tenant, late);
    await relayed();
    const next = (await ask(tenant, idle.endPosition)) as FeedPage;
    expect(next.changes.map(({ id, version, op }) => [id, version, op])).toEqual([[late, 2, 'UPSERT']]);
  });

  it('starts at the position of a write without a snapshot, relayed or not', async () => {
    const tenant = newId();
    const [old, mine, later] = someIds(3) as [Uuid, Uuid, Uuid];
    await countUp(teller.database, tenant, old);
    await relayed();
    const position = encodePosition(tokens, await countUp(teller.database, tenant, mine));
    await relayed();
    await countUp(teller.database, tenant, later);
    await relayed();
    const page = (await ask(tenant, position)) as FeedPage;
    expect(page.changes.map(({ id }) => id)).toEqual([mine, later]);
    const elsewhere = encodePosition(tokens, [{ topic: 'cairn.award.v1', event: newId() }]);
    const generous = (await ask(tenant, elsewhere)) as FeedPage;
    expect(generous.changes.map(({ id }) => id)).toEqual([old, mine, later]);
  });

  it('refuses a forged token, another tenant\'s, and one for other kinds of object', async () => {
    const [mine, theirs] = someIds(2) as [Uuid, Uuid];
    const { endPosition } = (await ask(mine)) as FeedPage;
    expect(await ask(theirs, endPosition)).toBe('invalid');
    expect(await ask(mine, `${endPosition.slice(0, -2)}AA`)).toBe('invalid');
    expect(await ask(mine, 'nonsense')).toBe('invalid');
    const principal = principalOf({ actor: newId(), tenant: theirs });
    const written = actingFor({ principal, requestId: null }, () => encodePosition(tokens, [{ topic: 'cairn.award.v1', event: newId() }]));
    expect(await ask(mine, written)).toBe('invalid');
    expect(await ask(theirs, written)).not.toBe('invalid');
    expect(await ask(mine, endPosition, 10, ['AWARD'])).toBe('invalid');
  });

  it('tells a position that a later version of the registry made from one that is nobody’s', async () => {
    const tenant = newId();
    const { endPosition } = (await ask(tenant)) as FeedPage;
    const today = tokens.open<object>('feed', endPosition);
    expect(await ask(tenant, tokens.seal('feed', { ...today, v: 2, states: 'in another shape' }))).toBe('newer');
    expect(await ask(newId(), tokens.seal('feed', { ...today, v: 2 }))).toBe('invalid');
    expect(await ask(tenant, tokens.seal('position', { vector: [] }))).toBe('invalid');
  });

  it('goes on from a position of before the service told of another kind, with a snapshot of that kind', async () => {
    const tenant = newId();
    const [stone, pebble] = someIds(2) as [Uuid, Uuid];
    await countUp(teller.database, tenant, stone);
    await relayed();
    const before = await follow(tenant, new Map(), null, 10);
    const pebbles: SnapshotSource = { type: 'AWARD', page: async (_tx, _tenant, after) => (after === null ? [{ id: pebble, version: 3, changedAt: new Date() }] : []) };
    const later = feedOf(TELLER, [pebbles, stones]);
    const page = (await ask(tenant, before, 10, null, later)) as FeedPage;
    expect(page.changes.map(({ type, id }) => [type, id])).toEqual([['AWARD', pebble]]);
    await countUp(teller.database, tenant, stone);
    await relayed();
    const next = (await ask(tenant, page.endPosition, 10, null, later)) as FeedPage;
    expect(next.changes.map(({ type, id, version }) => [type, id, version])).toEqual([['TENANT', stone, 2]]);
    expect(await ask(tenant, next.endPosition, 10, ['TENANT'], later)).toBe('invalid');
  });

  it('moves only its own part of a vector', async () => {
    const tenant = newId();
    await countUp(teller.database, tenant, newId());
    await relayed();
    const own = (await ask(tenant)) as FeedPage;
    const other = (await ask(tenant, own.endPosition, 10, null, feedOf('other'))) as FeedPage;
    const done = await follow(tenant, new Map(), other.endPosition, 10);
    expect(((await ask(tenant, done)) as FeedPage).changes).toEqual([]);
    const { states } = JSON.parse(Buffer.from(done.split('.')[0]!, 'base64url').toString()) as { states: object };
    expect(Object.keys(states).sort()).toEqual(['other', TELLER]);
  });

  it('says up to when it is complete, which is before what waits for the relay', async () => {
    const still = await tellerDatabase();
    const read = (tenant: Uuid, after: string | null) => still.database.read({ tenant }, (tx) => feed.page(tx, { tenant, after, first: 10 })) as Promise<FeedPage>;
    try {
      const [mine, theirs] = someIds(2) as [Uuid, Uuid];
      const first = await read(mine, null);
      const idle = await read(mine, first.endPosition);
      await countUp(still.database, theirs, newId());
      await new Promise((resume) => setTimeout(resume, 20));
      const [waits, later] = [await read(mine, idle.endPosition), await read(mine, idle.endPosition)];
      expect(waits.asOf.getTime()).toBeGreaterThan(idle.asOf.getTime());
      expect(later.asOf).toEqual(waits.asOf);
      expect(toldUntil(tokens, waits.endPosition, mine)).toEqual(waits.asOf);
      expect([toldUntil(tokens, waits.endPosition, theirs), toldUntil(tokens, 'nonsense', mine)]).toEqual([undefined, undefined]);
      await expect(still.database.read({ tenant: theirs }, (tx) => tx.query('SELECT payload FROM outbox'))).rejects.toThrow('permission denied');
    } finally {
      await still.close();
    }
  });

  it('keeps what happened for 90 days: whoever was away for three weeks goes on, whoever was away longer begins anew', async () => {
    const tenant = newId();
    const stone = newId();
    await countUp(teller.database, tenant, stone);
    await relayed();
    const away = await follow(tenant, new Map(), null, 10);
    await countUp(teller.database, tenant, stone);
    await relayed();
    const aged = 'UPDATE change_log SET recorded_at = now() - $2::interval WHERE tenant_id = $1';
    await teller.database.work((tx) => tx.query(aged, [tenant, '21 days']));
    await cleanUp(teller.database);
    expect(((await ask(tenant, away)) as FeedPage).changes.map(({ id, version }) => [id, version])).toEqual([[stone, 2]]);
    await teller.database.work((tx) => tx.query(aged, [tenant, '91 days']));
    await cleanUp(teller.database);
    expect(await ask(tenant, away)).toBe('expired');
    expect(((await ask(tenant, null)) as FeedPage).changes.map(({ id, version }) => [id, version])).toEqual([[stone, 2]]);
  });

  it('says so when changes that old are gone', async () => {
    const tenant = newId();
    const { endPosition } = (await ask(tenant)) as FeedPage;
    await teller.database.work((tx) => tx.query('UPDATE change_head SET pruned_through = last + 1, last = last + 1'));
    expect(await ask(tenant, endPosition)).toBe('expired');
    expect(await ask(tenant, null)).toMatchObject({ changes: [] });
  });

  it('gives up to a thousand changes at a time and refuses more', async () => {
    const tenant = newId();
    expect(await ask(tenant, null, 1_000)).toMatchObject({ changes: [] });
    for (const first of [0, 1_001, 1.5]) expect(await ask(tenant, null, first)).toBe('oversized');
  });

  it('shows a tenant nothing of another', async () => {
    const [mine, theirs] = someIds(2) as [Uuid, Uuid];
    const { endPosition } = (await ask(mine)) as FeedPage;
    await countUp(teller.database, theirs, newId());
    await relayed();
    expect(await follow(mine, new Map(), endPosition, 10)).toEqual(expect.any(String));
    const copy = new Map<string, number>();
    await follow(mine, copy, endPosition, 10);
    expect(copy.size).toBe(0);
  });
});

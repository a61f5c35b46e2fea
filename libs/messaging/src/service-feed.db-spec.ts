import { OpaqueTokens } from '@cairn/access';
import { newId, type Tx } from '@cairn/postgres';
import type { TestDatabase } from '@cairn/testkit';
import type { FeedPage, SnapshotRow } from './change-feed.js';
import { ServiceFeed } from './service-feed.js';
import { countUp, someIds, TELLER, tellerDatabase } from './testing/stones.js';

/** Knows its table by itself, as the stores of the services do. */
class Stones {
  private readonly table = 'stone';

  snapshot(tx: Tx, tenant: string, after: string | null, limit: number): Promise<SnapshotRow[]> {
    return tx.compose(
      `SELECT id, version, now() AS "changedAt" FROM ${this.table} WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
  }
}

describe('the slice of the change feed that a service owns', () => {
  let teller: TestDatabase;
  let feed: ServiceFeed;
  beforeAll(async () => {
    teller = await tellerDatabase();
    const tokens = new OpaqueTokens(Buffer.alloc(32, 7));
    feed = new ServiceFeed(teller.database, { service: TELLER, tokens, stores: { ISSUER: new Stones(), AWARD: new Stones() } });
  }, 60_000);
  afterAll(() => teller?.close());

  it('reads its kinds one after the other, in the order in which the service names them', async () => {
    const tenant = newId();
    const stones = someIds(3);
    for (const stone of stones) await countUp(teller.database, tenant, stone);
    const first = (await feed.page(tenant, { first: 4 })) as FeedPage;
    const rest = (await feed.page(tenant, { after: first.endPosition, first: 4 })) as FeedPage;
    const kinds = (page: FeedPage) => page.changes.map(({ type }) => type);
    expect([kinds(first), kinds(rest)]).toEqual([['ISSUER', 'ISSUER', 'ISSUER', 'AWARD'], ['AWARD', 'AWARD']]);
    expect([...first.changes, ...rest.changes].map(({ id }) => id)).toEqual([...stones, ...stones]);
  });

  it('reads only the kinds asked for, and only of the tenant that asks', async () => {
    const tenant = newId();
    await countUp(teller.database, tenant, newId());
    expect(await feed.page(tenant, { types: ['AWARD'], first: 10 })).toMatchObject({ changes: [{ type: 'AWARD' }] });
    expect(await feed.page(newId(), { first: 10 })).toMatchObject({ changes: [] });
  });
});

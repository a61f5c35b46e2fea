import type { OpaqueTokens } from '@cairn/access';
import type { Database, Tx } from '@cairn/postgres';
import { ChangeFeed, type FeedPage, type FeedRefusal, type FeedRequest, type SnapshotRow } from './change-feed.js';
import type { ChangedType } from './outbox.js';

/** What keeps one kind of object and can tell all of them in id order; at most `limit` rows with an id above `after`. */
export interface SnapshotStore {
  snapshot(tx: Tx, tenant: string, after: string | null, limit: number): Promise<SnapshotRow[]>;
}

/** What one service adds to the change feed: its name, and the store of each kind of object it owns, in the order of the snapshot. */
export interface FeedSlice {
  readonly service: string;
  readonly tokens: OpaqueTokens;
  readonly stores: Partial<Record<ChangedType, SnapshotStore>>;
}

/** Changes of what a service owns, in commit order, for one tenant; a page is read in one transaction. */
export class ServiceFeed {
  private readonly feed: ChangeFeed;

  constructor(
    private readonly database: Database,
    { service, tokens, stores }: FeedSlice,
  ) {
    const snapshot = Object.entries(stores).map(([type, store]) => ({
      type: type as ChangedType,
      page: store.snapshot.bind(store),
    }));
    this.feed = new ChangeFeed({ service, tokens, snapshot });
  }

  page(tenant: string, asked: Omit<FeedRequest, 'tenant'>): Promise<FeedPage | FeedRefusal> {
    return this.database.read({ tenant }, (tx) => this.feed.page(tx, { tenant, ...asked }));
  }
}

import { OpaqueTokens } from '@cairn/access';
import { ChangeFeed, type ChangedType } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { AwardStore } from '../award/award.store.js';
import { EarnerStore } from '../earner/earner.store.js';

export interface FeedRequest {
  readonly after?: string | null;
  readonly types?: readonly ChangedType[] | null;
  readonly first: number;
}

/** Changes of what this service owns, in commit order, for one tenant. */
@Injectable()
export class FeedService {
  private readonly feed: ChangeFeed;

  constructor(
    private readonly database: Database,
    tokens: OpaqueTokens,
    earners: EarnerStore,
    awards: AwardStore,
  ) {
    this.feed = new ChangeFeed({
      service: 'earners',
      tokens,
      snapshot: [
        { type: 'EARNER', page: (tx, tenant, after, limit) => earners.snapshot(tx, tenant, after, limit) },
        { type: 'AWARD', page: (tx, tenant, after, limit) => awards.snapshot(tx, tenant, after, limit) },
      ],
    });
  }

  page(tenant: string, asked: FeedRequest) {
    return this.database.read({ tenant }, (tx) => this.feed.page(tx, { tenant, ...asked }));
  }
}

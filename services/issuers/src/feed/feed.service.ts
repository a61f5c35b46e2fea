import { OpaqueTokens } from '@cairn/access';
import { ChangeFeed, type ChangedType } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { IssuerStore } from '../issuer/issuer.store.js';
import { TenantStore } from '../tenant/tenant.store.js';

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
    tenants: TenantStore,
    issuers: IssuerStore,
  ) {
    this.feed = new ChangeFeed({
      service: 'issuers',
      tokens,
      snapshot: [
        { type: 'TENANT', page: (tx, tenant, after) => tenants.snapshot(tx, tenant, after) },
        { type: 'ISSUER', page: (tx, tenant, after, limit) => issuers.snapshot(tx, tenant, after, limit) },
      ],
    });
  }

  page(tenant: string, asked: FeedRequest) {
    return this.database.read({ tenant }, (tx) => this.feed.page(tx, { tenant, ...asked }));
  }
}

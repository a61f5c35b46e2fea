import { OpaqueTokens } from '@cairn/access';
import { ChangeFeed } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { CredentialStore } from '../credential/credential.store.js';

/** The slice of the change feed that this service owns. */
@Injectable()
export class FeedService {
  private readonly feed: ChangeFeed;

  constructor(
    private readonly database: Database,
    tokens: OpaqueTokens,
    credentials: CredentialStore,
  ) {
    this.feed = new ChangeFeed({
      service: 'verification',
      tokens,
      snapshot: [{ type: 'CREDENTIAL', page: (tx, tenant, after, limit) => credentials.snapshot(tx, tenant, after, limit) }],
    });
  }

  page(tenant: string, request: { after?: string | null; types?: readonly string[] | null; first: number }) {
    return this.database.read({ tenant }, (tx) => this.feed.page(tx, { tenant, ...request }));
  }
}

import { OpaqueTokens } from '@cairn/access';
import { ChangeFeed, type ChangedType } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { CompletionStore } from '../completion/completion.store.js';
import { EnrolmentStore } from '../enrolment/enrolment.store.js';
import { PathwayStore } from '../pathway/pathway.store.js';

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
    pathways: PathwayStore,
    enrolments: EnrolmentStore,
    completions: CompletionStore,
  ) {
    this.feed = new ChangeFeed({
      service: 'pathways',
      tokens,
      snapshot: [
        { type: 'PATHWAY', page: (tx, tenant, after, limit) => pathways.snapshot(tx, tenant, after, limit) },
        { type: 'ENROLMENT', page: (tx, tenant, after, limit) => enrolments.snapshot(tx, tenant, after, limit) },
        { type: 'COMPLETION', page: (tx, tenant, after, limit) => completions.snapshot(tx, tenant, after, limit) },
      ],
    });
  }

  page(tenant: string, asked: FeedRequest) {
    return this.database.read({ tenant }, (tx) => this.feed.page(tx, { tenant, ...asked }));
  }
}

import { OpaqueTokens } from '@cairn/access';
import { ChangeFeed, type ChangedType } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { AchievementStore } from '../achievement/achievement.store.js';
import { AchievementVersionStore } from '../achievement-version/achievement-version.store.js';

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
    achievements: AchievementStore,
    versions: AchievementVersionStore,
  ) {
    this.feed = new ChangeFeed({
      service: 'achievements',
      tokens,
      snapshot: [
        { type: 'ACHIEVEMENT', page: (tx, tenant, after, limit) => achievements.snapshot(tx, tenant, after, limit) },
        { type: 'ACHIEVEMENT_VERSION', page: (tx, tenant, after, limit) => versions.snapshot(tx, tenant, after, limit) },
      ],
    });
  }

  page(tenant: string, asked: FeedRequest) {
    return this.database.read({ tenant }, (tx) => this.feed.page(tx, { tenant, ...asked }));
  }
}

import { OpaqueTokens } from '@cairn/access';
import { ServiceFeed } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { AchievementVersionStore } from '../achievement-version/achievement-version.store.js';
import { AchievementStore } from '../achievement/achievement.store.js';

/** The slice of the change feed that this service owns. */
@Injectable()
export class FeedService extends ServiceFeed {
  constructor(database: Database, tokens: OpaqueTokens, achievements: AchievementStore, versions: AchievementVersionStore) {
    super(database, { service: 'achievements', tokens, stores: { ACHIEVEMENT: achievements, ACHIEVEMENT_VERSION: versions } });
  }
}

import { auditMigration } from '@cairn/audit';
import { messagingMigration } from '@cairn/messaging';
import type { DatabaseConfig, Migration } from '@cairn/postgres';
import { createService, type Platform, type ServiceApp } from '@cairn/service';
import { AchievementEntity } from './achievement/achievement.entity.js';
import { AchievementVersionEntity } from './achievement-version/achievement-version.entity.js';
import { AchievementsModule } from './achievements.module.js';
import { issuerListeners } from './events/on-issuer-recorded.js';
import { onPartnership } from './events/on-partnership.js';
import { IssuerCopyStore } from './issuer-copy/issuer-copy.store.js';
import { CreateAchievements1795266000000 } from './migrations/1795266000000-create-achievements.js';
import { PartnershipCopyStore } from './sharing/partnership-copy.store.js';
import { AddGrants1795270000400 } from './migrations/1795270000400-grants.js';

export const migrations: readonly Migration[] = [messagingMigration('achievements'), CreateAchievements1795266000000, AddGrants1795270000400, auditMigration('achievements')];

export function createAchievementsApp(config: { database: DatabaseConfig }, platform: Platform): Promise<ServiceApp> {
  return createService(
    {
      name: 'achievements',
      auditTrail: 'achievementAuditTrail',
      schema: new URL('../schema.graphql', import.meta.url),
      module: AchievementsModule,
      entities: [AchievementEntity, AchievementVersionEntity],
      listeners: (app) => [
        ...issuerListeners(app.get(IssuerCopyStore, { strict: false })),
        ...onPartnership(app.get(PartnershipCopyStore, { strict: false })),
      ],
    },
    config,
    platform,
  );
}

import { auditMigration } from '@cairn/audit';
import { bulkMigration, importAttemptsMigration, importModesMigration, importPrincipalMigration } from '@cairn/bulk';
import { feedLagMigration, messagingMigration } from '@cairn/messaging';
import type { DatabaseConfig, Migration } from '@cairn/postgres';
import { createService, type Platform, type ServiceApp } from '@cairn/service';
import { AchievementEntity } from './achievement/achievement.entity.js';
import { AchievementVersionEntity } from './achievement-version/achievement-version.entity.js';
import { AchievementsModule } from './achievements.module.js';
import { CatalogueStore } from './catalogue/catalogue.store.js';
import { issuerListeners } from './events/on-issuer-recorded.js';
import { onPartnership } from './events/on-partnership.js';
import { onSkillGeneration } from './events/on-skill-generation.js';
import { IssuerCopyStore } from './issuer-copy/issuer-copy.store.js';
import { CreateAchievements1795266000000 } from './migrations/1795266000000-create-achievements.js';
import { PartnershipCopyStore } from './sharing/partnership-copy.store.js';
import { AddGrants1795270000400 } from './migrations/1795270000400-grants.js';
import { DescribeVersions1795280001000 } from './migrations/1795280001000-describe-versions.js';
import { AddSkills1795280002000 } from './migrations/1795280002000-skills.js';
import { CatalogueSearch1795280003000 } from './migrations/1795280003000-catalogue-search.js';
import { IssuerCountry1795280003100 } from './migrations/1795280003100-issuer-country.js';
import { ImportedVersions1795400000810 } from './migrations/1795400000810-imported-versions.js';

export const migrations: readonly Migration[] = [
  messagingMigration('achievements'),
  feedLagMigration('achievements'),
  CreateAchievements1795266000000,
  AddGrants1795270000400,
  auditMigration('achievements'),
  bulkMigration('achievements'),
  importPrincipalMigration,
  DescribeVersions1795280001000,
  AddSkills1795280002000,
  CatalogueSearch1795280003000,
  IssuerCountry1795280003100,
  importModesMigration,
  importAttemptsMigration,
  ImportedVersions1795400000810,
];

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
        onSkillGeneration(app.get(CatalogueStore, { strict: false })),
      ],
    },
    config,
    platform,
  );
}

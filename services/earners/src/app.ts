import { auditMigration } from '@cairn/audit';
import { bulkMigration, importPrincipalMigration } from '@cairn/bulk';
import { messagingMigration } from '@cairn/messaging';
import type { DatabaseConfig, Migration } from '@cairn/postgres';
import { createService, type Platform, type ServiceApp } from '@cairn/service';
import { CopyClockStore } from './achievement-version/copy-clock.store.js';
import { VersionCopyStore } from './achievement-version/version-copy.store.js';
import { CompletionAwardService } from './completion/completion-award.service.js';
import { EarnersModule } from './earners.module.js';
import { ErasureCompletion } from './erasure/erasure-completion.service.js';
import { onAchievement } from './events/on-achievement.js';
import { onCompletion } from './events/on-completion.js';
import { onErasure } from './events/on-erasure.js';
import { onIssuer } from './events/on-issuer.js';
import { onMandate } from './events/on-mandate.js';
import { MandateCopyStore } from './mandate/mandate-copy.store.js';
import { CreateEarners1795262400100 } from './migrations/1795262400100-create-earners.js';
import { AddGrants1795270000400 } from './migrations/1795270000400-grants.js';
import { PeopleData1795270000500 } from './migrations/1795270000500-people-data.js';

export const migrations: readonly Migration[] = [messagingMigration('earners'), bulkMigration('earners'), importPrincipalMigration, CreateEarners1795262400100, AddGrants1795270000400, auditMigration('earners'), PeopleData1795270000500];

/** Earners, their awards, and imports of both. */
export function createEarnersApp(config: { database: DatabaseConfig }, platform: Platform): Promise<ServiceApp> {
  return createService(
    {
      name: 'earners',
      auditTrail: 'earnerAuditTrail',
      schema: new URL('../schema.graphql', import.meta.url),
      module: EarnersModule,
      listeners: (app) => [
        ...onIssuer(app.get(CopyClockStore)),
        ...onAchievement(app.get(CopyClockStore), app.get(VersionCopyStore)),
        ...onMandate(app.get(MandateCopyStore)),
        ...onCompletion(app.get(CompletionAwardService)),
        ...onErasure(app.get(ErasureCompletion)),
      ],
    },
    config,
    platform,
  );
}

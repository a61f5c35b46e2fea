import { auditMigration } from '@cairn/audit';
import { messagingMigration } from '@cairn/messaging';
import type { DatabaseConfig, Migration } from '@cairn/postgres';
import { createService, type Platform, type ServiceApp } from '@cairn/service';
import { AchievementTextStore } from './achievement-text/achievement-text.store.js';
import { AwardChangeService } from './award/award-change.service.js';
import { AwardIntakeService } from './award/award-intake.service.js';
import { readVerificationSettings } from './config.js';
import { ErasureService } from './erasure/erasure.service.js';
import { onAchievements } from './events/on-achievements.js';
import { onAwards } from './events/on-awards.js';
import { onIssuers } from './events/on-issuers.js';
import { onPeople } from './events/on-people.js';
import { IssuerProfileService } from './issuer-profile/issuer-profile.service.js';
import { CreateVerification1795262400000 } from './migrations/1795262400000-create-verification.js';
import { AddGrants1795270000400 } from './migrations/1795270000400-grants.js';
import { PeopleData1795270000500 } from './migrations/1795270000500-people-data.js';
import { PersonService } from './people/person.service.js';
import { VerificationModule } from './verification.module.js';
import { AttendedBus } from './verification/attended-bus.js';

export const migrations: readonly Migration[] = [messagingMigration('verification'), CreateVerification1795262400000, AddGrants1795270000400, auditMigration('verification'), PeopleData1795270000500];

export interface VerificationConfig {
  readonly database: DatabaseConfig;
  /** Whether documents that nobody asked for are signed when there is time; left out: as CAIRN_BACKGROUND_SIGNING says. */
  readonly backgroundSigning?: boolean;
  /** Node's options for the issuing thread; left out: those of this process. */
  readonly threadOptions?: string[];
}

export function createVerificationApp(config: VerificationConfig, platform: Platform): Promise<ServiceApp> {
  const settings = config.backgroundSigning === undefined ? readVerificationSettings() : { backgroundSigning: config.backgroundSigning };
  const bus = new AttendedBus(platform.bus);
  return createService(
    {
      name: 'verification',
      auditTrail: 'credentialAuditTrail',
      schema: new URL('../schema.graphql', import.meta.url),
      module: VerificationModule.with(settings, bus, config.threadOptions),
      listeners: (app) => [
        ...onIssuers(app.get(IssuerProfileService)),
        ...onAchievements(app.get(AchievementTextStore)),
        ...onAwards(app.get(AwardIntakeService), app.get(AwardChangeService)),
        ...onPeople(app.get(PersonService), app.get(ErasureService)),
      ],
    },
    config,
    { ...platform, bus },
  );
}

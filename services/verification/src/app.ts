import { auditMigration } from '@cairn/audit';
import { bulkMigration, importAttemptsMigration, importModesMigration, importPrincipalMigration } from '@cairn/bulk';
import { feedLagMigration, messagingMigration } from '@cairn/messaging';
import { type DatabaseConfig, type Migration, rolesOf } from '@cairn/postgres';
import { createService, type Platform, type ServiceApp } from '@cairn/service';
import { AchievementTextStore } from './achievement-text/achievement-text.store.js';
import { AwardChangeService } from './award/award-change.service.js';
import { AwardIntakeService } from './award/award-intake.service.js';
import { readVerificationSettings, type VerificationSettings } from './config.js';
import { ErasureService } from './erasure/erasure.service.js';
import { onAchievements } from './events/on-achievements.js';
import { onAwards } from './events/on-awards.js';
import { onIssuers } from './events/on-issuers.js';
import { onPathways } from './events/on-pathways.js';
import { onMandates } from './events/on-mandates.js';
import { onPeople } from './events/on-people.js';
import { onShares } from './events/on-shares.js';
import { IssuerProfileService } from './issuer-profile/issuer-profile.service.js';
import { FormerAddresses1795400020000 } from './migrations/1795400020000-former-addresses.js';
import { CredentialSources1795400030000 } from './migrations/1795400030000-credential-sources.js';
import { CreateVerification1795262400000 } from './migrations/1795262400000-create-verification.js';
import { AddGrants1795270000400 } from './migrations/1795270000400-grants.js';
import { AwardRevisions1795280013000 } from './migrations/1795280013000-award-revisions.js';
import { PeopleData1795270000500 } from './migrations/1795270000500-people-data.js';
import { Backpack1795290000300 } from './migrations/1795290000300-backpack.js';
import { Judging1795290000200 } from './migrations/1795290000200-judging.js';
import { SignerZone1795290000100 } from './migrations/1795290000100-signer-zone.js';
import { FurtherDocuments1795290000500 } from './migrations/1795290000500-further-documents.js';
import { Shares1795290000450 } from './migrations/1795290000450-shares.js';
import { LearnerRecords1795290000510 } from './migrations/1795290000510-learner-records.js';
import { VcApi1795290000600 } from './migrations/1795290000600-vc-api.js';
import { RecordHosts1795400009100 } from './migrations/1795400009100-record-hosts.js';
import { WalletOffers1795290000520 } from './migrations/1795290000520-wallet-offers.js';
import { PersonService } from './people/person.service.js';
import { ShareCopyStore } from './share/share-copy.store.js';
import { CompletionIntake } from './record/completion-intake.service.js';
import { RecordSourceStore } from './record/record-source.store.js';
import { VerificationModule } from './verification.module.js';
import { AttendedBus } from './verification/attended-bus.js';
import { MandateCopyStore } from './verification/mandate-copy.store.js';

/** For whoever has a load signed at once. */
export { BackgroundSigner } from './signing/background-signer.service.js';

export const migrations: readonly Migration[] = [
  messagingMigration('verification'),
  feedLagMigration('verification'),
  CreateVerification1795262400000,
  AddGrants1795270000400,
  auditMigration('verification'),
  PeopleData1795270000500,
  AwardRevisions1795280013000,
  SignerZone1795290000100,
  Judging1795290000200,
  Backpack1795290000300,
  Shares1795290000450,
  FurtherDocuments1795290000500,
  LearnerRecords1795290000510,
  WalletOffers1795290000520,
  VcApi1795290000600,
  RecordHosts1795400009100,
  bulkMigration('verification'),
  importPrincipalMigration,
  importModesMigration,
  importAttemptsMigration,
  FormerAddresses1795400020000,
  CredentialSources1795400030000,
];

export interface VerificationConfig {
  readonly database: DatabaseConfig;
  /** Whether documents that nobody asked for are signed when there is time; left out: as CAIRN_BACKGROUND_SIGNING says. */
  readonly backgroundSigning?: boolean;
  /** Node's options for the issuing thread; left out: those of this process. */
  readonly threadOptions?: string[];
  /** Where signing keys are made; left out: as CAIRN_PKCS11_… say. */
  readonly token?: VerificationSettings['token'];
  /** Which hosts may be called though they are not public; left out: as CAIRN_FETCH_… say. */
  readonly fetching?: VerificationSettings['fetching'];
  /** Whether the VC-API answers; left out: as CAIRN_VC_API says. */
  readonly vcApi?: boolean;
}

export function createVerificationApp(config: VerificationConfig, platform: Platform): Promise<ServiceApp> {
  const { workerUrl, poolWaitMs } = config.database;
  const read: VerificationSettings = config.backgroundSigning === undefined ? readVerificationSettings() : { backgroundSigning: config.backgroundSigning };
  const settings = { ...read, token: config.token ?? read.token, fetching: config.fetching ?? read.fetching, vcApi: config.vcApi ?? read.vcApi, signerUrl: read.signerUrl ?? signerAddress(workerUrl), poolWaitMs };
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
        ...onShares(app.get(ShareCopyStore)),
        ...onPathways(app.get(RecordSourceStore), app.get(CompletionIntake)),
        ...onMandates(app.get(MandateCopyStore)),
        ...onPeople(app.get(PersonService), app.get(ErasureService)),
      ],
    },
    config,
    { ...platform, bus },
  );
}

/** Where the registry makes the roles itself, they share a password. */
function signerAddress(workerUrl: string): string {
  const url = new URL(workerUrl);
  url.username = rolesOf('verification').signer;
  return url.href;
}

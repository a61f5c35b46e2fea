import { bulkModule } from '@cairn/bulk';
import { PersonCopyStore } from '@cairn/people';
import { type Platform, PLATFORM } from '@cairn/service';
import { type DynamicModule, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { AchievementTextStore } from './achievement-text/achievement-text.store.js';
import { AwardChangeService } from './award/award-change.service.js';
import { AwardIntakeService } from './award/award-intake.service.js';
import { AwardStateStore } from './award/award-state.store.js';
import { backpackProviders } from './backpack/providers.js';
import { credentialSourceProviders } from './credential-source/providers.js';
import { VERIFICATION_SETTINGS, type VerificationSettings } from './config.js';
import { AwardResolver } from './credential/award.resolver.js';
import { CredentialNodes } from './credential/credential-node.service.js';
import { CredentialResolver } from './credential/credential.resolver.js';
import { CredentialService } from './credential/credential.service.js';
import { CredentialStore } from './credential/credential.store.js';
import { ErasureService } from './erasure/erasure.service.js';
import { formerControllers, formerProviders } from './former-address/providers.js';
import { FeedResolver } from './feed/feed.resolver.js';
import { FeedService } from './feed/feed.service.js';
import { furtherControllers, furtherProviders } from './further-document/providers.js';
import { IssuerProfileService } from './issuer-profile/issuer-profile.service.js';
import { IssuerProfileStore } from './issuer-profile/issuer-profile.store.js';
import { EarnerResolver } from './people/earner.resolver.js';
import { PersonService } from './people/person.service.js';
import { PersonalCredentials } from './people/personal-credentials.service.js';
import { Subjects } from './people/subjects.store.js';
import { pullProviders } from './pull/providers.js';
import { publicControllers, publicProviders } from './public/providers.js';
import { publicHeaders } from './public/public-headers.middleware.js';
import { SealedSecretStore } from './sealed-secret/sealed-secret.store.js';
import { SecretKeeper } from './sealed-secret/secret-keeper.service.js';
import { signerProviders } from './signer/providers.js';
import { SignerDatabase } from './signer/signer-database.js';
import { signingKeyControllers, signingKeyProviders } from './signing-key/providers.js';
import { BackgroundSigner } from './signing/background-signer.service.js';
import { DocumentTraceStore } from './signing/document-trace.store.js';
import { DocumentService } from './signing/document.service.js';
import { DocumentStore } from './signing/document.store.js';
import { IssuingThread } from './signing/issuing-thread.js';
import { SigningService } from './signing/signing.service.js';
import { IndexLeases } from './status-list/index-lease.service.js';
import { statusListControllers } from './status-list/providers.js';
import { ServedLists } from './status-list/served-list.service.js';
import { StatusChangeStore } from './status-list/status-change.store.js';
import { StatusListStore } from './status-list/status-list.store.js';
import { OpenBadgesController } from './open-badges-api/open-badges.controller.js';
import { openBadgesProviders } from './open-badges-api/providers.js';
import { AttendedBus } from './verification/attended-bus.js';
import { judgingControllers, judgingProviders } from './verification/providers.js';
import { vcApiControllers, vcApiProviders } from './vc-api/providers.js';

const controllers = [...publicControllers, ...judgingControllers, ...signingKeyControllers, ...statusListControllers, ...furtherControllers, ...vcApiControllers, ...formerControllers];

const people = [PersonCopyStore, Subjects, PersonService, ErasureService, PersonalCredentials];
const copies = [IssuerProfileStore, IssuerProfileService, AchievementTextStore, AwardStateStore, AwardIntakeService, AwardChangeService];
const keys = [SealedSecretStore, SecretKeeper, ...signingKeyProviders];
const lists = [StatusListStore, StatusChangeStore, IndexLeases, ServedLists];
const signing = [CredentialStore, DocumentStore, DocumentTraceStore, SigningService, DocumentService, BackgroundSigner];
const reading = [CredentialService, CredentialNodes, FeedService, ...publicProviders];
const resolvers = [CredentialResolver, AwardResolver, EarnerResolver, FeedResolver];

@Module({})
export class VerificationModule implements NestModule {
  /** @param execArgv Node's options for the issuing thread; left out: those of this process */
  static with(settings: VerificationSettings & { signerUrl: string; poolWaitMs: number }, bus: AttendedBus, execArgv?: string[]): DynamicModule {
    return {
      module: VerificationModule,
      imports: [bulkModule('verification')],
      controllers: [...controllers, OpenBadgesController],
      providers: [
        { provide: VERIFICATION_SETTINGS, useValue: settings },
        { provide: AttendedBus, useValue: bus },
        {
          provide: SignerDatabase,
          useFactory: ({ observeStatement }: Platform) => SignerDatabase.connect(settings.signerUrl, settings.poolWaitMs, observeStatement),
          inject: [PLATFORM],
        },
        { provide: IssuingThread, useFactory: () => new IssuingThread(execArgv) },
        ...[...people, ...copies, ...keys, ...lists, ...signerProviders, ...signing, ...reading, ...judgingProviders, ...backpackProviders, ...openBadgesProviders, ...resolvers],
        ...furtherProviders,
        ...vcApiProviders,
        ...pullProviders,
        ...formerProviders,
        ...credentialSourceProviders,
      ],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(publicHeaders).forRoutes(...controllers);
  }
}

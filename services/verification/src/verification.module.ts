import { PersonCopyStore } from '@cairn/people';
import { type DynamicModule, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { AchievementTextStore } from './achievement-text/achievement-text.store.js';
import { AwardChangeService } from './award/award-change.service.js';
import { AwardIntakeService } from './award/award-intake.service.js';
import { AwardStateStore } from './award/award-state.store.js';
import { VERIFICATION_SETTINGS, type VerificationSettings } from './config.js';
import { AwardResolver } from './credential/award.resolver.js';
import { CredentialNodes } from './credential/credential-node.service.js';
import { CredentialResolver } from './credential/credential.resolver.js';
import { CredentialService } from './credential/credential.service.js';
import { CredentialStore } from './credential/credential.store.js';
import { ErasureService } from './erasure/erasure.service.js';
import { FeedResolver } from './feed/feed.resolver.js';
import { FeedService } from './feed/feed.service.js';
import { IssuerProfileService } from './issuer-profile/issuer-profile.service.js';
import { IssuerProfileStore } from './issuer-profile/issuer-profile.store.js';
import { EarnerResolver } from './people/earner.resolver.js';
import { PersonService } from './people/person.service.js';
import { PersonalCredentials } from './people/personal-credentials.service.js';
import { Subjects } from './people/subjects.store.js';
import { CredentialController } from './public/credential.controller.js';
import { IssuerController } from './public/issuer.controller.js';
import { PublicCredentialService } from './public/public-credential.service.js';
import { publicHeaders } from './public/public-headers.middleware.js';
import { PublicIssuerService } from './public/public-issuer.service.js';
import { StatusListController } from './public/status-list.controller.js';
import { SealedSecretStore } from './sealed-secret/sealed-secret.store.js';
import { SecretKeeper } from './sealed-secret/secret-keeper.service.js';
import { KeyMaker } from './signing-key/key-maker.service.js';
import { KeyRing } from './signing-key/key-ring.service.js';
import { SigningKeyResolver } from './signing-key/signing-key.resolver.js';
import { SigningKeyService } from './signing-key/signing-key.service.js';
import { SigningKeyStore } from './signing-key/signing-key.store.js';
import { BackgroundSigner } from './signing/background-signer.service.js';
import { DocumentTraceStore } from './signing/document-trace.store.js';
import { DocumentService } from './signing/document.service.js';
import { DocumentStore } from './signing/document.store.js';
import { IssuingThread } from './signing/issuing-thread.js';
import { SigningService } from './signing/signing.service.js';
import { IndexLeases } from './status-list/index-lease.service.js';
import { ServedLists } from './status-list/served-list.service.js';
import { StatusChangeStore } from './status-list/status-change.store.js';
import { StatusListStore } from './status-list/status-list.store.js';
import { AttendedBus } from './verification/attended-bus.js';
import { EvidenceService } from './verification/evidence.service.js';
import { Freshness } from './verification/freshness.service.js';
import { InboxAgeStore } from './verification/inbox-age.store.js';
import { VerifyResolver } from './verification/verify.resolver.js';
import { VerifyService } from './verification/verify.service.js';

const controllers = [CredentialController, IssuerController, StatusListController];

const people = [PersonCopyStore, Subjects, PersonService, ErasureService, PersonalCredentials];
const copies = [IssuerProfileStore, IssuerProfileService, AchievementTextStore, AwardStateStore, AwardIntakeService, AwardChangeService];
const keys = [SealedSecretStore, SecretKeeper, SigningKeyStore, KeyMaker, KeyRing, SigningKeyService];
const lists = [StatusListStore, StatusChangeStore, IndexLeases, ServedLists];
const signing = [CredentialStore, DocumentStore, DocumentTraceStore, SigningService, DocumentService, BackgroundSigner];
const reading = [CredentialService, CredentialNodes, FeedService, PublicCredentialService, PublicIssuerService];
const verifying = [InboxAgeStore, Freshness, EvidenceService, VerifyService];
const resolvers = [CredentialResolver, AwardResolver, EarnerResolver, SigningKeyResolver, VerifyResolver, FeedResolver];

@Module({})
export class VerificationModule implements NestModule {
  /** @param execArgv Node's options for the issuing thread; left out: those of this process */
  static with(settings: VerificationSettings, bus: AttendedBus, execArgv?: string[]): DynamicModule {
    return {
      module: VerificationModule,
      controllers,
      providers: [
        { provide: VERIFICATION_SETTINGS, useValue: settings },
        { provide: AttendedBus, useValue: bus },
        { provide: IssuingThread, useFactory: () => new IssuingThread(execArgv) },
        ...[...people, ...copies, ...keys, ...lists, ...signing, ...reading, ...verifying, ...resolvers],
      ],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(publicHeaders).forRoutes(...controllers);
  }
}

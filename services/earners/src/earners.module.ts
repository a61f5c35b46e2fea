import { bulkModule } from '@cairn/bulk';
import { Module } from '@nestjs/common';
import { CopyClockStore } from './achievement-version/copy-clock.store.js';
import { VersionArrival } from './achievement-version/version-arrival.js';
import { VersionCopyStore } from './achievement-version/version-copy.store.js';
import { AwardChange } from './award/award-change.js';
import { AwardIssueService } from './award/award-issue.service.js';
import { AwardIssuing } from './award/award-issuing.js';
import { AwardKeysStore } from './award/award-keys.store.js';
import { AwardLifecycleService } from './award/award-lifecycle.service.js';
import { AwardListStore } from './award/award-list.store.js';
import { AwardLoading } from './award/award-loading.js';
import { AwardMutationsResolver } from './award/award-mutations.resolver.js';
import { AchievementAwardsResolver, IssuerAwardsResolver } from './award/award-owners.resolver.js';
import { AwardReplaceService } from './award/award-replace.service.js';
import { AwardViewService } from './award/award-view.service.js';
import { AwardVisibilityService } from './award/award-visibility.service.js';
import { AwardVisibilityStore } from './award/award-visibility.store.js';
import { AwardWriteStore } from './award/award-write.store.js';
import { AwardWriter } from './award/award-writer.js';
import { AwardResolver } from './award/award.resolver.js';
import { AwardStore } from './award/award.store.js';
import { AwardsOfStore } from './award/awards-of.store.js';
import { ClaimLinkStore } from './claim/claim-link.store.js';
import { ClaimResolver } from './claim/claim.resolver.js';
import { ClaimService } from './claim/claim.service.js';
import { CompletionAwardService } from './completion/completion-award.service.js';
import { CompletionStore } from './completion/completion.store.js';
import { ConsentResolver } from './consent/consent.resolver.js';
import { ConsentService } from './consent/consent.service.js';
import { ConsentStore } from './consent/consent.store.js';
import { WithheldPages } from './consent/withheld-pages.js';
import { Disclosures } from './disclosure/disclosures.js';
import { EarnerTrailResolver } from './disclosure/earner-trail.resolver.js';
import { EarnerIntake } from './earner/earner-intake.js';
import { EarnerNodes } from './earner/earner-nodes.js';
import { EarnerViewService } from './earner/earner-view.service.js';
import { EarnerWriteStore } from './earner/earner-write.store.js';
import { EarnerResolver } from './earner/earner.resolver.js';
import { EarnerService } from './earner/earner.service.js';
import { EarnerStore } from './earner/earner.store.js';
import { KnownEarners } from './earner/known-earners.js';
import { PersonalData } from './earner/personal-data.js';
import { ErasureCompletion } from './erasure/erasure-completion.service.js';
import { ErasureResolver } from './erasure/erasure.resolver.js';
import { ErasureService } from './erasure/erasure.service.js';
import { ErasureStore } from './erasure/erasure.store.js';
import { FeedResolver } from './feed/feed.resolver.js';
import { FeedService } from './feed/feed.service.js';
import { AwardImport } from './imports/award-import.js';
import { EarnerImport } from './imports/earner-import.js';
import { ImportsResolver } from './imports/imports.resolver.js';
import { AgencyService } from './mandate/agency.service.js';
import { MandateCopyStore } from './mandate/mandate-copy.store.js';
import { MergeResolver } from './merge/merge.resolver.js';
import { MergeService } from './merge/merge.service.js';
import { MergeStore } from './merge/merge.store.js';
import { EarnerAccess } from './person/earner-access.js';
import { PersonalRecordResolver } from './person/personal-record.resolver.js';
import { PersonalRecord } from './person/personal-record.service.js';
import { PersonalRecordStore } from './person/personal-record.store.js';

const earner = [
  PersonalData,
  EarnerStore,
  EarnerWriteStore,
  KnownEarners,
  EarnerIntake,
  EarnerService,
  EarnerViewService,
  EarnerNodes,
  EarnerResolver,
];
const person = [
  EarnerAccess,
  PersonalRecordStore,
  PersonalRecord,
  PersonalRecordResolver,
  ClaimLinkStore,
  ClaimService,
  ClaimResolver,
  ConsentStore,
  WithheldPages,
  ConsentService,
  ConsentResolver,
  ErasureStore,
  ErasureService,
  ErasureCompletion,
  ErasureResolver,
  MergeStore,
  MergeService,
  MergeResolver,
];
const copies = [VersionCopyStore, CopyClockStore, VersionArrival, MandateCopyStore, AgencyService];
const award = [
  AwardStore,
  AwardListStore,
  AwardsOfStore,
  AwardWriteStore,
  AwardWriter,
  AwardKeysStore,
  AwardIssuing,
  AwardIssueService,
  AwardChange,
  AwardLifecycleService,
  AwardReplaceService,
  AwardViewService,
  AwardVisibilityStore,
  AwardVisibilityService,
  AwardLoading,
  AwardResolver,
  AwardMutationsResolver,
  IssuerAwardsResolver,
  AchievementAwardsResolver,
];

@Module({
  imports: [bulkModule('earners')],
  providers: [
    Disclosures,
    EarnerTrailResolver,
    ...earner,
    ...person,
    ...copies,
    ...award,
    CompletionStore,
    CompletionAwardService,
    EarnerImport,
    AwardImport,
    ImportsResolver,
    FeedService,
    FeedResolver,
  ],
})
export class EarnersModule {}

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
import { AwardResolver } from './award/award.resolver.js';
import { AwardStore } from './award/award.store.js';
import { AwardViewService } from './award/award-view.service.js';
import { AwardWriter } from './award/award-writer.js';
import { AwardWriteStore } from './award/award-write.store.js';
import { AwardsOfStore } from './award/awards-of.store.js';
import { CompletionAwardService } from './completion/completion-award.service.js';
import { CompletionStore } from './completion/completion.store.js';
import { EarnerIntake } from './earner/earner-intake.js';
import { EarnerResolver } from './earner/earner.resolver.js';
import { EarnerService } from './earner/earner.service.js';
import { EarnerStore } from './earner/earner.store.js';
import { EarnerViewService } from './earner/earner-view.service.js';
import { EarnerWriteStore } from './earner/earner-write.store.js';
import { PersonalData } from './earner/personal-data.js';
import { FeedResolver } from './feed/feed.resolver.js';
import { FeedService } from './feed/feed.service.js';
import { AwardImport } from './imports/award-import.js';
import { EarnerImport } from './imports/earner-import.js';
import { ImportsResolver } from './imports/imports.resolver.js';

const earner = [PersonalData, EarnerStore, EarnerWriteStore, EarnerIntake, EarnerService, EarnerViewService, EarnerResolver];
const copies = [VersionCopyStore, CopyClockStore, VersionArrival];
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
  AwardLoading,
  AwardResolver,
  AwardMutationsResolver,
  IssuerAwardsResolver,
  AchievementAwardsResolver,
];

@Module({
  imports: [bulkModule('earners')],
  providers: [
    ...earner,
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

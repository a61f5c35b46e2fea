import { bulkModule } from '@cairn/bulk';
import { evidenceBytesMax, filesModule } from '@cairn/files';
import { Module } from '@nestjs/common';
import { CopyClockStore } from './achievement-version/copy-clock.store.js';
import { VersionArrival } from './achievement-version/version-arrival.js';
import { VersionCopyStore } from './achievement-version/version-copy.store.js';
import { assessmentControllers, assessmentProviders } from './assessment/providers.js';
import { awardProviders } from './award/providers.js';
import { claimCodeProviders } from './claim/providers.js';
import { completionProviders } from './completion/providers.js';
import { Disclosures } from './disclosure/disclosures.js';
import { EarnerTrailResolver } from './disclosure/earner-trail.resolver.js';
import { earnerProviders } from './earner/providers.js';
import { FeedResolver } from './feed/feed.resolver.js';
import { FeedService } from './feed/feed.service.js';
import { importProviders } from './imports/providers.js';
import { AgencyService } from './mandate/agency.service.js';
import { maintenanceProviders } from './maintenance/providers.js';
import { MandateCopyStore } from './mandate/mandate-copy.store.js';
import { nominationProviders } from './nomination/providers.js';
import { noticeProviders } from './notice/providers.js';
import { personProviders } from './person/providers.js';
import { statisticsProviders } from './statistics/providers.js';
import { shareControllers, shareProviders } from './share/providers.js';

@Module({
  imports: [bulkModule('earners'), filesModule('earners', { bytesMax: evidenceBytesMax })],
  controllers: [...assessmentControllers, ...shareControllers],
  providers: [
    Disclosures,
    EarnerTrailResolver,
    ...earnerProviders,
    ...personProviders,
    VersionCopyStore,
    CopyClockStore,
    VersionArrival,
    MandateCopyStore,
    AgencyService,
    ...awardProviders,
    ...claimCodeProviders,
    ...maintenanceProviders,
    ...nominationProviders,
    ...noticeProviders,
    ...statisticsProviders,
    ...assessmentProviders,
    ...shareProviders,
    ...completionProviders,
    ...importProviders,
    FeedService,
    FeedResolver,
  ],
})
export class EarnersModule {}
